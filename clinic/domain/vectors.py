"""Vectors of the instrument reference: an input as plain JSON gives a result as plain JSON.

Source: instruments.md 11 (kinds, inputs and outputs).
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from clinic.domain.ages import completed_years
from clinic.domain.comparison import Reading, compare
from clinic.domain.crossings import crossing
from clinic.domain.entries import check_entry
from clinic.domain.instruments import Instrument
from clinic.domain.interpretation import interpret
from clinic.domain.plain_values import (
    UNANSWERABLE,
    Unreadable,
    day,
    number_or_none,
    why_not,
    yes_or_no,
)
from clinic.domain.responses import Status
from clinic.domain.risk import evaluate_wfg
from clinic.domain.trends import trend
from clinic.domain.units import NotANumber, stored
from clinic.domain.vector_inputs import (
    Given,
    InputMissing,
    gives_a_value,
    lacks_its_one_value,
    person_from,
    responses_from,
    word_or,
)
from clinic.domain.vector_results import Result, number, score_result

Definitions = Mapping[str, Instrument]


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
        if kind not in KINDS:
            raise VectorRefused(f"unknown kind {kind}")
        return KINDS[kind](code, given, definitions)
    except UNANSWERABLE as reason:
        return {"error": why_not(reason)}


def _instrument(code: object, definitions: Definitions) -> Instrument:
    found = definitions.get(code) if isinstance(code, str) else None
    if found is None:
        raise VectorRefused(f"unknown instrument {code}")
    return found


def _measured(code: object, definitions: Definitions) -> Instrument:
    instrument = _instrument(code, definitions)
    if instrument.gives_band_only:
        raise VectorRefused(f"{instrument.code} gives no number: there is no change or trend")
    return instrument


def _score(code: str, given: Given, definitions: Definitions) -> Result:
    instrument = _instrument(code, definitions)
    if instrument.code in COMPUTED:
        return COMPUTED[instrument.code](given)
    responses = responses_from(instrument, given)
    meaning = interpret(
        instrument,
        responses,
        person=person_from(given),
        profile=given.get("threshold_profile"),
    )
    return score_result(instrument, responses, meaning)


def _change(code: str, given: Given, definitions: Definitions) -> Result:
    instrument = _measured(code, definitions)
    change = compare(
        instrument,
        _reading(instrument, given, "baseline"),
        _reading(instrument, given, "followup"),
        same_protocol=yes_or_no(given.get("same_protocol")) is not False,
        mdc_profile=given.get("mdc_profile"),
    )
    return {
        "delta": number(change.delta),
        "mdc": number(change.mdc.value if change.mdc else None),
        "detectable": change.detectable,
        "mcid": number(change.mcid.value if change.mcid else None),
        "meaningful": change.meaningful,
        "verdict": change.verdict.value,
        "ceiling_limited": change.ceiling_limited,
    }


def _validation(code: str, given: Given, definitions: Definitions) -> Result:
    instrument = _instrument(code, definitions)
    if not gives_a_value(instrument, given):
        raise VectorRefused("missing what was typed")
    try:
        check = check_entry(instrument, responses_from(instrument, given))
    except (NotANumber, Unreadable, InputMissing):
        return {"accept": False, "confirm": False}
    accepted = check.accepted and not lacks_its_one_value(instrument, given)
    return {"accept": accepted, "confirm": accepted and check.to_confirm}


def _trend(_code: str, given: Given, definitions: Definitions) -> Result:
    instrument = _measured(given.get("instrument"), definitions)
    points = given["points"]
    if not isinstance(points, list) or any(
        not isinstance(point, list) or len(point) != 2  # noqa: PLR2004 - a day and a value
        for point in points
    ):
        raise Unreadable("`points` is a list of pairs, each a day and a value")
    found = trend(
        [(day(on), _kept(instrument, value)) for on, value in points],
        direction=instrument.direction,
        sem=number_or_none(given.get("sem")),
    )
    return {
        "n": found.n,
        "span_days": found.span_days,
        "ols_per_month": number(found.ols_per_month),
        "theil_sen_per_month": number(found.theil_sen_per_month),
        "threshold_per_month": number(found.threshold_per_month),
        "mk_s": found.mk_s,
        "mk_p": found.mk_p,
        "verdict": found.verdict.value,
    }


def _crossing(_code: str, given: Given, definitions: Definitions) -> Result:
    message = crossing(
        _instrument(given.get("instrument"), definitions),
        given.get("baseline_band"),
        given.get("followup_band"),
        detectable=yes_or_no(given.get("detectable")),
    )
    return {"message": message.value}


def _derive(_code: str, given: Given, _definitions: Definitions) -> Result:
    born, on = (day(given[key]) for key in ("birth_date", "assessment_date"))
    return {"age_years": completed_years(born, on)}


KINDS: Final[Mapping[str, Callable[[str, Given, Definitions], Result]]] = {
    "score": _score,
    "change": _change,
    "validation": _validation,
    "trend": _trend,
    "crossing": _crossing,
    "derive": _derive,
}


COMPUTED: Final[Mapping[str, Callable[[Given], Result]]] = {"wfg": evaluate_wfg}
"""Instruments that are computed from other records, not recorded on a form."""


def _reading(instrument: Instrument, given: Given, which: str) -> Reading:
    return Reading(
        status=word_or(Status.COMPLETED, given.get(f"{which}_status")),
        value=_kept(instrument, given.get(which)),
    )


def _kept(instrument: Instrument, value: object) -> Decimal | None:
    """A score as the record keeps it: two decimals, or the exact mean. Source: 0.1, Precision."""
    found = number_or_none(value)
    keeps_exact = instrument.scoring == "mean_of_answered"
    return found if found is None or keeps_exact else stored(found)
