"""What hands hold in a clinic: wall rail, parallel bars, stairs and ramp with their rails."""

from dataclasses import dataclass

from clinic.pictograms.props.base import EDGE, RAIL_HEIGHT, GripLine, Prop, Shapes
from clinic.pictograms.shapes import Tone, box, lined, outlined, polygon, polyline

BAR = 0.24
GRIP_ABOVE = 0.06
FAR_BAR_HIGHER = 0.34


@dataclass(frozen=True, kw_only=True, slots=True)
class Rail(Prop):
    """One bar, on wall brackets or on posts."""

    x0: float
    x1: float
    h: float = RAIL_HEIGHT
    posts: bool = False
    name: str = "rail"

    def behind(self) -> Shapes:
        if self.posts:
            inset = 0.25
            posts = (polyline((x, self.h), (x, 0.0)) for x in (self.x0 + inset, self.x1 - inset))
            feet = lined(Tone.INK, 0.2, *posts)
        else:
            places = self._bracket_places()
            feet = lined(
                Tone.INK,
                0.12,
                *(polyline((x, self.h), (x, self.h - 0.42)) for x in places),
                *(polyline((x - 0.26, self.h - 0.42), (x + 0.26, self.h - 0.42)) for x in places),
            )
        bar = lined(Tone.INK, BAR, polyline((self.x0, self.h), (self.x1, self.h)))
        return (feet, bar)

    def _bracket_places(self) -> list[float]:
        count = max(2, round((self.x1 - self.x0) / 4.2))
        part = (self.x1 - self.x0) / count
        return [self.x0 + part * (n + 0.5) for n in range(count)]

    def grips(self) -> dict[str, GripLine]:
        y = self.h + GRIP_ABOVE
        return {self.name: GripLine(self.x0, y, self.x1, y)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Bars(Prop):
    """Parallel bars: the near one passes before the body, the far one behind it."""

    x0: float
    x1: float
    name: str = "bar"

    def behind(self) -> Shapes:
        y = RAIL_HEIGHT + FAR_BAR_HIGHER
        posts = (polyline((x, y), (x, 0.2)) for x in (self.x0 + 0.75, self.x1 - 0.35))
        return (
            lined(Tone.MID, 0.16, *posts),
            lined(Tone.MID, BAR, polyline((self.x0 + 0.4, y), (self.x1 + 0.1, y))),
        )

    def before_body(self) -> Shapes:
        bar = polyline((self.x0, RAIL_HEIGHT), (self.x1, RAIL_HEIGHT))
        return (lined(Tone.PAPER, BAR + 0.2, bar), lined(Tone.INK, BAR, bar))

    def in_front(self) -> Shapes:
        ends = (self.x0 + 0.4, self.x1 - 0.7)
        posts = (polyline((x, RAIL_HEIGHT), (x, 0.1)) for x in ends)
        feet = (polyline((x - 0.35, 0.07), (x + 0.35, 0.07)) for x in ends)
        return (lined(Tone.INK, 0.2, *posts), lined(Tone.INK, 0.16, *feet))

    def grips(self) -> dict[str, GripLine]:
        near, far = RAIL_HEIGHT + GRIP_ABOVE, RAIL_HEIGHT + FAR_BAR_HIGHER + GRIP_ABOVE
        return {
            f"{self.name}_near": GripLine(self.x0, near, self.x1, near),
            f"{self.name}_far": GripLine(self.x0 + 0.4, far, self.x1 + 0.1, far),
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Step(Prop):
    """One low step."""

    x0: float
    x1: float
    h: float

    def behind(self) -> Shapes:
        return (outlined(Tone.LIGHT, EDGE, box(self.x0, 0.0, self.x1, self.h - EDGE)),)

    def ground(self) -> tuple[GripLine, ...]:
        return (GripLine(self.x0, self.h, self.x1, self.h),)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stairs(Prop):
    """Steps that rise to the left from `x`, with a rail on both sides."""

    x: float
    n: int
    rise: float
    run: float
    ahead: float = 5.0

    def behind(self) -> Shapes:
        points = [(self.x, 0.0)]
        for step in range(self.n):
            points.append((self.x - step * self.run, (step + 1) * self.rise - EDGE))
            points.append((self.x - (step + 1) * self.run, (step + 1) * self.rise - EDGE))
        points.append((self.x - self.n * self.run, 0.0))
        far = self._far()
        return (
            outlined(Tone.LIGHT, EDGE, polygon(*points)),
            lined(Tone.MID, 0.2, polyline((far.x0, far.y0), (self.x, self._rail(self.x) + 0.34))),
            lined(Tone.MID, 0.2, polyline((self.x, self._rail(self.x) + 0.34), (far.x1, far.y1))),
        )

    def _rail(self, x: float) -> float:
        """The rail's height: along the stairs, level before them."""
        return RAIL_HEIGHT + max(self.x - x, 0.0) * self.rise / self.run

    def _top_x(self) -> float:
        return self.x - self.n * self.run + 0.3

    def _far(self) -> GripLine:
        top, end = self._top_x(), self.x + self.ahead
        return GripLine(top, self._rail(top) + 0.34, end, RAIL_HEIGHT + 0.34)

    def before_body(self) -> Shapes:
        top, end = self._top_x(), self.x + self.ahead
        rail = polyline((top, self._rail(top)), (self.x, RAIL_HEIGHT), (end, RAIL_HEIGHT))
        return (lined(Tone.PAPER, BAR + 0.2, rail), lined(Tone.INK, BAR, rail))

    def in_front(self) -> Shapes:
        top, end = self._top_x() + 0.12, self.x + self.ahead - 0.3
        floor = self.n * self.rise
        return (
            lined(
                Tone.INK,
                0.18,
                polyline((top, self._rail(top)), (top, floor)),
                polyline((end, RAIL_HEIGHT), (end, 0.0)),
            ),
        )

    def grips(self) -> dict[str, GripLine]:
        y = RAIL_HEIGHT + GRIP_ABOVE
        end, top = self.x + self.ahead, self._top_x()
        slope = self._rail(top) + GRIP_ABOVE
        return {
            "stair_near": GripLine(self.x, y, end, y),
            "stair_far": GripLine(self.x, y + 0.34, end, y + 0.34),
            "stair_near_up": GripLine(top, slope, self.x, y),
            "stair_far_up": GripLine(top, slope + 0.34, self.x, y + 0.34),
        }

    def ground(self) -> tuple[GripLine, ...]:
        return tuple(
            GripLine(
                self.x - (step + 1) * self.run,
                (step + 1) * self.rise,
                self.x - step * self.run,
                (step + 1) * self.rise,
            )
            for step in range(self.n)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Ramp(Prop):
    """A gentle ramp that rises to the left, with a rail along it."""

    x0: float
    x1: float
    y1: float

    def _slope(self, x: float) -> float:
        return self.y1 * (self.x0 - x) / (self.x0 - self.x1)

    def behind(self) -> Shapes:
        low, high = self.x0, self.x1
        wedge = polygon((low, 0.0), (high, self.y1 - EDGE), (high, 0.0))
        rail = polyline(
            (high + 0.1, self._slope(high) + RAIL_HEIGHT), (low, self._slope(low) + RAIL_HEIGHT)
        )
        posts = (
            polyline((x, self._slope(x)), (x, self._slope(x) + RAIL_HEIGHT))
            for x in (high + 0.35, low - 0.3)
        )
        return (
            outlined(Tone.LIGHT, EDGE, wedge),
            lined(Tone.INK, 0.18, *posts),
            lined(Tone.INK, BAR, rail),
        )

    def grips(self) -> dict[str, GripLine]:
        above = RAIL_HEIGHT + GRIP_ABOVE
        return {"rail": GripLine(self.x1, self.y1 + above, self.x0, above)}

    def ground(self) -> tuple[GripLine, ...]:
        return (GripLine(self.x1, self.y1, self.x0, 0.0),)
