"""What the progress report says: one page for who refers, then everything it rests on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from clinic import phrasing
from clinic.assessments.summaries import names, summary
from clinic.documents.measure_words import (
    measure_row,
    names_at_risk,
    paper_day,
)
from clinic.documents.report_facts import Happening, ReportFacts
from clinic.documents.report_tables import fact_tables, origins
from clinic.documents.requests import Occasion
from clinic.documents.rest_words import rest_words, without_reason
from clinic.documents.snapshots import fingerprint
from reports.content import (
    Paragraphs,
    PatientReportContent,
    ProgressReportContent,
    Statement,
)

MEASURES_NOTE: Final = (
    "Error: the smallest change that can be told from chance in one person (95 % where not said "
    "otherwise). Better than a line does not mean no risk."
)
CHARTS_NOTE: Final = (
    "Grey band: measurement error round the baseline. Dashed: fall-risk line. Dotted: norm for the "
    "age. Open circle: other conditions, not compared. Ring: amended. Cross: unable. Triangle: "
    "near fall; filled, fall. Square: other event. Bars: levels."
)
# What is written as the referrer when there is none.
NOBODY_ELSE: Final = frozenset({"", "self", "self referred", "self referral", "none"})
FINGERPRINT_SHOWN: Final = 12


def progress_report_content(facts: ReportFacts) -> ProgressReportContent:
    """The finished words of the progress report."""
    content = ProgressReportContent(
        language="en",
        title=f"Progress report: {facts.patient_name}",
        clinic=facts.clinic,
        issued_on=facts.issued_on,
        issued_on_label=phrasing.long_date(facts.issued_on),
        addressee=_addressee(facts.request.recipient),
        patient_name=facts.patient_name,
        record_number=facts.record_number,
        identity=_identity(facts),
        summary=_summary(facts),
        measures_heading="What was measured",
        baseline_heading="Baseline",
        now_heading="Now",
        measures=tuple(measure_row(s, issued_on=facts.issued_on) for s in facts.series),
        measures_note=MEASURES_NOTE,
        no_measures="Nothing has been measured yet.",
        charts_heading="Course of each measure",
        charts=facts.charts,
        charts_note=CHARTS_NOTE,
        training=Paragraphs(heading="Training and safety", texts=_training(facts)),
        next_step=Paragraphs(heading="What happens next", texts=_next_step(facts)),
        question=asked(facts.request.question),
        signatory=signatory(facts),
        tables=fact_tables(facts),
        notes=(),
        provenance="",
        replaces=replaced(facts),
        goals=_goals(facts),
        said=_said(facts),
    )
    return with_provenance(facts, content)


def funder_report_content(facts: ReportFacts) -> ProgressReportContent:
    """What who pays needs: what was measured, whether it changed, what was done, what comes next.

    Session notes, symptoms, falls, health events, decisions and the fall-risk stratum are not the
    funder's business and are left out.
    """
    report = progress_report_content(replace(facts, rest=without_reason(facts.rest)))
    content = replace(
        report,
        title=f"Report for the funder: {facts.patient_name}",
        identity=_identity(replace(facts, reason="")),
        charts=(),
        charts_note="",
        training=Paragraphs(heading="Training delivered", texts=(_sessions_sentence(facts),)),
        tables=(origins(facts),),
        provenance="",
    )
    return with_provenance(facts, content)


def asked(question: str) -> Statement:
    """The question to the reader, if there is one."""
    return Statement(lead="We ask you:" if question else "", rest=question)


def signatory(facts: ReportFacts) -> Statement:
    """Who signs."""
    if facts.credentials:
        return Statement(lead=f"{facts.signed_by},", rest=facts.credentials)
    return Statement(lead=facts.signed_by)


def replaced(facts: ReportFacts) -> Statement:
    """Which report this one takes the place of, and why."""
    if not facts.request.replaces:
        return Statement(lead="")
    noun = "summary" if facts.request.occasion is Occasion.DISCHARGE else "report"
    return Statement(
        lead=f"This {noun} replaces the {facts.request.replaces}.",
        rest=f"Why: {facts.request.because}",
    )


def _goals(facts: ReportFacts) -> Paragraphs:
    """The goals beside what changed: what was wished, and what was measured of it."""
    return Paragraphs(
        heading="Goals, in the patient’s words",
        texts=tuple(f"“{line.strip()}”" for line in facts.goals.splitlines() if line.strip()),
    )


def _said(facts: ReportFacts) -> Paragraphs:
    texts = (facts.request.summary,) if facts.request.summary else ()
    return Paragraphs(heading="In the clinician’s words", texts=texts)


def _identity(facts: ReportFacts) -> str:
    reason = f": {facts.reason}" if facts.reason else ""
    return (
        f"Born {phrasing.long_date(facts.birth_date)}, {phrasing.age(facts.age_years)} · record "
        f"{facts.record_number} · in the programme since {phrasing.long_date(facts.enrolled_on)}"
        f"{reason}"
    )


def _summary(facts: ReportFacts) -> Statement:
    compared = [series for series in facts.series if series.foremost is not None]
    at_risk = names_at_risk(facts.series)
    line = risk_side(at_risk)
    if not facts.series:
        return Statement(lead="Nothing has been measured yet.")
    if not compared:
        return Statement(lead=summary(facts.series), rest=line)
    return Statement(lead=summary(compared), rest=" ".join([*names(compared), line]).strip())


def risk_side(names: Sequence[str]) -> str:
    """Which measures say risk; empty when none does."""
    whose = phrasing.by_count(len(names), "its line", "their lines")
    return f"On the risk side of {whose}: {phrasing.joined(names)}." if names else ""


def _training(facts: ReportFacts) -> tuple[str, ...]:
    return tuple(words for words in (_sessions_sentence(facts), _safety_sentence(facts)) if words)


def _sessions_sentence(facts: ReportFacts) -> str:
    if not facts.sessions:
        return "No session has been logged."
    done = sum(session.done for session in facts.sessions)
    minutes = sum((session.backward_min for session in facts.sessions), Decimal(0))
    words = f"{phrasing.plural(len(facts.sessions), 'session log')}, {done} done or partly done"
    words += f"; {phrasing.plural(minutes, 'minute')} of backward walking in all."
    if facts.adherence and facts.adherence.planned:
        planned = facts.adherence.planned
        words += f" In the last 14 days {facts.adherence.done} of {planned} planned."
    return words


def _safety_sentence(facts: ReportFacts) -> str:
    falls = [event for event in facts.happenings if event.is_fall]
    near = [event for event in facts.happenings if event.is_near_fall]
    words = [
        _counted(falls, "fall", "falls", issued_on=facts.issued_on),
        _counted(near, "near fall", "near falls", issued_on=facts.issued_on),
    ]
    if facts.risk:
        words.append(f"Fall-risk stratum (world guideline): {facts.risk.lower()}.")
    return " ".join(words)


def _counted(events: Sequence[Happening], one: str, many: str, *, issued_on: date) -> str:
    if not events:
        return f"No {one} reported since enrolment."
    latest = paper_day(max(event.on for event in events), issued_on=issued_on)
    count = phrasing.plural(len(events), one, many)
    return f"{count} reported, the last on {latest}."


def _addressee(recipient: str) -> str:
    """To whom it goes; somebody who came without a referral has no reader to name."""
    if recipient.casefold().replace("-", " ").rstrip(".") in NOBODY_ELSE:
        return ""
    return f"To {recipient}"


def _next_step(facts: ReportFacts) -> tuple[str, ...]:
    now = " ".join(part for part in (facts.level, facts.routine) if part)
    if facts.rest is not None:
        last = f"Last prescribed: {now.replace(': ', ', ', 1)}" if now else ""
        now = f"{rest_words(facts.rest)} {last}".strip()
    return tuple(text for text in (now, facts.request.next_step) if text) or (
        "Nothing is prescribed at present.",
    )


def with_provenance(facts: ReportFacts, content: ProgressReportContent) -> ProgressReportContent:
    """Says what it was made from, and the fingerprint of everything else it says."""
    results = sum(len(series.results) for series in facts.series)
    made_from = (
        f"Made from {phrasing.plural(results, 'assessment')} and "
        f"{phrasing.plural(len(facts.sessions), 'session log')}"
    )
    mark = fingerprint(content)[:FINGERPRINT_SHOWN]
    return replace(content, provenance=f"{made_from}. Content {mark}")


def with_mark(content: PatientReportContent) -> PatientReportContent:
    """The fingerprint of what it says, short enough for large print."""
    return replace(content, provenance=f"Content {fingerprint(content)[:FINGERPRINT_SHOWN]}")
