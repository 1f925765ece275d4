"""What is known about an open episode on the day the caseload is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from clinic.domain.caseload import CaseloadFacts
from clinic.domain.clearance import Clearance
from clinic.domain.falls import Injury
from clinic.domain.templates import ProgrammeWeek
from clinic.episodes.models import Episode
from clinic.falls.models import FallEvent, HealthEvent, NearFall
from clinic.patients.models import Patient
from clinic.precautions.models import MedicalClearance
from clinic.progress.models import ProgressionDecision
from clinic.progress.proposals import CurrentProposal
from clinic.routines.models import Routine

GRAVE_INJURIES: Final = frozenset({Injury.NEEDED_CARE, Injury.FRACTURE_OR_HEAD, Injury.NOT_KNOWN})

Event = FallEvent | NearFall | HealthEvent


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where a patient is on the ladder, and by which routine."""

    level: int | None = None
    routine: Routine | None = None
    paused: bool = False
    week: ProgrammeWeek | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenEvents:
    """What was reported and no clinician has reviewed, the oldest first."""

    all: Sequence[Event] = ()

    def __bool__(self) -> bool:
        return bool(self.all)

    @property
    def falls(self) -> list[FallEvent]:
        return [event for event in self.all if isinstance(event, FallEvent)]

    @property
    def others(self) -> list[NearFall | HealthEvent]:
        """Near falls first, then health events."""
        near_falls = [event for event in self.all if isinstance(event, NearFall)]
        return near_falls + [event for event in self.all if isinstance(event, HealthEvent)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One open episode with everything the caseload says about it."""

    episode: Episode
    patient: Patient
    clearance: Clearance
    standing: Standing
    events: OpenEvents
    stop: ProgressionDecision | None
    proposal: CurrentProposal | None
    asked: MedicalClearance | None
    screen_id: UUID | None
    facts: CaseloadFacts


def is_grave(fall: FallEvent) -> bool:
    """Whether somebody has to be asked about this fall before any other."""
    return bool(
        fall.injury in GRAVE_INJURIES or fall.lost_consciousness or fall.able_to_rise is False
    )
