"""Values into plain words: numbers, days, ages, verdicts. The same on screen and on paper."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final

from clinic import locales
from clinic.domain.banding import INCOMPLETE, NO_NORM
from clinic.domain.comparison import Change, Verdict, is_better
from clinic.domain.crossings import UNABLE_SUFFIX
from clinic.domain.instruments import Instrument
from clinic.domain.responses import Aid, Status
from clinic.domain.thresholds import Mdc, ThresholdProfile
from clinic.domain.trends import Trend, TrendVerdict
from clinic.domain.units import stored
from clinic.locales import ENGLISH, MINUS

VERDICT_WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.REAL_IMPROVEMENT: "real improvement",
    Verdict.POSSIBLE_IMPROVEMENT: "possible improvement",
    Verdict.NO_DETECTABLE_CHANGE: "within measurement error",
    Verdict.INDETERMINATE: "error not known",
    Verdict.UNCHANGED: "error not known",
    Verdict.POSSIBLE_DECLINE: "possible decline",
    Verdict.REAL_DECLINE: "real decline",
    Verdict.BECAME_UNABLE: "now unable",
    Verdict.BECAME_ABLE: "now able",
    Verdict.STILL_UNABLE: "still unable",
    Verdict.NOT_COMPARABLE: "not compared",
    Verdict.INSUFFICIENT_DATA: "nothing to compare",
}

VERDICT_EXPLAINED: Final[Mapping[Verdict, str]] = {
    Verdict.REAL_IMPROVEMENT: "a change larger than measurement error",
    Verdict.REAL_DECLINE: "a change larger than measurement error",
    Verdict.POSSIBLE_IMPROVEMENT: "large enough to matter, not beyond error: repeat the test",
    Verdict.POSSIBLE_DECLINE: "large enough to matter, not beyond error: repeat the test",
    Verdict.NO_DETECTABLE_CHANGE: "not shown to be a real change",
    Verdict.INDETERMINATE: "no published measurement error, so no verdict",
    Verdict.UNCHANGED: "no published measurement error, so no verdict",
    Verdict.NOT_COMPARABLE: "taken under other conditions",
    Verdict.BECAME_UNABLE: "could do the test before and cannot now",
    Verdict.BECAME_ABLE: "could not do the test before and can now",
    Verdict.STILL_UNABLE: "could not do the test before or now",
    Verdict.INSUFFICIENT_DATA: "one of the two results has no number",
}

TREND_WORDS: Final[Mapping[TrendVerdict, str]] = {
    TrendVerdict.IMPROVING: "improving",
    TrendVerdict.DECLINING: "declining",
    TrendVerdict.NO_RELIABLE_TREND: "no reliable trend",
    TrendVerdict.INSUFFICIENT_POINTS: "too few results for a trend",
}

STATUS_WORDS: Final[Mapping[Status, str]] = {
    Status.COMPLETED: "completed",
    Status.UNABLE: "unable",
    Status.UNSAFE: "unsafe, not tried",
    Status.REFUSED: "refused",
    Status.NOT_DONE: "not done",
}

AID_WORDS: Final[Mapping[Aid, str]] = {
    Aid.NONE: "no aid",
    Aid.SINGLE_STICK: "with a stick",
    Aid.TWO_STICKS: "with two sticks",
    Aid.CRUTCHES: "with crutches",
    Aid.ROLLATOR: "with a rollator",
    Aid.FRAME: "with a frame",
    Aid.PERSON: "with help of a person",
}

AID_NAMES: Final[Mapping[Aid, str]] = {
    Aid.NONE: "None",
    Aid.SINGLE_STICK: "Stick",
    Aid.TWO_STICKS: "Two sticks",
    Aid.CRUTCHES: "Crutches",
    Aid.ROLLATOR: "Rollator",
    Aid.FRAME: "Frame",
    Aid.PERSON: "Help of a person",
}


def plural(count: int | Decimal, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 change", "3 changes", "0 entries".

    >>> plural(1, "change"), plural(Decimal("2.5"), "change"), plural(2, "entry", "entries")
    ('1 change', '2.5 changes', '2 entries')
    """
    return locales.counted(ENGLISH, count, one, many or one + "s")


def by_count(count: int | Decimal, one: str, many: str | None = None) -> str:
    """The form of a word that goes with a count: "needs" with 1, "need" with 2."""
    return one if locales.is_one(ENGLISH, count) else many or one + "s"


def capitalised(words: str) -> str:
    """The words with a capital first letter; the rest as it is."""
    return words[:1].upper() + words[1:]


def joined(words: Sequence[str]) -> str:
    """A list in a sentence.

    >>> joined(["aid", "pace", "start"])
    'aid, pace and start'
    """
    return locales.listed(ENGLISH, words)


@lru_cache(maxsize=4096)  # a page of trends says hundreds, and the next one mostly the same
def number(value: Decimal, decimals: int = 0) -> str:
    """A number with at least these decimals and no rounding; a true minus below zero.

    >>> number(Decimal("-4.3"), 2), number(Decimal("2.5")), number(Decimal("39"))
    ('−4.30', '2.5', '39')
    """
    exact = format(abs(value).normalize(), "f")
    shown = max(decimals, len(exact.partition(".")[2]))
    return (MINUS if value < 0 else "") + f"{abs(value):.{shown}f}"


def signed(value: Decimal, decimals: int = 0) -> str:
    """A difference with its sign: "+8", "−4.34", "0"."""
    return ("+" if value > 0 else "") + number(value, decimals)


def quantity(instrument: Instrument, value: Decimal) -> str:
    """A value in the unit of its instrument: "12.46 s", "1 stand", "2.5 stands"."""
    unit = by_count(value, instrument.words.unit_one, instrument.words.unit_many)
    return f"{number(value, instrument.decimals)} {unit}"


def score_words(instrument: Instrument, value: Decimal) -> str:
    """A score as it stands alone: "12.46 s", "9 stands", "47 of 56"; a mean is rounded."""
    if instrument.words.of_maximum and instrument.maximum is not None:
        return f"{score_number(instrument, value)} of {number(instrument.maximum)}"
    return quantity(instrument, stored(value, instrument.decimals))


def score_number(instrument: Instrument, value: Decimal) -> str:
    """A score without its unit, with the decimals of its instrument: "12.46", "47"."""
    return number(stored(value, instrument.decimals), instrument.decimals)


def change_words(instrument: Instrument, delta: Decimal) -> str:
    """A difference with its direction: "2.10 s faster", "8 points higher", "the same"."""
    if delta == 0:
        return "the same"
    words = instrument.words
    direction = words.better if is_better(instrument, delta) else words.worse
    return f"{quantity(instrument, stored(abs(delta), instrument.decimals))} {direction}"


def day(when: date, *, today: date) -> str:
    """A day in words: "today", "yesterday", "14 May", "14 May 2025" in another year."""
    if when == today:
        return "today"
    if when == today - timedelta(days=1):
        return "yesterday"
    return short_date(when) if when.year == today.year else long_date(when, short=True)


def day_before(when: date, *, later: date, today: date) -> str:
    """The day of a result before one of `later`: "on 9 Feb", "yesterday", "earlier that day"."""
    if when == later:
        return "earlier today" if when == today else "earlier that day"
    words = day(when, today=today)
    return words if words in {"today", "yesterday"} else f"on {words}"


def short_date(when: date) -> str:
    """Day and month: "14 May", "7 Apr"."""
    return locales.day_of_year(ENGLISH, when, short=True)


def day_of_year(when: date) -> str:
    """Day and month in full: "14 May", "7 April"."""
    return locales.day_of_year(ENGLISH, when)


def weekday(when: date, *, short: bool = False) -> str:
    """The day of the week: "Thursday", or "Thu"."""
    return locales.weekdays(ENGLISH, short=short)[when.weekday()]


def long_date(when: date, *, short: bool = False) -> str:
    """Day, month and year: "3 August 1946", or with a short month "3 Aug 1946"."""
    return f"{short_date(when)} {when.year}" if short else locales.long_day(ENGLISH, when)


def age(years: int) -> str:
    """Age in completed years: "79 years", "1 year"."""
    return plural(years, "year")


def verdict(change: Change) -> str:
    """The fixed words of a verdict: "real improvement", "within measurement error" …"""
    return VERDICT_WORDS[change.verdict]


def error_words(instrument: Instrument, mdc: Mdc) -> str:
    """The error with level and population: "MDC95 3.00 s, older adults at high risk of falls"."""
    level = f"MDC{mdc.level_percent}" if mdc.level_percent is not None else "MDC, level not stated,"
    provisional = ", provisional" if mdc.provisional else ""
    return f"{level} {quantity(instrument, mdc.value)}, {mdc.population}{provisional}"


def change_sentence(instrument: Instrument, change: Change, *, since: str = "") -> str:
    """Change, verdict, error and what it means, in one sentence without a full stop.

    Args:
        instrument: whose unit and direction are meant.
        change: the comparison.
        since: what was compared with, such as "the baseline, 9 Feb"; may be empty.

    Such as "2.10 s faster than the baseline: within measurement error (MDC95 3.00 s, older adults
    at high risk of falls); not shown to be a real change".
    """
    explained = VERDICT_EXPLAINED[change.verdict]
    if change.delta is None:
        return capitalised(f"{verdict(change)}: {explained}")
    if change.verdict is Verdict.NOT_COMPARABLE:
        difference = quantity(instrument, stored(abs(change.delta), instrument.decimals))
        return capitalised(f"{verdict(change)}: {explained}; difference {difference}")
    size = _compared(instrument, change.delta, since)
    error = f" ({error_words(instrument, change.mdc)})" if change.mdc is not None else ""
    return f"{size}: {verdict(change)}{error}; {explained}{_importance(change)}"


def verdict_line(instrument: Instrument, change: Change, *, since: str = "") -> str:
    """Verdict first, then the signed change: "Real decline, −6 since 11 Nov."; `since` optional."""
    if change.delta is None:
        return f"{capitalised(verdict(change))}."
    words = instrument.words
    unit = by_count(change.delta, words.unit_one, words.unit_many)
    delta = stored(change.delta, instrument.decimals)
    size = signed(delta, instrument.decimals) + ("" if words.of_maximum else f" {unit}")
    return f"{capitalised(verdict(change))}, {size}{f' since {since}' if since else ''}."


def verdict_spoken(instrument: Instrument, change: Change, *, since: str) -> str:
    """The same said: "Real improvement: 4.34 s faster than the baseline"."""
    if change.delta is None or change.verdict is Verdict.NOT_COMPARABLE:
        return capitalised(verdict(change))
    return f"{capitalised(verdict(change))}: {_compared(instrument, change.delta, since)}"


def _compared(instrument: Instrument, delta: Decimal, since: str) -> str:
    size = change_words(instrument, delta)
    if not since:
        return size
    return f"{size} {'as' if delta == 0 else 'than'} {since}"


def _importance(change: Change) -> str:
    if change.mcid is None or not change.detectable:
        return ""
    if not change.mcid.similar_population:
        return "; size of benefit unknown"
    return "; real and important" if change.meaningful else "; real, importance unproven"


def band(profile: ThresholdProfile, code: str | None) -> str:
    """A band with its range: "at risk: 12.00 s or more"; unable says so; empty without a band."""
    if code is None:
        return ""
    if code == INCOMPLETE:
        return "incomplete: answers are missing"
    if code.endswith(UNABLE_SUFFIX):
        return f"{profile.band(code.removesuffix(UNABLE_SUFFIX)).words}: unable to do the test"
    found = profile.band(code)
    return f"{found.words}: {found.range_words}"


def is_at_risk(profile: ThresholdProfile, code: str | None) -> bool | None:
    """Whether a band lies on the risk side of the line; None without a band or a norm."""
    if code in {None, NO_NORM, INCOMPLETE}:
        return None
    if code.endswith(UNABLE_SUFFIX):
        return True
    return profile.band(code).at_risk


def trend_sentence(instrument: Instrument, found: Trend) -> str:
    """A trend in words: "improving, −1.02 s a month over 5 results"; by rank perhaps no rate."""
    words = TREND_WORDS[found.verdict]
    slope = found.theil_sen_per_month
    if slope is None:
        return words
    over, unit = f"over {plural(found.n, 'result')}", instrument.words.unit_many
    shown = stored(slope)
    if shown or found.verdict is TrendVerdict.NO_RELIABLE_TREND:
        return f"{words}, {signed(shown, 2)} {unit} a month {over}"
    rate = f"by less than 0.01 {unit} a month" if slope else "too unevenly for a rate"
    return f"{words} {over}, {rate}"
