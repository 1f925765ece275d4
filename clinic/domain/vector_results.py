"""The result of a score vector as plain JSON, key by key. Source: instruments.md 11.2."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from clinic.domain.entries import check_entry
from clinic.domain.instruments import Instrument
from clinic.domain.interpretation import Interpretation
from clinic.domain.responses import Responses
from clinic.domain.units import as_json_number, stored

Result = dict[str, Any]


def number(value: Decimal | None) -> int | float | None:
    """A number as JSON has it."""
    return None if value is None else as_json_number(value)


def score_result(instrument: Instrument, responses: Responses, meaning: Interpretation) -> Result:
    """What a score vector of an instrument answers.

    Args:
        instrument: the definition.
        responses: what was recorded.
        meaning: what `interpret` made of it.
    """
    result = SCORE_RESULTS[instrument.code](meaning)
    if instrument.code == "tug_cog":
        check = check_entry(instrument, responses)
        result["confirm"] = check.to_confirm if meaning.score else None
    return result


def _value(meaning: Interpretation) -> int | float | None:
    return number(meaning.score.value if meaning.score else None)


def _detail(meaning: Interpretation, code: str) -> Any:  # noqa: ANN401 - any JSON value
    found = meaning.details.get(code)
    return number(found) if isinstance(found, Decimal) else found


def _speed(meaning: Interpretation) -> int | float | None:
    speed = meaning.speed_m_per_s
    return number(None if speed is None else stored(speed))


def _banded(key: str) -> Callable[[Interpretation], Result]:
    """Score and band, and nothing else."""
    return lambda meaning: {key: _value(meaning), "band": meaning.band}


def _bwt3m(meaning: Interpretation) -> Result:
    return {
        "score_s": _value(meaning),
        "speed_m_s": _speed(meaning),
        "band": meaning.band,
        "slow_lt_0_6": meaning.flags["slow_lt_0_6"],
        "outside_validated_conditions": meaning.outside_validated_conditions,
    }


def _tug(meaning: Interpretation) -> Result:
    return {
        "score_s": _value(meaning),
        "band": meaning.band,
        "wfg_slow": meaning.flags["wfg_slow"],
        "norm": meaning.norm,
    }


def _tug_cog(meaning: Interpretation) -> Result:
    return {
        "score_s": _value(meaning),
        "band": meaning.band,
        "dual_task_cost_percent": _detail(meaning, "dual_task_cost_percent"),
    }


def _cst30(meaning: Interpretation) -> Result:
    return {"score": _value(meaning), "cut": number(meaning.norm_value), "band": meaning.band}


def _sts5(meaning: Interpretation) -> Result:
    return {"score_s": _value(meaning), "band": meaning.band, "norm": meaning.norm}


def _gait(meaning: Interpretation) -> Result:
    return {
        "time_used_s": _detail(meaning, "time_used_s"),
        "speed_m_s": _speed(meaning),
        "band": meaning.band,
        "ambulation": meaning.level,
        "norm_mean_m_s": number(meaning.norm_value) if meaning.score else None,
        "percent_of_norm": number(meaning.percent_of_norm),
    }


def _sppb(meaning: Interpretation) -> Result:
    parts = {part: _detail(meaning, part) for part in ("balance", "gait", "chair")}
    return parts | {"total": _value(meaning), "band": meaning.band}


def _sls(meaning: Interpretation) -> Result:
    return {
        "best_left_s": _detail(meaning, "left"),
        "best_right_s": _detail(meaning, "right"),
        "score_s": _value(meaning),
        "band": meaning.band,
        "norm": meaning.norm,
    }


def _berg(meaning: Interpretation) -> Result:
    return {
        "total": _value(meaning),
        "complete": meaning.complete,
        "band": meaning.band,
        "fall_risk_flag": meaning.flags["fall_risk_flag"],
    }


def _minibest(meaning: Interpretation) -> Result:
    sections = ("anticipatory", "reactive", "sensory", "gait")
    return {
        "total": _value(meaning),
        "subtotals": {section: _detail(meaning, section) for section in sections},
        "age_cut": number(meaning.norm_value),
        "band": meaning.band,
    }


def _poma(meaning: Interpretation) -> Result:
    parts = {part: _detail(meaning, part) for part in ("balance", "gait")}
    return parts | {"total": _value(meaning), "band": meaning.band}


def _fga(meaning: Interpretation) -> Result:
    return {
        "total": _value(meaning),
        "band": meaning.band,
        "backward_item": _detail(meaning, "backward_item"),
    }


def _abc(meaning: Interpretation) -> Result:
    shown = None if meaning.score is None else stored(meaning.score.value, 1)
    return {
        "answered": meaning.items_answered,
        "score": number(shown),
        "band": meaning.band,
        "level": meaning.level,
    }


def _sfesi(meaning: Interpretation) -> Result:
    return {
        "answered": meaning.items_answered,
        "score": _value(meaning),
        "band": meaning.band,
    }


def _obp(meaning: Interpretation) -> Result:
    said = (
        "max_sbp_drop",
        "max_dbp_drop",
        "standing_sbp_below_90",
        "supine_hypertension_note",
    )
    found = {key: _detail(meaning, key) for key in said}
    positive = None if meaning.band is None else meaning.band == "positive"
    return found | {"oh": positive, "complete": _detail(meaning, "complete") is True}


def _three_key_questions(meaning: Interpretation) -> Result:
    return {"band": meaning.band}


def _stay_independent(meaning: Interpretation) -> Result:
    return {
        "score": _value(meaning),
        "minimum_score": _detail(meaning, "minimum_score"),
        "band": meaning.band,
        "reason": _detail(meaning, "reason"),
    }


def _cfs(meaning: Interpretation) -> Result:
    return {"frail": meaning.band}


SCORE_RESULTS: Final[Mapping[str, Callable[[Interpretation], Result]]] = {
    "bwt3m": _bwt3m,
    "bw_speed": lambda meaning: {"speed_m_s": _speed(meaning), "band": meaning.band},
    "tug": _tug,
    "tug_cog": _tug_cog,
    "cst30": _cst30,
    "four_stage": _banded("stages_completed"),
    "berg": _berg,
    "sls": _sls,
    "sts5": _sts5,
    "gait": _gait,
    "frt": _banded("score_cm"),
    "minibest": _minibest,
    "poma": _poma,
    "sppb": _sppb,
    "abc": _abc,
    "sfesi": _sfesi,
    "obp": _obp,
    "three_key_questions": _three_key_questions,
    "stay_independent": _stay_independent,
    "fsst": _banded("score_s"),
    "fga": _fga,
    "grip": _banded("score_kg"),
    "cfs": _cfs,
}
