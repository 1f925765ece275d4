"""Who wrote an exercise when, and whether the clinic offers it, in finished words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from clinic import phrasing
from clinic.clock import day_of
from clinic.domain.exercises import ExerciseDefinition
from clinic.exercises.models import ExerciseOffer, OwnExercise


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionLine:
    """One version of an exercise of the clinic's own."""

    number: int
    words: str
    is_shown: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferLine:
    """One change of whether it is offered."""

    words: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """What became of an exercise in this clinic."""

    versions: tuple[VersionLine, ...]
    offers: tuple[OfferLine, ...]
    is_offered: bool
    is_latest: bool

    @property
    def is_empty(self) -> bool:
        return not self.versions and not self.offers


def present_history(
    exercise: ExerciseDefinition,
    versions: Sequence[OwnExercise],
    offers: Sequence[ExerciseOffer],
    *,
    names: Mapping[UUID, str],
    time_zone: str,
) -> History:
    """Versions the newest first, offers likewise; both are handed in the order they are asked."""

    def told(row: OwnExercise | ExerciseOffer) -> str:
        return f"{phrasing.long_date(day_of(row.at, time_zone))}, {names.get(row.by_id, '')}"

    withheld, again = (
        ("Retired", "Taken up again") if exercise.is_own else ("Hidden", "Shown again")
    )
    return History(
        versions=tuple(
            VersionLine(
                number=row.version,
                words=f"Version {row.version}: {told(row)}",
                is_shown=row.version == exercise.version,
            )
            for row in versions
        ),
        offers=tuple(
            OfferLine(words=f"{again if row.offered else withheld}, {told(row)}", reason=row.reason)
            for row in reversed(offers)
        ),
        is_offered=not offers or offers[-1].offered,
        is_latest=not versions or versions[0].version == exercise.version,
    )
