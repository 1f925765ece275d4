"""A diary on paper as it is typed in: what a day's boxes say, and where they contradict.

Source: Stepback programme, `handout.diary` (a cross or a number in a box) and section 3.4 (effort
from 0 to 10). That a blank box means "not told", never 0, is judgement [?].
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from clinic.domain.session_logs import MOST_ON_SCALE

CROSSES: Final = frozenset({"x", "v", "/", "+", "✓", "✗", "×"})
NOT_DONE: Final = frozenset({"0", "-", "n"})
MOST_COUNTED: Final = 99
FEW_FALLS: Final = 9


class DiaryBox(StrEnum):
    """What a day is asked, in the order of the sheet."""

    DONE = "done"
    EFFORT = "effort"
    WOBBLES = "wobbles"
    FELL = "fell"


class DiaryProblem(StrEnum):
    """Why a day cannot be kept as it was typed."""

    NO_MARK = "no_mark"
    NOT_ON_SCALE = "not_on_scale"
    NO_COUNT = "no_count"
    NOT_MARKED_DONE = "not_marked_done"
    DONE_AND_NOT = "done_and_not"


@dataclass(frozen=True, kw_only=True, slots=True)
class DiaryDay:
    """What one day's boxes say; None where a box is blank or cannot be read."""

    done: bool | None = None
    effort: int | None = None
    wobbles: int | None = None
    falls: int | None = None

    @property
    def tells_of_training(self) -> bool:
        """Whether a box says something that only a training leads to; a fall happens any day."""
        return any(value is not None for value in (self.effort, self.wobbles))

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written on the day."""
        return self.done is None and not self.tells_of_training and self.falls is None


def read_day(boxes: dict[DiaryBox, str]) -> tuple[DiaryDay, dict[DiaryBox, DiaryProblem]]:
    """A day from its four boxes, and what is wrong with each.

    Args:
        boxes: as typed; a box that is left out is blank.
    """
    typed = {box: boxes.get(box, "").strip().lower() for box in DiaryBox}
    problems: dict[DiaryBox, DiaryProblem] = {}
    done = _mark(typed[DiaryBox.DONE])
    if done is None and typed[DiaryBox.DONE]:
        problems[DiaryBox.DONE] = DiaryProblem.NO_MARK
    day = DiaryDay(
        done=done,
        effort=_number(typed, DiaryBox.EFFORT, MOST_ON_SCALE, problems),
        wobbles=_number(typed, DiaryBox.WOBBLES, MOST_COUNTED, problems),
        # A cross in the box for falls is one fall.
        falls=1
        if typed[DiaryBox.FELL] in CROSSES
        else _number(typed, DiaryBox.FELL, FEW_FALLS, problems),
    )
    # What cannot be read in such a box tells of a training too: all is flagged at once.
    told = any(typed[box] for box in (DiaryBox.EFFORT, DiaryBox.WOBBLES))
    if told and not day.done and DiaryBox.DONE not in problems:
        problems[DiaryBox.DONE] = (
            DiaryProblem.NOT_MARKED_DONE if done is None else DiaryProblem.DONE_AND_NOT
        )
    return day, problems


def _mark(typed: str) -> bool | None:
    """Whether the first box says done: a cross or any number but 0; 0, - or n says not done."""
    if typed in NOT_DONE:
        return False
    if typed in CROSSES or (typed.isdecimal() and int(typed) <= MOST_COUNTED):
        return True
    return None


def _number(
    typed: dict[DiaryBox, str], box: DiaryBox, most: int, problems: dict[DiaryBox, DiaryProblem]
) -> int | None:
    written = typed[box]
    if not written:
        return None
    if written.isascii() and written.isdecimal() and int(written) <= most:
        return int(written)
    is_scale = box is DiaryBox.EFFORT
    problems[box] = DiaryProblem.NOT_ON_SCALE if is_scale else DiaryProblem.NO_COUNT
    return None
