"""What is wanted on paper, and what it says: the one way from an episode to a content."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from clinic.catalogue.instrument_definitions import get_instrument
from clinic.documents import gathering, gathering_sheets, gathering_trends
from clinic.documents.printing import Kind
from clinic.documents.refusals import why_no_handout
from clinic.documents.requests import Audience, Occasion, ReportRequest
from clinic.episodes.models import Episode
from clinic.episodes.queries import discharge_of
from clinic.precautions.queries import list_checklists
from clinic.session_logs.diary_sheets import make_sheet
from clinic.trends.window import WHOLE, Window
from clinic.web.access import Actor
from reports.content import HandoutContent, PatientReportContent, ProgressReportContent
from reports.sheet_content import DiaryContent, FormContent
from reports.trends_content import TrendsContent

Content = (
    HandoutContent
    | ProgressReportContent
    | PatientReportContent
    | DiaryContent
    | FormContent
    | TrendsContent
)
DIARY_WEEKS: Final = 4
DEFAULT_SIZE: Final = 18
REPORT_KINDS: Final[Mapping[Audience, Kind]] = {
    Audience.DOCTOR: Kind.PROGRESS_REPORT,
    Audience.PATIENT: Kind.PATIENT_REPORT,
    Audience.FUNDER: Kind.FUNDER_REPORT,
}
# What is signed, and amended where it was wrong.
SIGNED_KINDS: Final = frozenset({*REPORT_KINDS.values(), Kind.DISCHARGE_SUMMARY})


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """One document that is wanted: its kind, its paper, and what was chosen for it.

    Attributes:
        language: of the sheet; the patient's own when empty.
        text_size: of a handout, in pt.
        with_questions: whether a handout ends with a page of questions and answers.
        request: what a clinician adds to a report.
        starts_on: the Monday of a diary.
        definition: code of the checklist or the instrument that is printed empty.
        checklist_id: a signed checklist, instead of an empty one.
        replaces_id: the report whose place this one takes.
        window: the days that a sheet of trends shows.
    """

    kind: Kind
    paper: str
    language: str = ""
    text_size: int = DEFAULT_SIZE
    with_questions: bool = False
    request: ReportRequest = field(default_factory=ReportRequest)
    starts_on: date | None = None
    definition: str = ""
    checklist_id: UUID | None = None
    replaces_id: UUID | None = None
    window: Window = WHOLE


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """Who issues, when, and which day it is in the clinic."""

    by: Actor
    at: datetime
    today: date


def report_kind(occasion: Occasion, audience: Audience) -> Kind:
    """The document that is written on an occasion for an audience."""
    return Kind.DISCHARGE_SUMMARY if occasion is Occasion.DISCHARGE else REPORT_KINDS[audience]


def occasion_of(kind: Kind) -> Occasion:
    """The occasion on which a document of this kind is written."""
    return Occasion.DISCHARGE if kind is Kind.DISCHARGE_SUMMARY else Occasion.PROGRESS


def report_order(request: ReportRequest, paper: str, *, replaces_id: UUID | None = None) -> Order:
    """The order of the report that was asked for."""
    kind = report_kind(request.occasion, request.audience)
    return Order(kind=kind, paper=paper, request=request, replaces_id=replaces_id)


def why_not(kind: Kind, episode: Episode, *, on: date) -> str:
    """Why no document of this kind can be issued now, with what to do; empty when it can."""
    if kind in (Kind.HANDOUT, Kind.DIARY):
        return why_no_handout(episode, on=on)
    if kind is Kind.HOME_SHEET:
        return gathering_sheets.why_no_home_sheet(episode, on=on)
    if kind is Kind.DISCHARGE_SUMMARY and discharge_of(episode) is None:
        return gathering_sheets.NOT_DISCHARGED
    return ""


def content_of(order: Order, episode: Episode, act: Act) -> Content:
    """What the document says. A diary gets its sheet, which is stored.

    Raises:
        CannotBeIssued: what `why_not` says.
    """
    return _CONTENTS[order.kind](order, episode, act)


def _handout(order: Order, episode: Episode, act: Act) -> Content:
    return gathering.gather_handout(
        episode,
        on=act.today,
        language=order.language,
        text_size=order.text_size,
        questions=order.with_questions,
    )


def _diary(order: Order, episode: Episode, act: Act) -> Content:
    if order.starts_on is None:
        raise ValueError("a diary begins on a Monday")
    routine = gathering_sheets.routine_for_diary(episode, on=act.today)
    sheet = make_sheet(
        episode, routine, starts_on=order.starts_on, weeks=DIARY_WEEKS, by=act.by, at=act.at
    )
    return gathering_sheets.gather_diary(episode, sheet, on=act.today, language=order.language)


def _home_sheet(order: Order, episode: Episode, act: Act) -> Content:
    return gathering_sheets.gather_home_sheet(episode, on=act.today, language=order.language)


def _progress_report(order: Order, episode: Episode, act: Act) -> Content:
    return gathering.gather_progress_report(
        episode, order.request, signed_by=act.by.clinician_id, on=act.today
    )


def _discharge_summary(order: Order, episode: Episode, act: Act) -> Content:
    return gathering_sheets.gather_discharge_summary(
        episode, order.request, signed_by=act.by.clinician_id, on=act.today
    )


def _checklist(order: Order, episode: Episode, act: Act) -> Content:
    if order.checklist_id is None:
        return gathering_sheets.gather_empty_checklist(episode, order.definition, on=act.today)
    [signed] = [one for one in list_checklists(episode) if one.id == order.checklist_id]
    return gathering_sheets.gather_signed_checklist(signed, episode, on=act.today)


def _test_sheet(order: Order, episode: Episode, act: Act) -> Content:
    instrument = get_instrument(order.definition)
    return gathering_sheets.gather_test_sheet(episode, instrument, on=act.today)


def _trends(order: Order, episode: Episode, act: Act) -> Content:
    return gathering_trends.gather_trends(episode, order.window, on=act.today)


_CONTENTS: Final[Mapping[Kind, Callable[[Order, Episode, Act], Content]]] = {
    Kind.HANDOUT: _handout,
    Kind.PROGRESS_REPORT: _progress_report,
    Kind.PATIENT_REPORT: _progress_report,
    Kind.FUNDER_REPORT: _progress_report,
    Kind.DIARY: _diary,
    Kind.HOME_SHEET: _home_sheet,
    Kind.DISCHARGE_SUMMARY: _discharge_summary,
    Kind.CHECKLIST: _checklist,
    Kind.TEST_SHEET: _test_sheet,
    Kind.TRENDS: _trends,
}
