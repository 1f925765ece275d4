"""From stored content to bytes: each kind of document with its content type and its printer."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from clinic.documents.snapshots import from_json
from clinic.organisation.letterheads import get_picture
from reports.content import HandoutContent, Logo, PatientReportContent, ProgressReportContent
from reports.diary import render_diary
from reports.form import render_form
from reports.handout import render_handout
from reports.patient_report import render_patient_report
from reports.progress_report import render_progress_report
from reports.sheet_content import DiaryContent, FormContent
from reports.theme import Paper
from reports.trends import render_trends
from reports.trends_content import TrendsContent


class Kind(StrEnum):
    """A kind of printed document."""

    HANDOUT = "handout"
    PROGRESS_REPORT = "progress_report"
    PATIENT_REPORT = "patient_report"
    FUNDER_REPORT = "funder_report"
    DIARY = "diary"
    HOME_SHEET = "home_sheet"
    DISCHARGE_SUMMARY = "discharge_summary"
    CHECKLIST = "checklist"
    TEST_SHEET = "test_sheet"
    TRENDS = "trends"


PAPERS: Final = {"a4": Paper.A4, "letter": Paper.LETTER}


@dataclass(frozen=True, slots=True)
class _Printer:
    content_type: type
    render: Callable[[Any, Paper], bytes]


_PRINTERS: Final = {
    Kind.HANDOUT: _Printer(HandoutContent, render_handout),
    Kind.PROGRESS_REPORT: _Printer(ProgressReportContent, render_progress_report),
    Kind.PATIENT_REPORT: _Printer(PatientReportContent, render_patient_report),
    Kind.FUNDER_REPORT: _Printer(ProgressReportContent, render_progress_report),
    Kind.DIARY: _Printer(DiaryContent, render_diary),
    Kind.HOME_SHEET: _Printer(FormContent, render_form),
    Kind.DISCHARGE_SUMMARY: _Printer(ProgressReportContent, render_progress_report),
    Kind.CHECKLIST: _Printer(FormContent, render_form),
    Kind.TEST_SHEET: _Printer(FormContent, render_form),
    Kind.TRENDS: _Printer(TrendsContent, render_trends),
}


def print_content(kind: Kind, content: object, paper: str) -> bytes:
    """The document as PDF; the same content on the same paper gives the same bytes."""
    return _PRINTERS[kind].render(with_logo(content), PAPERS[paper])


def print_stored(kind: Kind, stored: dict[str, Any], paper: str) -> bytes:
    """A document made again from what was stored when it was issued."""
    content: Any = from_json(_PRINTERS[kind].content_type, stored)
    return print_content(kind, with_logo(content), paper)


def with_logo(content: Any) -> Any:  # noqa: ANN401 - the content of any kind of document
    """The content with the bytes of its logo, which is kept once for all documents."""
    logo: Logo | None = content.clinic.logo
    if logo is None or logo.content:
        return content
    shown = replace(logo, content=get_picture(logo.sha256).content)
    return replace(content, clinic=replace(content.clinic, logo=shown))


def sha256_of(document: bytes) -> str:
    """The hash that names exactly these bytes."""
    return hashlib.sha256(document).hexdigest()
