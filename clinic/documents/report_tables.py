"""The tables at the back of a progress report: what each word on the first page rests on."""

from typing import Final

from clinic.documents.measure_words import (
    DAYS_LISTED,
    origin_rows,
    paper_day,
    result_columns,
    result_rows,
)
from clinic.documents.report_facts import ReportFacts
from reports.content import FactTable

SESSIONS_LISTED: Final = 6
EVENTS_LISTED: Final = 5
DECISIONS_LISTED: Final = 4


def fact_tables(facts: ReportFacts) -> tuple[FactTable, ...]:
    """Everything a report rests on, in the order in which it is asked for."""
    return (
        origins(facts),
        _results(facts),
        _sessions(facts),
        _happenings(facts),
        _decisions(facts),
    )


def origins(facts: ReportFacts) -> FactTable:
    """The people and the publication behind each verdict and each line."""
    return FactTable(
        heading="Where each verdict comes from",
        columns=("Measure", "What", "Found in", "Source"),
        rows=tuple(row for series in facts.series for row in origin_rows(series)),
        when_empty="No verdict has been given.",
        note="A verdict holds for the people its error was found in.",
    )


def _results(facts: ReportFacts) -> FactTable:
    rows = result_rows(facts.series, issued_on=facts.issued_on)
    columns = result_columns(facts.series)
    return FactTable(
        heading="Results",
        columns=columns,
        rows=tuple(rows[:DAYS_LISTED]),
        numeric=tuple(range(1, len(columns))),
        when_empty="Nothing has been measured yet.",
        note=_left_out(len(rows), DAYS_LISTED, "days with results", "; the charts show all"),
    )


def _sessions(facts: ReportFacts) -> FactTable:
    return FactTable(
        heading="Session logs",
        columns=("Date", "Where", "Training", "Done", "Effort", "Pain before, worst", "Remarks"),
        rows=tuple(
            (
                paper_day(session.on, issued_on=facts.issued_on),
                session.place,
                session.status,
                session.amount,
                session.effort,
                session.pain,
                session.remarks,
            )
            for session in facts.sessions[:SESSIONS_LISTED]
        ),
        when_empty="No session has been logged.",
        note=_left_out(len(facts.sessions), SESSIONS_LISTED, "session logs"),
    )


def _happenings(facts: ReportFacts) -> FactTable:
    return FactTable(
        heading="Falls, near falls and health events",
        columns=("Date", "What", "Told"),
        rows=tuple(
            (paper_day(event.on, issued_on=facts.issued_on), event.title, event.told)
            for event in facts.happenings[:EVENTS_LISTED]
        ),
        when_empty="None reported since enrolment.",
        note=_left_out(len(facts.happenings), EVENTS_LISTED, "events"),
    )


def _decisions(facts: ReportFacts) -> FactTable:
    return FactTable(
        heading="Decisions",
        columns=("Date", "Decision", "By", "Reason"),
        rows=tuple(
            (
                paper_day(decided.on, issued_on=facts.issued_on),
                decided.decision,
                decided.by,
                decided.reason,
            )
            for decided in facts.decisions[:DECISIONS_LISTED]
        ),
        when_empty="No decision on the level has been taken.",
        note=_left_out(len(facts.decisions), DECISIONS_LISTED, "decisions"),
    )


def _left_out(total: int, listed: int, what: str, more: str = "") -> str:
    return f"The latest {listed} of {total} {what}{more}." if total > listed else ""
