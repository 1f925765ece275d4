"""The track beside a running result: today, last time and baseline on one line."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from clinic import phrasing
from clinic.domain.instruments import Instrument
from clinic.domain.series import Series
from clinic.domain.thresholds import Direction
from clinic.plotting import ChartGeometry, CutOff, Mark, Side
from clinic.plotting.labels import text_width
from clinic.plotting.marks import Anchor, DotMark, LineMark, RectMark, TextMark
from clinic.plotting.scales import Scale

TEXT_SIZE: Final = 13
AXIS_Y: Final = 66
BAND_TOP: Final = 44
DOT_Y: Final = (BAND_TOP + AXIS_Y) / 2
FIRST_ROW_Y: Final = 90
ROW_HEIGHT: Final = 17
EDGE: Final = 8
ROOM_ROUND: Final = 0.12
HALF_A_STEP: Final = 0.5
WIDE_PX: Final = 640
NARROW_PX: Final = 340


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A labelled value on the track."""

    value: float
    words: str
    role: str


def track(
    series: Series,
    now: Decimal,
    *,
    mdc: Decimal | None,
    line: CutOff | None,
    last_words: str,
    width: float,
) -> ChartGeometry:
    """One line with the result of now, the last one, the baseline and its error, and the cut-off.

    Args:
        series: the results before this one.
        now: the result as it stands, in the instrument's unit.
        mdc: the error drawn round the baseline; None draws none.
        line: the cut-off, labelled in words.
        last_words: the day of the last result.
        width: width of the drawing in px.
    """
    instrument, places = series.instrument, _places(series, last_words)
    baseline = series.baseline.reading.value if series.baseline else None
    edges = (baseline - mdc, baseline + mdc) if baseline is not None and mdc is not None else ()
    drawn_at = _drawn_at(instrument, line) if line else 0
    told = [Place(value=drawn_at, words=line.label, role="cutoff-label")] if line else []
    scale = _scale(
        [float(now), *(place.value for place in places), *(float(edge) for edge in edges)]
        + ([drawn_at] if line else []),
        width,
    )
    labels, rows = _labels([*told, *places], scale, width)
    marks: list[Mark] = []
    if edges and mdc is not None:
        marks += [_band(scale, edges), _band_label(instrument, mdc, width)]
    marks.append(LineMark("axis", EDGE, AXIS_Y, width - EDGE, AXIS_Y))
    if line is not None:
        x = scale(drawn_at)
        marks.append(LineMark("cutoff", x, BAND_TOP - 8, x, AXIS_Y + 8))
    marks += labels
    marks += [DotMark("hollow", scale(place.value), DOT_Y, 5) for place in places]
    marks += [*_now(instrument, now, scale, width), _better(instrument, width)]
    return ChartGeometry(
        title=instrument.name,
        width=width,
        height=FIRST_ROW_Y + rows * ROW_HEIGHT - 8,
        text_size=TEXT_SIZE,
        sentence=_sentence(instrument, now, [*told, *places]),
        value_heading="",
        marks=tuple(marks),
        rows=(),
    )


def _drawn_at(instrument: Instrument, line: CutOff) -> float:
    """On the line itself, or between two whole numbers where only those exist."""
    if instrument.decimals > 0:
        return line.value
    above = (line.side is Side.BELOW) == line.inclusive
    return line.value + (HALF_A_STEP if above else -HALF_A_STEP)


def _places(series: Series, last_words: str) -> list[Place]:
    """The baseline and, when it is another one, the last result."""
    named = [(series.baseline, "baseline")]
    if series.latest is not series.baseline:
        named.append((series.latest, last_words))
    return [
        _place(series.instrument, result.reading.value, name)
        for result, name in named
        if result is not None and result.has_value and result.reading.value is not None
    ]


def _place(instrument: Instrument, value: Decimal, name: str) -> Place:
    words = f"{name} {phrasing.score_number(instrument, value)}"
    return Place(value=float(value), words=words, role="label")


def _scale(values: Iterable[float], width: float) -> Scale:
    found = list(values)
    low, high = min(found), max(found)
    room = (high - low or abs(high) or 1) * ROOM_ROUND
    return Scale(low - room, high + room, EDGE, width - EDGE)


def _band(scale: Scale, edges: tuple[Decimal, ...]) -> Mark:
    left, right = scale(float(edges[0])), scale(float(edges[-1]))
    return RectMark("band", left, BAND_TOP, round(right - left, 1), AXIS_Y - BAND_TOP)


def _labels(places: list[Place], scale: Scale, width: float) -> tuple[list[Mark], int]:
    """Each label on the first row where it does not touch another."""
    taken: list[list[tuple[float, float]]] = []
    marks: list[Mark] = []
    for place in places:
        bold = place.role == "cutoff-label"
        half = text_width(place.words, TEXT_SIZE, bold=bold) / 2 + 4
        middle = min(max(scale(place.value), half), width - half)
        extent = (middle - half, middle + half)
        row = next(
            (n for n, row in enumerate(taken) if all(_apart(extent, other) for other in row)),
            len(taken),
        )
        if row == len(taken):
            taken.append([])
        taken[row].append(extent)
        y = FIRST_ROW_Y + row * ROW_HEIGHT
        marks.append(TextMark(place.role, round(middle, 1), y, place.words, "middle"))
    return marks, len(taken)


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]


def _now(instrument: Instrument, now: Decimal, scale: Scale, width: float) -> list[Mark]:
    x = scale(float(now))
    words = phrasing.score_number(instrument, now)
    half = text_width(words, TEXT_SIZE, bold=True) / 2
    label_x = round(min(max(x, half + EDGE), width - half - EDGE), 1)
    return [
        DotMark("point", x, DOT_Y, 8),
        TextMark("value", label_x, BAND_TOP - 10, words, "middle"),
    ]


def _better(instrument: Instrument, width: float) -> Mark:
    lower = instrument.direction is Direction.LOWER
    anchor: Anchor = "start" if lower else "end"
    words = "← better" if lower else "better →"
    return TextMark("better", EDGE if lower else width - EDGE, TEXT_SIZE, words, anchor)


def _band_label(instrument: Instrument, mdc: Decimal, width: float) -> Mark:
    """At the other end than "better"."""
    lower = instrument.direction is Direction.LOWER
    words = f"band: error ±{phrasing.number(mdc, instrument.decimals)} round the baseline"
    anchor: Anchor = "end" if lower else "start"
    return TextMark("band-label", width - EDGE if lower else EDGE, TEXT_SIZE, words, anchor)


def _sentence(instrument: Instrument, now: Decimal, places: list[Place]) -> str:
    lower = instrument.direction is Direction.LOWER
    told = [f"Now {phrasing.score_words(instrument, now)}"]
    told += [place.words for place in places]
    better = "lower" if lower else "higher"
    return f"{', '.join(told)}. {phrasing.capitalised(better)} is better."
