"""The small signs that stand beside a verdict; each has its own shape, so grey print tells them."""

from collections.abc import Callable
from enum import StrEnum

from reports import theme
from reports.tagging.canvas import TaggedCanvas


class Symbol(StrEnum):
    """What a sign says; the words beside it say the same."""

    REAL = "real"
    POSSIBLE = "possible"
    WITHIN = "within"
    UNKNOWN = "unknown"
    DECLINE = "decline"
    UNABLE = "unable"


SIGN = 0.95
GAP = 0.35


def symbol_room(size: float) -> float:
    """Width a sign takes before a text of this size."""
    return size * (SIGN + GAP)


def draw_symbol(canvas: TaggedCanvas, symbol: Symbol, at: tuple[float, float], size: float) -> None:
    """Draws a sign as high as the capitals, with its left foot on the baseline at `at`."""
    side = size * SIGN
    canvas.saveState()
    canvas.translate(at[0], at[1] - side * 0.14)
    canvas.scale(side / 24, side / 24)
    canvas.setStrokeColor(theme.INK)
    canvas.setFillColor(theme.INK)
    canvas.setLineWidth(2)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    _PAINTERS[symbol](canvas)
    canvas.restoreState()


def _polyline(canvas: TaggedCanvas, *points: tuple[float, float]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path)


def _real(canvas: TaggedCanvas) -> None:
    canvas.circle(12, 12, 10, stroke=0, fill=1)
    canvas.setStrokeColor(theme.WHITE)
    canvas.setLineWidth(2.6)
    _polyline(canvas, (7.2, 11.8), (10.5, 8.5), (16.8, 15.2))


def _possible(canvas: TaggedCanvas) -> None:
    canvas.setDash(3.2, 3.0)
    canvas.circle(12, 12, 9.4, stroke=1, fill=0)
    canvas.setDash()
    _polyline(canvas, (8, 11.7), (10.8, 8.9), (16, 14.5))


def _within(canvas: TaggedCanvas) -> None:
    for y in (9.0, 15.0):
        path = canvas.beginPath()
        path.moveTo(3, y)
        path.curveTo(6, y + 4, 9, y + 4, 12, y)
        path.curveTo(15, y - 4, 18, y - 4, 21, y)
        canvas.drawPath(path)


def _unknown(canvas: TaggedCanvas) -> None:
    canvas.circle(12, 12, 9.6, stroke=1, fill=0)
    path = canvas.beginPath()
    path.moveTo(9.3, 14.6)
    path.curveTo(9.6, 17.4, 14.8, 17.4, 14.8, 14.4)
    path.curveTo(14.8, 12.6, 12, 12.4, 12, 10.2)
    canvas.drawPath(path)
    canvas.circle(12, 7.2, 1.2, stroke=0, fill=1)


def _decline(canvas: TaggedCanvas) -> None:
    path = canvas.beginPath()
    path.moveTo(12, 22)
    for point in ((22, 12), (12, 2), (2, 12)):
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.setStrokeColor(theme.WHITE)
    canvas.setFillColor(theme.WHITE)
    canvas.setLineWidth(2.4)
    _polyline(canvas, (12, 17), (12, 11.4))
    canvas.circle(12, 7.8, 1.4, stroke=0, fill=1)


def _unable(canvas: TaggedCanvas) -> None:
    canvas.setLineWidth(3)
    _polyline(canvas, (5, 5), (19, 19))
    _polyline(canvas, (5, 19), (19, 5))


_PAINTERS: dict[Symbol, Callable[[TaggedCanvas], None]] = {
    Symbol.REAL: _real,
    Symbol.POSSIBLE: _possible,
    Symbol.WITHIN: _within,
    Symbol.UNKNOWN: _unknown,
    Symbol.DECLINE: _decline,
    Symbol.UNABLE: _unable,
}
