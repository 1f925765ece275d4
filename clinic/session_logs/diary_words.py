"""The words of the grid into which a diary is typed."""

from collections.abc import Mapping
from typing import Final

from clinic.domain.diary import DiaryBox, DiaryProblem
from clinic.phrasing import plural

BOXES: Final[Mapping[DiaryBox, str]] = {
    DiaryBox.DONE: "Done",
    DiaryBox.EFFORT: "How hard",
    DiaryBox.WOBBLES: "Wobbles",
    DiaryBox.FELL: "Fell",
}
PROBLEMS: Final[Mapping[DiaryProblem, str]] = {
    DiaryProblem.NO_MARK: "Type x for done, 0 for not done, or nothing",
    DiaryProblem.NOT_ON_SCALE: "Type a number from 0 to 10, or nothing",
    DiaryProblem.NO_COUNT: "Type how many, or nothing",
    DiaryProblem.NOT_MARKED_DONE: (
        "The day tells of a training and is not marked as done. Type x, or clear How hard and"
        " Wobbles. A fall is kept without a training too."
    ),
    DiaryProblem.DONE_AND_NOT: (
        "The day is marked as not done and yet tells of a training. Type x, or clear How hard and"
        " Wobbles. A fall is kept without a training too."
    ),
}
ALREADY_LOGGED: Final = (
    "A training at home is logged for this day already. Clear the day, or amend that log."
)
NOTHING_WRITTEN: Final = "Nothing is typed. Type what the sheet says, then save."
TOLD_BY_DIARY: Final = "From the diary on paper."


def saved(code: str, days: int, *, falls: int) -> str:
    """That a sheet was kept, and what now waits for somebody because of it."""
    kept = f"Saved: {plural(days, 'day')} of sheet {code}."
    if not falls:
        return kept
    verb = "waits" if falls == 1 else "wait"
    return f"{kept} {plural(falls, 'fall')} {verb} for review; training rests until then."
