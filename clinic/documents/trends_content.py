"""What the sheet of trends says: the words of the trends page, with every result behind them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from clinic import phrasing
from clinic.assessments.summaries import summary
from clinic.documents.measure_words import SYMBOLS, citation
from clinic.documents.report_content import CHARTS_NOTE, FINGERPRINT_SHOWN
from clinic.documents.snapshots import fingerprint
from clinic.domain.comparison import Verdict
from clinic.domain.series import Series
from clinic.plotting import TrendChart
from clinic.plotting.sentences import chart_rows
from clinic.trends import happenings, page_words
from clinic.trends.pages import Trends, cards_of, charts_of
from clinic.trends.presenters import TrendCard
from reports.blocks.symbols import Symbol
from reports.content import Clinic, FactTable
from reports.trends_content import TrendMeasure, TrendsContent

CERTAIN: Final = frozenset({Symbol.REAL, Symbol.DECLINE, Symbol.UNABLE})
# Paper is read on another day and in another year: no day on it is "today", each has its year.
ON_PAPER: Final = date.max


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendsFacts:
    """Whose trends, and what was found in the record."""

    clinic: Clinic
    patient_name: str
    record_number: str
    birth_date: date
    age_years: int
    found: Trends
    issued_on: date


def trends_content(facts: TrendsFacts) -> TrendsContent:
    """The finished words of the sheet."""
    found = facts.found
    by_code = {series.instrument.code: series for series in found.all_series}
    charts = charts_of(found)
    measures = tuple(
        _measure(card, by_code[card.measure.code], charts[card.measure.code])
        for card in cards_of(found, today=ON_PAPER)
    )
    shown = page_words.shown(found.all_series, found.days, found.window, today=ON_PAPER)
    content = TrendsContent(
        language="en",
        title="Trends",
        clinic=facts.clinic,
        issued_on=facts.issued_on,
        issued_on_label=phrasing.long_date(facts.issued_on),
        patient_name=facts.patient_name,
        record_number=facts.record_number,
        identity=(
            f"Born {phrasing.long_date(facts.birth_date)}, {phrasing.age(facts.age_years)} · "
            f"record {facts.record_number}"
        ),
        shown=f"{shown}.",
        summary=summary(found.all_series),
        glance_heading="Better, truly?",
        glance_columns=("Measure", "Baseline", "Now", "Verdict", "Where it lies", "Trend"),
        measures=measures,
        left_out=page_words.left_out(found.not_shown),
        charts_heading="Each measure over time",
        charts_note=CHARTS_NOTE,
        happened=_happened(found),
        results_heading="All results",
        when_empty="Nothing was measured on these days.",
        provenance="",
    )
    return _with_provenance(content)


def _measure(card: TrendCard, series: Series, chart: TrendChart) -> TrendMeasure:
    measure, verdict = card.measure, card.measure.verdict
    symbol = SYMBOLS.get(Verdict(verdict.code), Symbol.UNKNOWN) if verdict else Symbol.UNKNOWN
    drawn = None if series.instrument.gives_band_only else chart
    return TrendMeasure(
        name=measure.name,
        baseline=measure.baseline,
        now=", ".join(filter(None, (measure.value, measure.when))),
        verdict=verdict.headline if verdict else f"{phrasing.capitalised(card.no_verdict)}.",
        symbol=symbol,
        is_certain=symbol in CERTAIN,
        line=" ".join(filter(None, (measure.position, measure.stands))),
        trend=f"{phrasing.capitalised(card.trend)}." if card.trend else "",
        in_full=" ".join(filter(None, (card.in_full, *_second(card)))),
        source=phrasing.capitalised(citation(verdict.source)) if verdict else "",
        chart=drawn,
        results=_results(card, drawn),
    )


def _second(card: TrendCard) -> tuple[str, ...]:
    """The other comparison: since the baseline, or since the result before."""
    other = card.measure.second
    return (other.headline, other.in_full) if other else ()


def _results(card: TrendCard, chart: TrendChart | None) -> FactTable:
    rows = chart_rows(chart, with_year=True) if chart else card.chart.rows
    heading = f"Result, {chart.unit}" if chart and chart.unit else "Result"
    return FactTable(
        heading=card.measure.name,
        columns=("Date", heading, "Conditions"),
        rows=tuple((row.day, row.value, row.remark) for row in rows),
        numeric=(1,) if chart else (),
        when_empty="No result on these days.",
    )


def _happened(found: Trends) -> FactTable:
    lines = happenings.lines(found.events, found.days, today=ON_PAPER)
    return FactTable(
        heading="What happened",
        columns=("Date", "What"),
        rows=tuple((line.when, line.what) for line in lines),
        when_empty="No level, pause, fall or other event is recorded on these days.",
    )


def _with_provenance(content: TrendsContent) -> TrendsContent:
    count = sum(len(measure.results.rows) for measure in content.measures)
    mark = fingerprint(content)[:FINGERPRINT_SHOWN]
    made_from = f"Made from {phrasing.plural(count, 'assessment')}. Content {mark}"
    return replace(content, provenance=made_from)
