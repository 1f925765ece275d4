"""What a sheet to be filled in by hand says, in finished words: diary, home set-up, forms."""

from dataclasses import dataclass
from datetime import date

from reports.content import Aside, Clinic, HandoutLabels


@dataclass(frozen=True, kw_only=True, slots=True)
class DiaryWeek:
    """One week of a diary; each day is the words at the head of its column."""

    heading: str
    days: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DiaryContent:
    """A diary of some weeks: for each day what is asked, an empty box each.

    The code stands on every side and is all that its pattern holds: no name, no address. The
    telephone `numbers` stand in the foot of every side. `asides` explain what is asked: the first
    on the first side, the rest on the others.
    """

    language: str
    title: str
    clinic: Clinic
    patient_name: str
    record_number: str
    issued_on: date
    how_to_fill: str
    date_heading: str
    questions: tuple[str, ...]
    weeks: tuple[DiaryWeek, ...]
    if_you_fall: str
    bring: str
    code_label: str
    code: str
    foot: str
    labels: HandoutLabels
    asides: tuple[Aside, ...] = ()
    numbers: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FormChoice:
    """One of several answers; ticked when it was given."""

    text: str
    ticked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FormLine:
    """One question of a form: boxes to tick, empty lines to write on, or an answer given.

    Short ones after one another stand side by side. `note` says what follows from an answer;
    `actions` are boxes under the question that say what was done about it.
    """

    text: str
    choices: tuple[FormChoice, ...] = ()
    note: str = ""
    actions: tuple[FormChoice, ...] = ()
    lines: int = 0
    answer: str = ""
    is_short: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FormTable:
    """What is looked up while a form is filled in; the first column names the row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FormPart:
    """A heading, sentences and a table under it, then its questions.

    Of the short questions stand `in_a_row` at most beside one another.

    One that `is_whole` stands on one page where that takes no more pages.
    """

    heading: str
    texts: tuple[str, ...] = ()
    table: FormTable | None = None
    questions: tuple[FormLine, ...] = ()
    in_a_row: int = 2
    is_whole: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FormContent:
    """A form on paper, empty or filled in; for the clipboard it is to fit `one_page`.

    With the patient's name, if there is one, begin the foot and, on a form for the clinic, the
    identity. On a form for the patient's home the telephone `numbers` stand in the foot.
    """

    language: str
    title: str
    clinic: Clinic
    identity: str
    issued_on: date
    parts: tuple[FormPart, ...]
    signatures: tuple[FormLine, ...]
    foot: str
    version_code: str
    is_large: bool
    labels: HandoutLabels
    one_page: bool = False
    patient_name: str = ""
    numbers: str = ""
