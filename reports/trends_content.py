"""What the sheet of trends says, in finished words."""

from dataclasses import dataclass
from datetime import date

from clinic.plotting import TrendChart
from reports.blocks.symbols import Symbol
from reports.content import Clinic, FactTable


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendMeasure:
    """One measure: at one glance, its course in words, and every result.

    `chart` is None for a result without a number. `results` lists all that the chart shows.
    """

    name: str
    baseline: str
    now: str
    verdict: str
    symbol: Symbol
    is_certain: bool
    line: str
    trend: str
    in_full: str
    source: str
    chart: TrendChart | None
    results: FactTable


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendsContent:
    """Every measure of an episode side by side, on the same axis of time."""

    language: str
    title: str
    clinic: Clinic
    issued_on: date
    issued_on_label: str
    patient_name: str
    record_number: str
    identity: str
    shown: str
    summary: str
    glance_heading: str
    glance_columns: tuple[str, ...]
    measures: tuple[TrendMeasure, ...]
    left_out: str
    charts_heading: str
    charts_note: str
    happened: FactTable
    results_heading: str
    when_empty: str
    provenance: str
    page_label: str = "Page {p} of {n}"
