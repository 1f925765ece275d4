"""What the progress report says to the patient: plain words, and nothing claimed beyond them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from clinic import phrasing
from clinic.assessments.result_words import result_words
from clinic.documents.report_content import replaced, signatory, with_mark
from clinic.documents.report_facts import ReportFacts
from clinic.documents.rest_words import plain_rest
from clinic.domain.comparison import Verdict
from clinic.domain.instruments import Instrument
from clinic.domain.series import Comparison, Result, Series
from clinic.domain.thresholds import Direction
from reports.content import KeyFigure, PatientReportContent, PlainMeasure, Statement, Topic

# Nothing here says more than the verdict does: "chance" is the error of measurement.
PLAIN_VERDICTS: Final[Mapping[Verdict, str]] = {
    Verdict.REAL_IMPROVEMENT: "This is better. The change is larger than chance.",
    Verdict.POSSIBLE_IMPROVEMENT: "This may be better, or it may be chance. A new test will tell.",
    Verdict.NO_DETECTABLE_CHANGE: "This is about the same. The change is too small to be sure of.",
    Verdict.INDETERMINATE: "We cannot tell whether this change is more than chance.",
    Verdict.UNCHANGED: "This is the same as before.",
    Verdict.POSSIBLE_DECLINE: "This may be worse, or it may be chance. A new test will tell.",
    Verdict.REAL_DECLINE: "This is worse than before, by more than chance. Please talk with us.",
    Verdict.BECAME_UNABLE: "You could do this before and cannot do it now. Please talk with us.",
    Verdict.BECAME_ABLE: "You could not do this before. Now you can.",
    Verdict.STILL_UNABLE: "You cannot do this test yet.",
    Verdict.NOT_COMPARABLE: "The two tests were not done in the same way. We do not compare them.",
    Verdict.INSUFFICIENT_DATA: "There is nothing to compare yet.",
}
# What is told even where it got better since the first test.
WORSE: Final = frozenset({Verdict.REAL_DECLINE, Verdict.BECAME_UNABLE})
# What a test looks at, as one would say it; where none is given, the test's name must do.
PLAIN_MEASURES: Final[Mapping[str, str]] = {
    "bwt3m": "How fast you walk backward.",
    "bw_speed": "How fast you walk backward.",
    "tug": "How fast you stand up, walk, turn and sit down.",
    "tug_cog": "How fast you stand up, walk and turn while you count.",
    "cst30": "How often you can stand up in half a minute.",
    "sts5": "How fast you can stand up five times.",
    "four_stage": "How long you can stand with your feet close together.",
    "sls": "How long you can stand on one leg.",
    "berg": "How steady you are in fourteen tasks of the day.",
    "gait": "How fast you walk.",
    "fsst": "How fast you step over low sticks.",
    "frt": "How far you can reach forward.",
    "grip": "How strong your grip is.",
    "abc": "How sure of your balance you feel.",
    "sfesi": "How worried you are about falling.",
}
NO_PROMISE: Final = (
    "A good test does not mean that you cannot fall. Please keep to your safe place."
)


def patient_report_content(facts: ReportFacts) -> PatientReportContent:
    """The finished words of the report that the patient takes home."""
    request = facts.request
    content = PatientReportContent(
        language="en",
        title="How you are doing",
        clinic=facts.clinic,
        patient_name=facts.patient_name,
        record_number=facts.record_number,
        issued_on=facts.issued_on,
        cover_lines=(
            f"Record number {facts.record_number}",
            phrasing.long_date(facts.issued_on),
            f"Your physiotherapist: {facts.signed_by}",
        ),
        replaces=replaced(facts),
        goals=Topic(heading="What you want to do", items=_lines(facts.goals)),
        said=Topic(heading="What we see", items=_lines(request.summary)),
        measures_heading="What we measured",
        measures=tuple(_measure(series, facts) for series in facts.series if series.latest),
        measures_note=NO_PROMISE if facts.series else "Nothing has been measured yet.",
        training=Topic(heading="What you did", items=_training(facts)),
        next_step=Topic(heading="What comes next", items=_next_step(facts)),
        question=Topic(heading="We ask you", items=_lines(request.question)),
        call=Statement(
            lead="Questions? Call us:" if facts.clinic.telephone else "",
            rest=facts.clinic.telephone,
        ),
        signatory=signatory(facts),
        provenance="",
    )
    return with_mark(content)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _measure(series: Series, facts: ReportFacts) -> PlainMeasure:
    instrument, comparison = series.instrument, _comparison_of(series)
    results = (
        ((comparison.earlier, "Before"), (comparison.later, "Now"))
        if comparison
        else ((series.latest, "Now"),)
    )
    return PlainMeasure(
        name=instrument.name,
        what=PLAIN_MEASURES.get(instrument.code, ""),
        figures=tuple(_figure(instrument, one, when, facts) for one, when in results if one),
        meaning=_meaning(series),
    )


def _comparison_of(series: Series) -> Comparison | None:
    """What is told in plain words: the baseline, unless it got worse since the result before."""
    first = series.foremost
    if first is None or first.change.verdict in WORSE or not _has_verdict(series.since_baseline):
        return first
    return series.since_baseline


def _has_verdict(comparison: Comparison | None) -> bool:
    return comparison is not None and comparison.is_judged


def _figure(instrument: Instrument, result: Result, when: str, facts: ReportFacts) -> KeyFigure:
    year = "" if result.on.year == facts.issued_on.year else f" {result.on.year}"
    note = f"{when}, {phrasing.short_date(result.on)}{year}"
    value = result.reading.value
    if not result.has_value or value is None:
        return KeyFigure(number="–", unit=result_words(instrument, result), note=note)
    number = phrasing.number(value, instrument.decimals)
    return KeyFigure(number=number, unit=_unit(instrument), note=note)


def _unit(instrument: Instrument) -> str:
    if instrument.words.of_maximum and instrument.maximum is not None:
        return f"of {phrasing.number(instrument.maximum)}"
    return {"s": "seconds", "m": "metres"}.get(
        instrument.words.unit_many, instrument.words.unit_many
    )


def _meaning(series: Series) -> str:
    comparison = _comparison_of(series)
    better = "less" if series.instrument.direction is Direction.LOWER else "more"
    if comparison is None:
        return f"This is your first test. Later we compare with it. Here, {better} is better."
    return f"{PLAIN_VERDICTS[comparison.change.verdict]} Here, {better} is better."


def _training(facts: ReportFacts) -> tuple[str, ...]:
    done = sum(session.done for session in facts.sessions)
    minutes = sum((session.backward_min for session in facts.sessions), Decimal(0))
    falls = sum(event.is_fall for event in facts.happenings)
    told = falls_told(falls)
    if not done:
        return ("No training is written down yet.", told)
    trained = f"You trained {phrasing.plural(done, 'time')}."
    walked = f"You walked backward for {phrasing.plural(minutes, 'minute')} in all."
    return (trained, *((walked,) if minutes else ()), told)


def falls_told(count: int) -> str:
    """How many falls the patient told of."""
    return f"You told us of {phrasing.plural(count, 'fall') if count else 'no falls'}."


def _next_step(facts: ReportFacts) -> tuple[str, ...]:
    said = _lines(facts.request.next_step)
    if facts.rest is not None:
        return (*plain_rest(facts.rest, facts.level), *said)
    now = (f"Your level now is {facts.level.removeprefix('Level ')}",) if facts.level else ()
    return (*now, *said) or ("We talk about it at your next visit.",)
