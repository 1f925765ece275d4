"""How invented people get on: an ability that moves, and the measurements it leads to.

The curves below are made up so that the courses look like people. They are no norms and decide
nothing; every score, band and level of the demo is computed by the program from what was typed.
"""

import math
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from random import Random
from typing import Final


class Story(StrEnum):
    """What a course is about."""

    IMPROVER = "improver"
    FAST_IMPROVER = "fast_improver"
    PLATEAU = "plateau"
    FALLER = "faller"  # fell some days ago, not reviewed
    FALLER_REVIEWED = "faller_reviewed"
    STOPPED = "stopped"  # nothing logged for weeks
    EXPIRED = "expired"  # the clinical screen ran out
    PENDING = "pending"  # a doctor was asked, no answer yet
    NEWCOMER = "newcomer"  # enrolled, not screened
    MEASURED = "measured"  # 60 assessments
    OVERDUE = "overdue"  # re-assessment due
    UNABLE = "unable"  # some tests could not be done
    FINISHED = "finished"  # discharged with goals reached
    LEFT = "left"  # discharged, stopped of own accord


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """One person's months.

    Attributes:
        weeks: how long ago the episode began.
        start: ability at the start, in levels of the ladder.
        gain: how many levels training brings in the long run.
        half_life_weeks: in how many weeks half of the gain has come.
        attendance: share of the planned trainings that are done.
        high_risk: two falls or more before enrolment.
        own_limits: has vital limits of her own, agreed with a doctor.
        changes: gets other medicines and moves house on the way.
    """

    story: Story
    weeks: int
    start: float
    gain: float
    half_life_weeks: float
    attendance: float
    high_risk: bool
    own_limits: bool = False
    changes: bool = False

    def ability(self, day: int) -> float:
        """Ability on a day of the episode, in levels of the ladder."""
        grown = 1 - math.exp2(-day / 7 / self.half_life_weeks)
        return self.start + self.gain * grown


# Story -> weeks, start, gain, half-life, attendance
TOLD: Final[dict[Story, tuple[int, float, float, float, float]]] = {
    Story.FALLER: (19, 3.1, 2.4, 9, 0.86),
    Story.IMPROVER: (26, 3.2, 3.1, 10, 0.92),
    Story.FAST_IMPROVER: (14, 3.4, 3.0, 4, 0.97),
    Story.PLATEAU: (34, 3.3, 1.1, 3, 0.84),
    Story.FALLER_REVIEWED: (28, 3.0, 2.1, 9, 0.82),
    Story.STOPPED: (17, 3.2, 1.6, 7, 0.88),
    Story.EXPIRED: (28, 3.2, 2.2, 9, 0.85),
    Story.PENDING: (2, 2.6, 1.0, 8, 0.9),
    Story.NEWCOMER: (0, 3.0, 1.0, 8, 0.9),
    Story.MEASURED: (39, 3.1, 2.8, 12, 0.93),
    Story.OVERDUE: (12, 3.2, 1.8, 7, 0.9),
    Story.UNABLE: (15, 1.1, 1.3, 9, 0.8),
    Story.FINISHED: (38, 3.3, 3.2, 8, 0.94),
    Story.LEFT: (30, 3.0, 0.8, 8, 0.55),
}
DRAWN: Final = (
    *(Story.IMPROVER,) * 9,
    *(Story.FAST_IMPROVER,) * 3,
    *(Story.PLATEAU,) * 4,
    *(Story.OVERDUE,) * 2,
    *(Story.FALLER_REVIEWED,) * 2,
    *(Story.FINISHED,) * 3,
    Story.STOPPED,
    Story.LEFT,
    Story.UNABLE,
    Story.NEWCOMER,
)
LONGEST_WEEKS: Final = 39  # nine months
# Most go through the twelve weeks of a template, some stay longer.
DRAWN_WEEKS: Final = {
    Story.FINISHED: (14, 24),
    Story.PLATEAU: (12, 22),
    Story.LEFT: (10, 18),
    Story.FALLER_REVIEWED: (9, 18),
    Story.STOPPED: (9, 20),
    Story.OVERDUE: (8, 16),
}


def told_course(story: Story, *, own_limits: bool = False, changes: bool = False) -> Course:
    """The course of a person with a name of their own: always the same."""
    weeks, start, gain, half_life, attendance = TOLD[story]
    return Course(
        story=story,
        weeks=weeks,
        start=start,
        gain=gain,
        half_life_weeks=half_life,
        attendance=attendance,
        high_risk=story in {Story.UNABLE, Story.FALLER},
        own_limits=own_limits,
        changes=changes,
    )


def drawn_course(story: Story, random: Random) -> Course:
    """A course like the told one, somewhat earlier, later, quicker or slower."""
    weeks, start, gain, half_life, attendance = TOLD[story]
    if weeks:
        weeks = random.randint(*DRAWN_WEEKS.get(story, (3, 15)))
    return Course(
        story=story,
        weeks=weeks,
        start=max(1.0, start + random.uniform(-0.7, 0.9)),
        gain=gain * random.uniform(0.75, 1.15),
        half_life_weeks=half_life * random.uniform(0.8, 1.4),
        attendance=min(0.98, attendance * random.uniform(0.85, 1.08)),
        high_risk=random.random() < 0.2,  # noqa: PLR2004 - one in five
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """What one visit's tests came to, as a clinician would type it."""

    backward_walk_s: tuple[Decimal, Decimal]
    up_and_go_s: Decimal
    chair_stands: int
    stage_holds_s: tuple[Decimal | None, ...]  # a stage after one not held was not tried
    berg_items: tuple[int, ...]
    supported_stand_s: int


# Ability (levels 0 to 9) -> a typical result. Invented.
BACKWARD_WALK_S: Final = (30.0, 22.0, 18.0, 15.2, 11.6, 8.4, 6.3, 4.9, 4.1, 3.4)
UP_AND_GO_S: Final = (60.0, 40.0, 30.0, 22.5, 18.2, 15.1, 12.9, 11.0, 9.4, 8.2)
BERG: Final = (15.0, 20.0, 26.0, 33.0, 39.0, 43.5, 47.5, 51.0, 53.5, 55.5)
CHAIR_STANDS: Final = (0.0, 3.0, 5.0, 7.0, 8.5, 10.0, 11.5, 13.0, 14.5, 16.0)
ONE_LEG_S: Final = (0.0, 0.0, 0.8, 1.6, 2.6, 4.2, 6.4, 9.0, 12.0, 15.0)
TANDEM_S: Final = (0.0, 1.0, 3.0, 6.0, 9.0, 12.0, 15.0, 20.0, 25.0, 30.0)
SEMI_TANDEM_S: Final = (2.0, 6.0, 10.0, 13.0, 17.0, 20.0, 25.0, 30.0, 30.0, 30.0)
SIDE_BY_SIDE_S: Final = (8.0, 12.0, 20.0, 30.0, 30.0, 30.0, 30.0, 30.0, 30.0, 30.0)

FULL_HOLD_S: Final = Decimal(10)
# Berg items, hardest first: what an unsteady person loses before the rest.
HARDEST_FIRST: Final = (13, 12, 11, 10, 7, 9, 6, 8, 5, 0, 4, 3, 1, 2)


def measure(ability: float, random: Random) -> Measured:
    """The tests of one day: the ability, and how the day was."""
    of_the_day = ability + random.gauss(0, 0.12)
    return Measured(
        backward_walk_s=(
            _seconds(BACKWARD_WALK_S, of_the_day, random, 0.05),
            _seconds(BACKWARD_WALK_S, of_the_day, random, 0.05),
        ),
        up_and_go_s=_seconds(UP_AND_GO_S, of_the_day, random, 0.04),
        chair_stands=max(0, round(_at(CHAIR_STANDS, of_the_day) + random.gauss(0, 0.6))),
        stage_holds_s=_stage_holds(of_the_day, random),
        berg_items=_berg_items(round(_at(BERG, of_the_day) + random.gauss(0, 0.9))),
        supported_stand_s=min(60, round(20 + 22 * of_the_day)),
    )


def _at(curve: tuple[float, ...], ability: float) -> float:
    place = min(max(ability, 0.0), len(curve) - 1.001)
    below = math.floor(place)
    return curve[below] + (curve[below + 1] - curve[below]) * (place - below)


def _seconds(curve: tuple[float, ...], ability: float, random: Random, spread: float) -> Decimal:
    typical = _at(curve, ability) * (1 + random.gauss(0, spread))
    return Decimal(f"{max(typical, 1.2):.2f}")


def _stage_holds(ability: float, random: Random) -> tuple[Decimal | None, ...]:
    """Seconds for each stage up to the first that was not held for ten."""
    holds: list[Decimal | None] = []
    stages = (SIDE_BY_SIDE_S, SEMI_TANDEM_S, TANDEM_S, ONE_LEG_S)
    for curve in stages:
        held = _at(curve, ability) * (1 + random.gauss(0, 0.08))
        hold = min(FULL_HOLD_S, Decimal(f"{max(held, 0.3):.1f}"))
        holds.append(hold)
        if hold < FULL_HOLD_S:
            break
    return (*holds, *(None,) * (len(stages) - len(holds)))


def _berg_items(total: int) -> tuple[int, ...]:
    """Fourteen items of 0 to 4 that add up to the total, the hard ones lost first."""
    items = [4] * len(HARDEST_FIRST)
    to_lose = max(0, sum(items) - max(0, total))
    width = 4
    while to_lose > 0:
        for item in HARDEST_FIRST[:width]:
            if to_lose > 0 and items[item] > 0:
                items[item] -= 1
                to_lose -= 1
        width = min(len(items), width + 3)
    return tuple(items)


def weighted(random: Random, *choices: tuple[int, float]) -> int:
    """One of the values, each as likely as its weight."""
    values, weights = zip(*choices, strict=True)
    sums = [sum(weights[: n + 1]) for n in range(len(weights))]
    drawn: int = values[bisect_right(sums, random.random() * sums[-1])]
    return drawn
