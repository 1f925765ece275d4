"""Between a row of the record and the values of the domain. Neither reads nor writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from clinic.assessments.models import Assessment
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.domain.comparison import Protocol, Reading
from clinic.domain.instruments import Instrument
from clinic.domain.interpretation import Interpretation, Person
from clinic.domain.items import GroupKind
from clinic.domain.responses import NOT_TRIED, Aid, Numbers, Responses
from clinic.domain.series import Result, Series, series_of
from clinic.domain.sides import with_sides
from clinic.domain.units import stored

AID = "aid"
MEASURED: Final = frozenset({GroupKind.TIMED_TRIALS, GroupKind.STAGE_HOLDS, GroupKind.MEASURES})


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What a form of an instrument ends in."""

    assessed_on: date
    responses: Responses
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Profiles:
    """The threshold and MDC profiles that the clinic chose; None takes the default."""

    threshold: str | None = None
    mdc: str | None = None


def profiles_from(chosen: Mapping[str, Any], instrument_code: str) -> Profiles:
    """The clinic's choice for one instrument, as its settings keep it."""
    own = chosen.get(instrument_code) or {}
    return Profiles(threshold=own.get("threshold") or None, mdc=own.get("mdc") or None)


def as_stored(instrument: Instrument, responses: Responses) -> Responses:
    """The responses as kept: measured numbers rounded half-up, and the sides that were tested."""
    numbers = {
        group.code: _rounded(responses.of(group.code), group.decimals)
        for group in instrument.groups
        if group.kind in MEASURED
    }
    kept = replace(
        responses,
        numbers={**responses.numbers, **numbers},
        practice=_rounded(responses.practice, instrument.groups[0].decimals),
    )
    return with_sides(instrument, kept)


def responses_as_json(responses: Responses) -> dict[str, Any]:
    """The responses as the record keeps them; decimals as text."""
    return {
        "numbers": {code: _as_texts(values) for code, values in responses.numbers.items()},
        "practice": _as_texts(responses.practice),
        "flags": sorted(responses.flags),
    }


def conditions_as_json(responses: Responses) -> dict[str, Any]:
    """The aid and the conditions as the record keeps them."""
    return {AID: responses.aid.value, **responses.conditions}


def meaning_as_json(
    meaning: Interpretation, person: Person, *, profiles: Profiles
) -> dict[str, Any]:
    """Everything computed that day, with what it was computed from."""
    return {
        "profile": meaning.profile,
        "mdc_profile": profiles.mdc,
        "age_years": person.age_years,
        "sex": person.sex.value,
        "norm": meaning.norm,
        "norm_value": _as_text(meaning.norm_value),
        "speed_m_per_s": _as_text(meaning.speed_m_per_s),
        "flags": dict(meaning.flags),
        "outside_validated_conditions": meaning.outside_validated_conditions,
        "items_answered": meaning.items_answered,
        "items_of": meaning.items_of,
        "level": meaning.level,
        "details": {
            code: str(value) if isinstance(value, Decimal) else value
            for code, value in meaning.details.items()
        },
    }


def instrument_of(assessment: Assessment) -> Instrument:
    """The definition in the version that was used."""
    return get_instrument(assessment.instrument_code, assessment.instrument_version)


def responses_of(assessment: Assessment) -> Responses:
    """What was recorded, from the row."""
    saved = assessment.responses
    conditions = {code: words for code, words in assessment.conditions.items() if code != AID}
    return Responses(
        status=assessment.status,
        aid=Aid(assessment.conditions.get(AID, Aid.NONE)),
        numbers={code: _as_numbers(texts) for code, texts in saved.get("numbers", {}).items()},
        practice=_as_numbers(saved.get("practice", [])),
        flags=frozenset(saved.get("flags", [])),
        conditions=conditions,
    )


def result_of(assessment: Assessment) -> Result:
    """The row as one result of a series."""
    responses = responses_of(assessment)
    return Result(
        on=assessment.assessed_on,
        reading=Reading(status=assessment.status, value=assessment.score_value),
        protocol=Protocol(
            instrument_version=assessment.instrument_version,
            aid=responses.aid,
            conditions=responses.conditions,
        ),
        band=assessment.band,
        profile=str(assessment.result.get("profile", "")),
        norm_value=_as_number(assessment.result.get("norm_value")),
        amended=assessment.supersedes_id is not None,
    )


def series_from(
    instrument_code: str, assessments: Iterable[Assessment], *, mdc_profile: str | None
) -> Series:
    """The series of one instrument from the rows that stand, in the order they were taken."""
    return series_of(
        get_instrument(instrument_code),
        [result_of(assessment) for assessment in assessments],
        mdc_profile=mdc_profile,
    )


def was_tried(assessment: Assessment) -> bool:
    """Whether the test was begun: not refused, and not left out."""
    return assessment.status not in NOT_TRIED


def _rounded(values: Numbers, decimals: int) -> Numbers:
    return tuple(None if value is None else stored(value, decimals) for value in values)


def _as_texts(values: Numbers) -> list[str | None]:
    return [_as_text(value) for value in values]


def _as_text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _as_numbers(texts: Iterable[str | None]) -> Numbers:
    return tuple(_as_number(text) for text in texts)


def _as_number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
