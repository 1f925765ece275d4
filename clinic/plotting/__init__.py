"""Geometry of trend charts: pure, in words the painters for screen and paper both understand.

`trend_geometry(TrendChart(...))` and `sparkline_geometry(TrendChart(...))` give a
`ChartGeometry`: marks to paint, one sentence for who cannot see them, and the rows of the table.
"""

from clinic.plotting.marks import ChartGeometry, ChartRow, Mark
from clinic.plotting.sparklines import sparkline_geometry
from clinic.plotting.trend import trend_geometry
from clinic.plotting.values import (
    Better,
    ChartEvents,
    CutOff,
    EventMark,
    FallMark,
    Frame,
    LevelSpan,
    Norm,
    Outcome,
    Pause,
    Side,
    TrendChart,
    TrendPoint,
)

__all__ = [
    "Better",
    "ChartEvents",
    "ChartGeometry",
    "ChartRow",
    "CutOff",
    "EventMark",
    "FallMark",
    "Frame",
    "LevelSpan",
    "Mark",
    "Norm",
    "Outcome",
    "Pause",
    "Side",
    "TrendChart",
    "TrendPoint",
    "sparkline_geometry",
    "trend_geometry",
]
