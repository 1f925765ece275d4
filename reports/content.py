"""What a document says, in finished words: reports only lays it out.

Every text here is plain: no markup is understood, none can do harm.
"""

from dataclasses import dataclass, field
from datetime import date

from clinic.domain.pictures import Picture
from clinic.pictograms import Drawing
from clinic.plotting import TrendChart
from reports.blocks.symbols import Symbol


@dataclass(frozen=True, kw_only=True, slots=True)
class Logo:
    """A clinic's logo. Its bytes are not stored with the content: its hash finds them again."""

    sha256: str
    width: int
    height: int
    says: str
    content: bytes = field(default=b"", repr=False, metadata={"stored": False})


@dataclass(frozen=True, kw_only=True, slots=True)
class Clinic:
    """Who issues the document, how its paper looks, and the two numbers a patient may need."""

    name: str
    address: str = ""
    telephone: str = ""
    emergency_number: str = ""
    logo: Logo | None = None
    colour: str = ""  # "#1a5e3a"; empty: ink


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A sentence whose beginning is set bold; `language` of the rest, where it is another."""

    lead: str
    rest: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyFigure:
    """A number large enough for the other side of the kitchen, with its unit and a note."""

    number: str
    unit: str
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A heading, if any, with sentences or items under it."""

    heading: str = ""
    items: tuple[str, ...] = ()
    after: tuple[Statement, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Aside:
    """Something explained: lines after a heading, or short ones after one another `in_a_row`.

    One that is `needed` is printed always, another where there is room or a last page.
    """

    heading: str = ""
    lines: tuple[Statement, ...]
    in_a_row: bool = False
    needed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ExerciseCard:
    """One exercise of the handout.

    `picture` stands above the steps, with `picture_says` for who cannot see it. `figures` are how
    many, how far, how long; `facts` are labelled lines (help, what is needed,
    effort, how often); `stop` are the signs that end it.
    """

    count_line: str
    name: str
    badge: str
    steps: tuple[str, ...]
    figures: tuple[KeyFigure, ...] = ()
    facts: tuple[Statement, ...] = ()
    stop: Topic = Topic()
    picture: Drawing | Picture | None = None
    picture_says: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoutLabels:
    """The fixed words of a handout, in the patient's language."""

    emergency: str = "Emergency"
    clinic: str = "Clinic"
    page: str = "Page {p} of {n}"


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoutContent:
    """The large-print handout of one prescribed routine.

    `text_size` is the size that was chosen, in pt. `asides`, the most needed first, stand where
    pages have room, else on a last page with `questions` and their answers: the first
    `least_questions` of them, and as many more as that page holds.
    """

    language: str
    title: str
    clinic: Clinic
    patient_name: str
    record_number: str
    issued_on: date
    cover_lines: tuple[str, ...]
    plan_heading: str
    plan_name: str
    plan_figures: tuple[KeyFigure, ...]
    important: Topic
    why: Topic
    stop: Topic
    call: Topic
    before_start: Topic
    safe_place: Topic
    afterwards: Topic
    cards: tuple[ExerciseCard, ...]
    foot: str
    version_code: str
    labels: HandoutLabels = HandoutLabels()
    text_size: int = 18
    questions_heading: str = ""
    questions: tuple[Statement, ...] = ()
    least_questions: int = 0
    asides: tuple[Aside, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureRow:
    """One measure of the first page: where she was, where she is, and whether that is real."""

    test: str
    better: str
    baseline: str
    now: str
    change: str
    error: str
    verdict: str
    symbol: Symbol
    line: str

    @property
    def is_certain(self) -> bool:
        """Whether the verdict is set bold."""
        return self.symbol in {Symbol.REAL, Symbol.DECLINE, Symbol.UNABLE}


@dataclass(frozen=True, kw_only=True, slots=True)
class FactTable:
    """A table with a heading; without rows, a sentence says why there are none."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    when_empty: str
    numeric: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraphs:
    """A heading with running text."""

    heading: str
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgressReportContent:
    """The progress report: one page for the doctor, then what it rests on."""

    language: str
    title: str
    clinic: Clinic
    issued_on: date
    issued_on_label: str
    addressee: str
    patient_name: str
    record_number: str
    identity: str
    summary: Statement
    measures_heading: str
    baseline_heading: str
    now_heading: str
    measures: tuple[MeasureRow, ...]
    measures_note: str
    no_measures: str
    charts_heading: str
    charts: tuple[TrendChart, ...]
    charts_note: str
    training: Paragraphs
    next_step: Paragraphs
    question: Statement
    signatory: Statement
    tables: tuple[FactTable, ...]
    notes: tuple[Paragraphs, ...]
    provenance: str
    page_label: str = "Page {p} of {n}"
    replaces: Statement = Statement(lead="")
    goals: Paragraphs = Paragraphs(heading="", texts=())
    said: Paragraphs = Paragraphs(heading="", texts=())


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainMeasure:
    """One measure as the patient reads it: what it is, then and now, and what that means."""

    name: str
    what: str
    figures: tuple[KeyFigure, ...]
    meaning: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PatientReportContent:
    """The progress report for the patient: plain words, large print."""

    language: str
    title: str
    clinic: Clinic
    patient_name: str
    record_number: str
    issued_on: date
    cover_lines: tuple[str, ...]
    replaces: Statement
    goals: Topic
    said: Topic
    measures_heading: str
    measures: tuple[PlainMeasure, ...]
    measures_note: str
    training: Topic
    next_step: Topic
    question: Topic
    call: Statement
    signatory: Statement
    provenance: str
    page_label: str = "Page {p} of {n}"
