"""What the gate is handed about an episode besides its checklists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from clinic.domain.checklists import InvalidatingEvent
from clinic.domain.risk import FallRisk, RiskStratum
from clinic.episodes.models import Episode
from clinic.falls import queries as falls
from clinic.risk import queries as risk

Strata = Mapping[UUID, RiskStratum]
"""The fall-risk stratum of each episode that has a falls history, by episode id."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What the gate is handed about one episode besides its checklist."""

    events: Sequence[InvalidatingEvent]
    high_risk: bool


def list_facts(episodes: Iterable[Episode], strata: Strata | None = None) -> dict[UUID, Facts]:
    """Events that may end a screen, and whether the stratum is high, by episode id."""
    episodes = list(episodes)
    if strata is None:
        strata = risk.current_strata(episodes)
    events = falls.invalidating_events_in([episode.id for episode in episodes])
    return {
        episode.id: Facts(
            events=events[episode.id],
            high_risk=episode.id in strata and strata[episode.id].risk is FallRisk.HIGH,
        )
        for episode in episodes
    }
