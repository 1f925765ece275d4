"""Vectors of the instrument reference: an input as plain JSON gives a result as plain JSON.

Source: instruments.md 11 (kinds, inputs and outputs).
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from clinic.domain.ages import completed_years
from clinic.domain.comparison import Reading, compare
from clinic.domain.crossings import crossing
from clinic.domain.entries import check_entry
from clinic.domain.instruments import GroupKind, Instrument
from clinic.domain.interpretation import Interpretation, Person, interpret
from clinic.domain.key_questions import evaluate_three_key_questions
from clinic.domain.people import Sex
from clinic.domain.responses import Aid, Numbers, Responses, Status
from clinic.domain.risk import evaluate_wfg
from clinic.domain.trends import trend
from clinic.domain.units import NotANumber, as_decimal, as_json_number, stored

Result = dict[str, Any]
Definitions = Mapping[str, Instrument]

ONE_TRIAL: Final = "time_s"
"""The key under which a validation input gives a single trial."""


class VectorRefused(ValueError):
    """The vector asks for something that is not there, or lacks what is needed."""


def evaluate(vector: Mapping[str, Any], definitions: Definitions) -> Result:
    """The result of one vector, with the keys of the vector files; numbers as int or float.

    Args:
        vector: `instrument`, `kind` and `input`, as in the vector files.
        definitions: the instruments by code.

    Returns:
        The result, or `{"error": why}` for a vector that cannot be answered.

    Source: instruments.md 11.1 and 11.2.
    """
    try:
        code, kind = str(vector["instrument"]), str(vector["kind"])
        given = vector["input"]
        if not isinstance(given, Mapping):
            raise VectorRefused("`input` must be an object")
        questionnaire = QUESTIONNAIRES.get(code)
        if questionnaire is not None and kind == "score":
            return questionnaire(given)
        if kind not in KINDS:
            raise VectorRefused(f"unknown kind {kind}")
        return KINDS[kind](code, given, definitions)
    except KeyError as missing:
        return {"error": f"missing {missing}"}
    except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError) as reason:
        return {"error": str(reason)}


def _instrument(code: object, definitions: Definitions) -> Instrument:
    found = definitions.get(code) if isinstance(code, str) else None
    if found is None:
        raise VectorRefused(f"unknown instrument {code}")
    return found


def _score(code: str, given: Mapping[str, Any], definitions: Definitions) -> Result:
    instrument = _instrument(code, definitions)
    meaning = interpret(
        instrument,
        _responses(instrument, given),
        person=_person(given),
        profile=given.get("threshold_profile"),
    )
    return SCORE_RESULTS[code](meaning)


def _change(code: str, given: Mapping[str, Any], definitions: Definitions) -> Result:
    instrument = _instrument(code, definitions)
    change = compare(
        instrument,
        _reading(given, "baseline"),
        _reading(given, "followup"),
        same_protocol=given.get("same_protocol") is not False,
        mdc_profile=given.get("mdc_profile"),
    )
    return {
        "delta": _number(change.delta),
        "mdc": _number(change.mdc.value if change.mdc else None),
        "detectable": change.detectable,
        "mcid": _number(change.mcid.value if change.mcid else None),
        "meaningful": change.meaningful,
        "verdict": change.verdict.value,
        "ceiling_limited": change.ceiling_limited,
    }


def _validation(code: str, given: Mapping[str, Any], definitions: Definitions) -> Result:
    instrument = _instrument(code, definitions)
    group = instrument.groups[0]
    if group.code not in given and ONE_TRIAL not in given:
        raise VectorRefused(f"missing {group.code}")
    try:
        check = check_entry(instrument, _responses(instrument, given))
    except NotANumber:
        return {"accept": False, "confirm": False}
    one_trial_is_empty = group.code not in given and given[ONE_TRIAL] is None
    accepted = check.accepted and not one_trial_is_empty
    return {"accept": accepted, "confirm": accepted and check.to_confirm}


def _trend(_code: str, given: Mapping[str, Any], definitions: Definitions) -> Result:
    instrument = _instrument(given.get("instrument"), definitions)
    found = trend(
        [(date.fromisoformat(day), _stored(value)) for day, value in given["points"]],
        direction=instrument.direction,
        sem=_decimal(given.get("sem")),
    )
    return {
        "n": found.n,
        "span_days": found.span_days,
        "ols_per_month": _number(found.ols_per_month),
        "theil_sen_per_month": _number(found.theil_sen_per_month),
        "threshold_per_month": _number(found.threshold_per_month),
        "mk_s": found.mk_s,
        "mk_p": found.mk_p,
        "verdict": found.verdict.value,
    }


def _crossing(_code: str, given: Mapping[str, Any], definitions: Definitions) -> Result:
    message = crossing(
        _instrument(given.get("instrument"), definitions),
        given.get("baseline_band"),
        given.get("followup_band"),
        detectable=given.get("detectable"),
    )
    return {"message": message.value}


def _derive(_code: str, given: Mapping[str, Any], _definitions: Definitions) -> Result:
    born, on = (date.fromisoformat(given[key]) for key in ("birth_date", "assessment_date"))
    return {"age_years": completed_years(born, on)}


KINDS: Final[Mapping[str, Callable[[str, Mapping[str, Any], Definitions], Result]]] = {
    "score": _score,
    "change": _change,
    "validation": _validation,
    "trend": _trend,
    "crossing": _crossing,
    "derive": _derive,
}

QUESTIONNAIRES: Final[Mapping[str, Callable[[Mapping[str, Any]], Result]]] = {
    "three_key_questions": evaluate_three_key_questions,
    "wfg": evaluate_wfg,
}


def _responses(instrument: Instrument, given: Mapping[str, Any]) -> Responses:
    return Responses(
        status=Status(given.get("status") or Status.COMPLETED),
        aid=Aid(given.get("aid") or Aid.NONE),
        numbers={
            group.code: _numbers(given, group.code, group.kind) for group in instrument.groups
        },
        flags=frozenset(check.code for check in instrument.checks if given.get(check.code)),
    )


def _numbers(given: Mapping[str, Any], code: str, kind: GroupKind) -> Numbers:
    if kind is GroupKind.TIMED_TRIALS and code not in given and ONE_TRIAL in given:
        return (_decimal(given[ONE_TRIAL]),)
    value = given.get(code)
    if isinstance(value, list):
        return tuple(_decimal(one) for one in value)
    return () if value is None else (_decimal(value),)


def _person(given: Mapping[str, Any]) -> Person:
    age = _decimal(given.get("age"))
    known_sexes = {Sex.FEMALE.value, Sex.MALE.value}
    sex = given.get("sex")
    return Person(
        age_years=None if age is None else int(age),
        sex=Sex(sex) if sex in known_sexes else Sex.UNKNOWN,
    )


def _reading(given: Mapping[str, Any], which: str) -> Reading:
    return Reading(
        status=Status(given.get(f"{which}_status") or Status.COMPLETED),
        value=_stored(given.get(which)),
    )


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, str):
        raise NotANumber(f"{value!r} is a text, not a number")
    return None if value is None else as_decimal(value)


def _stored(value: object) -> Decimal | None:
    number = _decimal(value)
    return None if number is None else stored(number)


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else as_json_number(value)


def _score_value(meaning: Interpretation) -> int | float | None:
    return _number(meaning.score.value if meaning.score else None)


def _bwt3m(meaning: Interpretation) -> Result:
    speed = meaning.speed_m_per_s
    return {
        "score_s": _score_value(meaning),
        "speed_m_s": _number(None if speed is None else stored(speed)),
        "band": meaning.band,
        "slow_lt_0_6": meaning.flags["slow_lt_0_6"],
        "outside_validated_conditions": meaning.outside_validated_conditions,
    }


def _tug(meaning: Interpretation) -> Result:
    return {
        "score_s": _score_value(meaning),
        "band": meaning.band,
        "wfg_slow": meaning.flags["wfg_slow"],
        "norm": meaning.norm,
    }


def _cst30(meaning: Interpretation) -> Result:
    return {
        "score": _score_value(meaning),
        "cut": _number(meaning.norm_value),
        "band": meaning.band,
    }


def _four_stage(meaning: Interpretation) -> Result:
    return {"stages_completed": _score_value(meaning), "band": meaning.band}


def _berg(meaning: Interpretation) -> Result:
    return {
        "total": _score_value(meaning),
        "complete": meaning.complete,
        "band": meaning.band,
        "fall_risk_flag": meaning.flags["fall_risk_flag"],
    }


SCORE_RESULTS: Final[Mapping[str, Callable[[Interpretation], Result]]] = {
    "bwt3m": _bwt3m,
    "tug": _tug,
    "cst30": _cst30,
    "four_stage": _four_stage,
    "berg": _berg,
}
