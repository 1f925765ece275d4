"""How many measures really changed, in a sentence or two: the same on page and paper."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from clinic import phrasing
from clinic.domain.comparison import Verdict
from clinic.domain.series import Series

# In the order of consequence: what is said of the measures whose first comparison has the verdict.
SAID_OF: Final[Mapping[Verdict, str]] = {
    Verdict.BECAME_UNABLE: "can no longer be done",
    Verdict.REAL_DECLINE: "declined by more than measurement error",
    Verdict.REAL_IMPROVEMENT: "improved by more than measurement error",
    Verdict.BECAME_ABLE: "can be done now and could not before",
}
NAMED_AS: Final[Mapping[Verdict, str]] = {
    Verdict.BECAME_UNABLE: "Now unable",
    Verdict.REAL_DECLINE: "Declined",
    Verdict.REAL_IMPROVEMENT: "Improved",
    Verdict.BECAME_ABLE: "Now able",
}
SINCE_BEFORE: Final = "since the result before"
NONE_CHANGED: Final = "No measure has changed by more than its measurement error."
ONLY_BASELINE: Final = "The baseline was taken; there is nothing to compare yet."


def summary(all_series: Sequence[Series]) -> str:
    """Such as "1 of 5 measures declined by more than measurement error since the result before."

    Each measure counts once, by the comparison that is told first.
    """
    compared = [series for series in all_series if series.foremost is not None]
    if not compared:
        return ONLY_BASELINE if all_series else ""
    of = phrasing.plural(len(compared), "measure")
    sentences = [
        " ".join(filter(None, (f"{len(found)} of {of}", SAID_OF[verdict], since))) + "."
        for verdict, since, found in _groups(compared)
    ]
    return " ".join(sentences) or NONE_CHANGED


def names(all_series: Sequence[Series]) -> list[str]:
    """The same by name: "Declined since the result before: Berg Balance Scale."."""
    return [
        f"{' '.join(filter(None, (NAMED_AS[verdict], since)))}: {phrasing.joined(_named(found))}."
        for verdict, since, found in _groups(all_series)
    ]


def _groups(all_series: Sequence[Series]) -> Iterator[tuple[Verdict, str, list[Series]]]:
    """Measures with the same answer, the worst first; a change since the baseline before others."""
    for verdict in SAID_OF:
        for since in ("", SINCE_BEFORE):
            found = [one for one in all_series if _answer(one) == (verdict, since)]
            if found:
                yield verdict, since, found


def _answer(series: Series) -> tuple[Verdict, str] | None:
    comparison = series.foremost
    if comparison is None:
        return None
    only_before = comparison is not series.since_baseline and series.since_baseline is not None
    return comparison.change.verdict, SINCE_BEFORE if only_before else ""


def _named(all_series: Iterable[Series]) -> list[str]:
    return [series.instrument.name for series in all_series]
