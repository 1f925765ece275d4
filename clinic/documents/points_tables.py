"""The points of a test's parts as a table, for whoever adds them up at the bedside.

Made of the numbers that the score is made of, so that paper and record cannot part.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from clinic.domain.instruments import Instrument
from clinic.domain.scoring_stances import (
    CHAIR_POINTS,
    FULL_HOLD_S,
    SHORT_TANDEM_S,
    WALK_POINTS,
)
from reports.sheet_content import FormTable

HUNDREDTH: Final = Decimal("0.01")

BALANCE: Final = {
    4: f"All three held {FULL_HOLD_S} s",
    3: f"Tandem {SHORT_TANDEM_S:.2f} to {FULL_HOLD_S - HUNDREDTH} s",
    2: f"Tandem under {SHORT_TANDEM_S:.2f} s, or unable",
    1: f"Semi-tandem under {FULL_HOLD_S} s, or unable",
    0: f"Side by side under {FULL_HOLD_S} s, or unable",
}
Points = Sequence[tuple[Decimal, int]]


def points_table(instrument: Instrument) -> FormTable | None:
    """What earns how many points in each part; None for a test that is scored otherwise."""
    if instrument.scoring != "sum_of_parts":
        return None
    walks = {f"Walk of {metres} m (s)": _walk(points) for metres, points in WALK_POINTS.items()}
    columns = {"Balance": BALANCE, **walks, "Chair (s)": _chair()}
    return FormTable(
        heads=("Points", *columns),
        rows=tuple(
            (str(points), *(column[points] for column in columns.values()))
            for points in sorted(BALANCE, reverse=True)
        ),
    )


def _walk(points: Points) -> dict[int, str]:
    """The slowest walk that was done is worth 1 point."""
    (quickest, most), (slowest, _) = points[0], points[-1]
    spans = {most: f"under {quickest + HUNDREDTH}"} | dict(_spans(points))
    return spans | {1: f"over {slowest}", 0: "unable"}


def _chair() -> dict[int, str]:
    (quickest, most), (slowest, _) = CHAIR_POINTS[0], CHAIR_POINTS[-1]
    spans = {most: f"{quickest} or less"} | dict(_spans(CHAIR_POINTS))
    return spans | {0: f"over {slowest}, or unable"}


def _spans(points: Points) -> Iterator[tuple[int, str]]:
    for (before, _), (up_to, worth) in pairwise(points):
        yield worth, f"{before + HUNDREDTH} to {up_to}"
