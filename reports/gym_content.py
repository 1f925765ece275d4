"""What hangs on the wall of the gym and what lies on its clipboard, in finished words."""

from dataclasses import dataclass
from datetime import date

from reports.content import Clinic, HandoutLabels, Topic


@dataclass(frozen=True, kw_only=True, slots=True)
class WallLevel:
    """One level of the programme: its number with its name, and a value for each column."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WallContent:
    """The programme at a glance: its levels, when to stop, whom to call. It names nobody.

    `columns` are the heads over the levels: of the name, then of each value.
    """

    language: str
    title: str
    clinic: Clinic
    issued_on: date
    columns: tuple[str, ...]
    levels: tuple[WallLevel, ...]
    stop: Topic
    foot: str
    version_code: str
    labels: HandoutLabels


@dataclass(frozen=True, kw_only=True, slots=True)
class ClassPerson:
    """One person of a class: who, at which level, what to take care of, and the exercises."""

    name: str
    details: str
    care: str
    exercises: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClassListContent:
    """The list for the clipboard: a row an exercise, a column for each thing to write down."""

    language: str
    title: str
    clinic: Clinic
    issued_on: date
    intro: str
    exercise_heading: str
    columns: tuple[str, ...]
    people: tuple[ClassPerson, ...]
    left_out_heading: str
    left_out: tuple[str, ...]
    foot: str
    page_label: str = "Page {p} of {n}"
