"""That training rests, in words: for who refers, for who pays, and for the patient."""

from dataclasses import replace
from typing import Final

from clinic import phrasing
from clinic.documents.training_rests import Rest, RestKind
from clinic.falls.models import FallEvent, HealthEvent, NearFall

PAUSED_FOR_PATIENTS: Final = "Your training is paused."
# Stepback programme, section 5.2, "after_fall", its last sentence.
NOT_AGAIN_YET: Final = "Do not exercise again until your therapist has spoken with you."


def rest_words(rest: Rest) -> str:
    """Why training rests, in a sentence; where the reason is left out, only that it does."""
    if rest.kind is RestKind.SCREEN_SAYS_STOP:
        return "Training has stopped: the clinical screen says stop."
    if rest.kind is RestKind.DISCHARGED:
        ended = f" on {phrasing.long_date(rest.since)}" if rest.since else ""
        return f"Discharged{ended}; training in this programme has ended."
    words = "Training is paused"
    if rest.since is not None:
        words = f"Training has been paused since {phrasing.long_date(rest.since)}"
    if rest.waiting:
        events = [_the(event) for event in rest.waiting]
        verb = "waits" if len(events) == 1 else "wait"
        words += f": {phrasing.joined(events)} {verb} for review"
    return f"{words}."


def without_reason(rest: Rest | None) -> Rest | None:
    """That training rests, without what it tells about health."""
    if rest is None or rest.kind is RestKind.DISCHARGED:
        return rest
    return replace(rest, kind=RestKind.PAUSED, waiting=())


def plain_rest(rest: Rest, level: str) -> tuple[str, ...]:
    """The same to the patient, sentence by sentence; `level` is the last one, or empty."""
    was = (f"Your last level was {level.removeprefix('Level ')}",) if level else ()
    if rest.kind is not RestKind.DISCHARGED:
        return (PAUSED_FOR_PATIENTS, NOT_AGAIN_YET, *was)
    ended = f" on {phrasing.long_date(rest.since)}" if rest.since else ""
    return (f"Your time in this programme ended{ended}.", *was)


def _the(event: FallEvent | NearFall | HealthEvent) -> str:
    match event:
        case FallEvent():
            kind = "fall"
        case NearFall():
            kind = "near fall"
        case HealthEvent():
            kind = "health event"
    return f"the {kind} on {phrasing.long_date(event.happened_on)}"
