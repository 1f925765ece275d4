"""What else a result says: speed, flags, norm, parts, notes. Each in a short sentence."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from clinic import phrasing
from clinic.domain.details import Detail
from clinic.domain.instruments import Instrument
from clinic.domain.interpretation import Interpretation


def remarks_of(instrument: Instrument, meaning: Interpretation) -> tuple[str, ...]:
    """What else the numbers say: parts, speed, separate flags, norm, conditions of validation."""
    return (
        *_parts(instrument, meaning),
        *_drops(meaning),
        *_details(instrument, meaning),
        *_speed(instrument, meaning),
        *_flags(instrument, meaning),
        *_norm(instrument, meaning),
    )


def _parts(instrument: Instrument, meaning: Interpretation) -> Iterator[str]:
    """The sums of the parts of a scale: "Anticipatory 5 of 6"."""
    if instrument.details not in {"subtotals", "performance_parts"}:
        return
    most = {group.code: group.maximum for group in instrument.scored_groups}
    parts = [
        f"{_part_name(instrument, code)} {phrasing.number(value)} of {most.get(code, SPPB_PART)}"
        for code, value in meaning.details.items()
        if isinstance(value, Decimal)
    ]
    if parts:
        yield f"{', '.join(parts)}."


def _part_name(instrument: Instrument, code: str) -> str:
    titles = {group.code: group.title for group in instrument.scored_groups}
    return titles.get(code) or phrasing.capitalised({"gait": "walk"}.get(code, code))


def _drops(meaning: Interpretation) -> Iterator[str]:
    drops = [meaning.details.get(code) for code in ("max_sbp_drop", "max_dbp_drop")]
    if all(isinstance(drop, Decimal) for drop in drops):
        systolic, diastolic = (phrasing.number(Decimal(str(drop))) for drop in drops)
        yield f"Largest drop {systolic} systolic, {diastolic} diastolic."
        if meaning.details.get("complete") is False:
            yield "One standing reading is missing."


def _details(instrument: Instrument, meaning: Interpretation) -> Iterator[str]:
    for code, say in DETAIL_WORDS.items():
        value = meaning.details.get(code)
        if value is not None and value is not False:
            yield say(instrument, value)
    if meaning.level is not None and instrument.levels is not None:
        level = next(band for band in instrument.levels.bands if band.code == meaning.level)
        yield f"{phrasing.capitalised(level.words)}: {level.range_words}."


def _speed(instrument: Instrument, meaning: Interpretation) -> Iterator[str]:
    if meaning.speed_m_per_s is not None and instrument.course_m is not None:
        yield f"Speed {meaning.speed_m_per_s:.2f} m/s."
    if instrument.rounds_score and meaning.norm_value and meaning.percent_of_norm is not None:
        mean = phrasing.number(meaning.norm_value, instrument.decimals)
        yield f"{meaning.percent_of_norm} % of the mean for age and sex, {mean} m/s."


def _flags(instrument: Instrument, meaning: Interpretation) -> Iterator[str]:
    line = instrument.cut_off(meaning.profile)
    for flag in instrument.flags:
        repeats_the_line = line is not None and flag.words == line.at_risk_words
        if meaning.flags.get(flag.code) and not repeats_the_line:
            yield f"{phrasing.capitalised(flag.words)}."


def _norm(instrument: Instrument, meaning: Interpretation) -> Iterator[str]:
    says_it_beside_a_line = instrument.cut_off(meaning.profile) is not None
    if meaning.norm is not None and instrument.norm is not None and says_it_beside_a_line:
        worse = meaning.norm == instrument.norm.worse_code
        words = instrument.norm.worse_words if worse else instrument.norm.better_words
        yield f"{phrasing.capitalised(words)}."
    if meaning.outside_validated_conditions and meaning.score is not None:
        yield "Taken with an aid: the study of the lines excluded people who used one."


def _cost(_instrument: Instrument, value: Detail) -> str:
    return f"Dual-task cost {phrasing.number(Decimal(str(value)), 1)} %; it has no line."


def _backward(_instrument: Instrument, value: Detail) -> str:
    return f"Backward walking {phrasing.number(Decimal(str(value)))} of 3."


def _reason(_instrument: Instrument, value: Detail) -> str:
    return {"score": "At risk by the points.", "fall": "At risk by the fall."}[str(value)]


SPPB_PART: Final = 4

DETAIL_WORDS: Final[Mapping[str, Callable[[Instrument, Detail], str]]] = {
    "dual_task_cost_percent": _cost,
    "backward_item": _backward,
    "reason": _reason,
    "standing_sbp_below_90": lambda _one, _value: "Systolic under 90 standing.",
    "symptoms_without_drop": lambda _one, _value: "Symptoms without a drop.",
    "supine_hypertension_note": lambda _one, _value: (
        "From 140 or more lying, a drop of 30 is suggested; it stays positive."
    ),
}
"""Details that are told when they are there, or true."""
