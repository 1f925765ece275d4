"""What a progress report is made of, read from the record and in finished words where it can be."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clinic.documents.requests import ReportRequest
from clinic.documents.training_rests import Rest
from clinic.domain.adherence import Adherence
from clinic.domain.series import Series
from clinic.plotting import TrendChart
from reports.content import Clinic


@dataclass(frozen=True, kw_only=True, slots=True)
class LoggedSession:
    """One session log in finished words, with the minutes it counts."""

    on: date
    place: str
    status: str
    done: bool
    amount: str
    backward_min: Decimal
    effort: str
    pain: str
    remarks: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """A fall, near fall or health event, in finished words."""

    on: date
    title: str
    told: str
    is_fall: bool
    is_near_fall: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """One progression decision, in finished words."""

    on: date
    decision: str
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportFacts:
    """Everything a progress report is made of; `rest` is why nobody trains now, if so."""

    clinic: Clinic
    patient_name: str
    record_number: str
    birth_date: date
    age_years: int
    enrolled_on: date
    reason: str
    series: tuple[Series, ...]
    charts: tuple[TrendChart, ...]
    risk: str
    level: str
    routine: str
    rest: Rest | None
    adherence: Adherence | None
    sessions: tuple[LoggedSession, ...]
    happenings: tuple[Happening, ...]
    decisions: tuple[Decided, ...]
    goals: str
    request: ReportRequest
    signed_by: str
    credentials: str
    issued_on: date
