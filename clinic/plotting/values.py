"""What a trend chart is told: results, the line, the error band, and what happened when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Better(StrEnum):
    """The way along the value axis that is better for the patient."""

    LOWER = "lower"
    HIGHER = "higher"


class Side(StrEnum):
    """The side of a cut-off that its label speaks about."""

    BELOW = "below"
    ABOVE = "above"


class Outcome(StrEnum):
    """How a test ended; only a completed one carries a number."""

    COMPLETED = "completed"
    UNABLE = "unable"
    UNSAFE = "not_attempted_unsafe"
    REFUSED = "refused"
    NOT_DONE = "not_done"
    INCOMPLETE = "incomplete"


OUTCOME_WORDS = {
    Outcome.COMPLETED: "",
    Outcome.UNABLE: "unable",
    Outcome.UNSAFE: "unsafe, not tried",
    Outcome.REFUSED: "refused",
    Outcome.NOT_DONE: "not done",
    Outcome.INCOMPLETE: "incomplete",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendPoint:
    """One result of one day.

    `value_label` is the value in words, with the decimals it was stored with. A result that was
    taken under other conditions is not comparable: it is drawn hollow, with its conditions.
    """

    on: date
    value: float | None = None
    value_label: str = ""
    outcome: Outcome = Outcome.COMPLETED
    comparable: bool = True
    conditions: str = ""
    amended: bool = False

    def __post_init__(self) -> None:
        if (self.value is not None) != (self.outcome is Outcome.COMPLETED):
            raise ValueError("a completed result, and no other, carries a value")


@dataclass(frozen=True, kw_only=True, slots=True)
class CutOff:
    """A published line, and the side of it that the label names.

    `inclusive` says whether the value itself belongs to the named side.
    """

    value: float
    side: Side
    inclusive: bool
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Norm:
    """What is usual in people of the same age and sex: a range, or one value as a line.

    `label` is for the sentence, `short` is written at the line.
    """

    low: float
    high: float
    label: str
    short: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelSpan:
    """A level on the ladder, from its first day until another began (or until now: None)."""

    level: int
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Pause:
    """A time in which the routine was paused."""

    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FallMark:
    """A fall or a near fall, with the words that a reader is told."""

    on: date
    near: bool
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EventMark:
    """Anything else that may explain a change, such as a medication change."""

    on: date
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartEvents:
    """What happened when; the same lane under every chart of a page."""

    levels: tuple[LevelSpan, ...] = ()
    pauses: tuple[Pause, ...] = ()
    falls: tuple[FallMark, ...] = ()
    others: tuple[EventMark, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """Size of the drawing and its text, in px on screen and in pt on paper."""

    width: float = 380
    height: float = 220
    text_size: float = 13

    @property
    def narrow(self) -> bool:
        """Whether labels have to be short."""
        return self.width < 22 * self.text_size


NO_EVENTS = ChartEvents()
SCREEN = Frame()


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendChart:
    """A score series with everything its picture, its sentence and its table need.

    Points may come in any order; they are drawn by day, those of one day in the order given.
    `step` is 1 for instruments that count whole numbers, 0 for measured ones. `least` and `most`
    are the ends of the instrument's scale where it has ends. `verdict` and `position` are phrases
    ("real improvement, −4.34 s", "still at risk") for the sentence.
    """

    title: str
    better: Better
    unit: str = ""
    unit_words: str = ""
    points: tuple[TrendPoint, ...] = ()
    baseline: float | None = None
    mdc: float | None = None
    mdc_label: str = ""
    cut_off: CutOff | None = None
    norm: Norm | None = None
    step: float = 0
    least: float | None = None
    most: float | None = None
    events: ChartEvents = NO_EVENTS
    first_day: date | None = None
    last_day: date | None = None
    verdict: str = ""
    position: str = ""
    frame: Frame = SCREEN
