"""Between a row of the record and the values of the domain. Neither reads nor writes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from clinic.assessments.models import Assessment
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.domain.comparison import Protocol, Reading
from clinic.domain.instruments import Instrument
from clinic.domain.interpretation import Interpretation, Person
from clinic.domain.items import GroupKind
from clinic.domain.local_errors import OwnSem, for_clinic
from clinic.domain.responses import NOT_TRIED, Aid, Numbers, Responses, Status
from clinic.domain.series import Result, Series, series_of
from clinic.domain.sides import with_sides
from clinic.domain.units import stored

AID = "aid"
STATUSES: Final = {status.value: status for status in Status}

Kept = tuple[
    int, date, str, str, str | None, str | None, str | None, str | None, bool, bool, str | None
]
"""A result in a row's columns: version of the instrument, day, status, conditions as JSON, value,
band, threshold profile, norm, whether it amends another, whether it is a second baseline; without
a value all that was computed, as JSON."""
MEASURED: Final = frozenset({GroupKind.TIMED_TRIALS, GroupKind.STAGE_HOLDS, GroupKind.MEASURES})


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What a form of an instrument ends in."""

    assessed_on: date
    responses: Responses
    note: str = ""
    second_baseline: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Profiles:
    """The threshold and MDC profiles that the clinic chose; None takes the default.

    `own_sem` is the clinic's own error, in force where `mdc` names it; `in_percent` lets the error
    grow with the score where a percentage is published.
    """

    threshold: str | None = None
    mdc: str | None = None
    own_sem: OwnSem | None = None
    in_percent: bool = False

    def applied_to(self, instrument: Instrument) -> Instrument:
        """The instrument as this clinic judges with it."""
        return for_clinic(instrument, own=self.own_sem, in_percent=self.in_percent)


DEFAULTS: Final = Profiles()


def profiles_from(chosen: Mapping[str, Any], instrument_code: str) -> Profiles:
    """The clinic's choice for one instrument, as its settings keep it."""
    own = chosen.get(instrument_code) or {}
    return Profiles(
        threshold=own.get("threshold") or None,
        mdc=own.get("mdc") or None,
        own_sem=_own_sem(own.get("own_sem")),
        in_percent=bool(own.get("in_percent")),
    )


def profiles_as_json(profiles: Profiles) -> dict[str, Any]:
    """The choice as the settings of the clinic keep it; what is left at the default is left out."""
    own = profiles.own_sem
    kept = {
        "threshold": profiles.threshold,
        "mdc": profiles.mdc,
        "in_percent": profiles.in_percent or None,
        "own_sem": None
        if own is None
        else {
            "value": str(own.value),
            "people": own.people,
            "source": own.source,
            "on": own.entered_on.isoformat(),
        },
    }
    return {name: value for name, value in kept.items() if value is not None}


def _own_sem(kept: Mapping[str, Any] | None) -> OwnSem | None:
    if not kept:
        return None
    return OwnSem(
        value=Decimal(kept["value"]),
        people=int(kept["people"]),
        source=str(kept["source"]),
        entered_on=date.fromisoformat(kept["on"]),
    )


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
        "own_sem": _as_text(profiles.own_sem.value if profiles.own_sem is not None else None),
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
    """The record as one result of a series."""
    conditions = dict(assessment.conditions)
    aid = Aid(conditions.pop(AID, Aid.NONE))
    return Result(
        on=assessment.assessed_on,
        reading=Reading(status=assessment.status, value=assessment.score_value),
        protocol=Protocol(
            instrument_version=assessment.instrument_version, aid=aid, conditions=conditions
        ),
        band=assessment.band,
        profile=str(assessment.result.get("profile", "")),
        norm_value=_as_number(assessment.result.get("norm_value")),
        amended=assessment.supersedes_id is not None,
        second_baseline=assessment.second_baseline,
        answered=_answered(assessment.result) if assessment.score_value is None else None,
    )


def result_from(kept: Kept) -> Result:
    """The same from only the columns that count here."""
    version, on, status, conditions, value, band, profile, norm, amended, second, computed = kept
    return Result(
        on=on,
        reading=Reading(status=STATUSES[status], value=_as_number(value)),
        protocol=_protocol(version, conditions),
        band=band,
        profile=profile or "",
        norm_value=_as_number(norm),
        amended=amended,
        second_baseline=second,
        answered=_answered(json.loads(computed)) if computed else None,
    )


def _answered(computed: Mapping[str, Any]) -> tuple[int, int] | None:
    """How many items of how many were done, as it was computed that day."""
    done, of = computed.get("items_answered"), computed.get("items_of")
    return (int(done), int(of)) if done is not None and of else None


@lru_cache(maxsize=512)
def _protocol(instrument_version: int, conditions_json: str) -> Protocol:
    """Conditions repeat from visit to visit: each wording of them is read once."""
    conditions = json.loads(conditions_json)
    aid = Aid(conditions.pop(AID, Aid.NONE))
    return Protocol(
        instrument_version=instrument_version, aid=aid, conditions=MappingProxyType(conditions)
    )


def series_from(
    instrument_code: str, results: Iterable[Result], *, profiles: Profiles = DEFAULTS
) -> Series:
    """The series of one instrument from the results that stand, under the clinic's profiles."""
    return series_of(
        profiles.applied_to(get_instrument(instrument_code)),
        list(results),
        mdc_profile=profiles.mdc,
    )


@lru_cache(maxsize=512)
def series_kept(instrument_code: str, kept: tuple[Kept, ...], profiles: Profiles) -> Series:
    """The same from what the database keeps of them.

    Remembered by all that it is read from: who looks at a person again after one more result finds
    the other measures read already, and as the same objects.
    """
    return series_from(instrument_code, map(result_from, kept), profiles=profiles)


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
