"""What the discharge summary says: the report of the whole episode, and how it ended."""

from dataclasses import dataclass, replace
from datetime import date

from clinic import phrasing
from clinic.documents.report_content import progress_report_content, with_provenance
from clinic.documents.report_facts import ReportFacts
from reports.content import Paragraphs, ProgressReportContent


@dataclass(frozen=True, kw_only=True, slots=True)
class Ending:
    """How an episode was closed, in words."""

    on: date
    reason: str
    outcome: str
    note: str


def discharge_summary_content(facts: ReportFacts, ending: Ending) -> ProgressReportContent:
    """The finished words of the discharge summary; what is advised is the request's next step."""
    report = progress_report_content(facts)
    said = [
        f"Discharged on {phrasing.long_date(ending.on)}. Reason: {_lowered(ending.reason)}.",
        f"Outcome, in the clinician’s judgement: {_lowered(ending.outcome)}.",
    ]
    said += [text for text in (ending.note, facts.request.next_step) if text]
    content = replace(
        report,
        title=f"Discharge summary: {facts.patient_name}",
        now_heading="Last",
        next_step=Paragraphs(heading="Discharge", texts=tuple(said)),
        provenance="",
    )
    return with_provenance(facts, content)


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]
