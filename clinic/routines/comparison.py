"""Two versions of a routine side by side, line by line, what differs marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from clinic import phrasing
from clinic.domain.plan import PlannedItem, RoutinePlan
from clinic.routines.models import Routine
from clinic.routines.presenters import days_words, dose_words
from clinic.routines.words import WHERE_WORDS

ABSENT: Final = "–"


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparedLine:
    """One thing in both versions; absent in one is a dash."""

    name: str
    earlier: str
    later: str

    @property
    def differs(self) -> bool:
        return self.earlier != self.later


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """The heads of two versions and everything they prescribe."""

    earlier: str
    later: str
    frame: tuple[ComparedLine, ...]
    exercises: tuple[ComparedLine, ...]

    @property
    def changes(self) -> str:
        """How much differs, such as "3 lines differ."."""
        count = sum(line.differs for line in (*self.frame, *self.exercises))
        if not count:
            return "Nothing differs."
        return f"{phrasing.plural(count, 'line')} {phrasing.by_count(count, 'differs', 'differ')}."


def compare_versions(
    earlier: tuple[Routine, RoutinePlan], later: tuple[Routine, RoutinePlan], *, today: date
) -> Comparison:
    """Exercises stand in the order of the later version; those it left out come last."""
    return Comparison(
        earlier=_head(earlier[0], today=today),
        later=_head(later[0], today=today),
        frame=tuple(
            ComparedLine(name=name, earlier=before, later=after)
            for (name, before), (_, after) in zip(_frame(*earlier), _frame(*later), strict=True)
        ),
        exercises=tuple(_exercises(earlier[1], later[1])),
    )


def _head(routine: Routine, *, today: date) -> str:
    return f"Routine {routine.number}, {phrasing.day(routine.prescribed_on, today=today)}"


def _frame(routine: Routine, plan: RoutinePlan) -> Sequence[tuple[str, str]]:
    return (
        ("Level", f"{routine.level}: {plan.level.name()}"),
        ("Backward minutes a training", phrasing.number(routine.backward_min)),
        ("Days", days_words(routine.clinic_days, routine.home_days)),
        ("Helper", routine.helper_name or "none named"),
    )


def _exercises(earlier: RoutinePlan, later: RoutinePlan) -> list[ComparedLine]:
    before = {item.exercise.code: item for item in earlier.items}
    after = {item.exercise.code: item for item in later.items}
    codes = dict.fromkeys([*after, *before])
    return [
        ComparedLine(
            name=(after.get(code) or before[code]).exercise.name(),
            earlier=_item_words(before.get(code)),
            later=_item_words(after.get(code)),
        )
        for code in codes
    ]


def _item_words(item: PlannedItem | None) -> str:
    if item is None:
        return ABSENT
    minutes = f", {phrasing.number(item.backward_min)} min" if item.backward_min else ""
    return f"{dose_words(item.dose)}{minutes}, {WHERE_WORDS[item.where].lower()}"
