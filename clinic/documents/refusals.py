"""Why no sheet for training is printed: the reason, which paper may say, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from clinic.documents.training_rests import RestKind, find_rest
from clinic.episodes.models import Episode
from clinic.organisation import queries as organisation
from clinic.routines import queries as routines


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why not, and what to do on the screen about it."""

    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.reason} {self.remedy}"


NO_ROUTINE: Final = Refusal(
    reason="No routine is in force.", remedy="Prescribe one first, then print."
)
NO_TELEPHONE: Final = Refusal(
    reason="The clinic has no telephone number.",
    remedy="An administrator enters it in the settings.",
)
AT_REST: Final[Mapping[RestKind, Refusal]] = {
    RestKind.DISCHARGED: Refusal(
        reason="Care has ended.", remedy="Enrol the patient again, then print."
    ),
    RestKind.PAUSED: Refusal(
        reason="Training is paused.", remedy="Review what paused it, then print."
    ),
    RestKind.SCREEN_SAYS_STOP: Refusal(
        reason="The clinical screen says stop.", remedy="No sheet for training is printed."
    ),
}


def refused_training(episode: Episode, *, on: date) -> Refusal | None:
    """Why somebody does not train by the routine on a day; None when they do."""
    rest = find_rest(episode, on=on)
    if rest is not None:
        return AT_REST[rest.kind]
    return NO_ROUTINE if routines.current_routine(episode) is None else None


def why_no_handout(episode: Episode, *, on: date) -> str:
    """Why no handout can be printed now, with what to do; empty when it can."""
    refusal = refused_training(episode, on=on)
    if refusal is None and not organisation.get_clinic().telephone:
        refusal = NO_TELEPHONE
    return str(refusal) if refusal else ""
