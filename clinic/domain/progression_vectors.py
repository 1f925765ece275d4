"""Golden cases of the decision table: an input as plain JSON gives a result as plain JSON.

Source: Stepback programme, `progression.inputs` and `progression.outputs`.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from clinic.domain.criteria import UNABLE, Measured
from clinic.domain.falls import Setting
from clinic.domain.findings import ChecklistStatus
from clinic.domain.instruments import Instrument
from clinic.domain.ladder import Ladder
from clinic.domain.placement import PLACEMENT_TESTS
from clinic.domain.progression import Proposal, propose
from clinic.domain.progression_facts import (
    AssessmentFacts,
    EventFacts,
    LogFacts,
    OwnLimits,
    PrescriptionNow,
    ProgressionFacts,
    RestPosition,
    TestFacts,
    Vitals,
)
from clinic.domain.progression_table import ProgressionTable
from clinic.domain.session_logs import Assistance, SessionValues
from clinic.domain.units import as_decimal, as_json_number

Given = Mapping[str, Any]

OWN_LIMITS: Final[Mapping[str, str]] = {
    "sbp_max_gte": "systolic_from_mmhg",
    "sbp_min_lt": "systolic_below_mmhg",
    "dbp_max_gte": "diastolic_from_mmhg",
    "hr_max_gt": "heart_rate_above_per_min",
    "hr_min_lt": "heart_rate_below_per_min",
    "spo2_min_lt": "oxygen_below_percent",
}
STATUSES: Final[Mapping[str, bool]] = {"done": True, "missed": False}


def evaluate_progression(
    vector_input: Given,
    *,
    table: ProgressionTable,
    ladder: Ladder,
    instruments: Mapping[str, Instrument],
) -> dict[str, Any]:
    """Answer one golden case of the decision table, in the keys of the vector files.

    Args:
        vector_input: as in `progression.inputs`.
        table: rules and parameters.
        ladder: the levels.
        instruments: by code.

    Returns:
        `decision`, `reason_id`, `dose_action`, `new_level` and `also_noted`.

    Raises:
        LookupError, ValueError, TypeError: the input is not one that can be answered.
    """
    facts = read_facts(vector_input)
    return as_result(propose(facts, table=table, ladder=ladder, instruments=instruments))


def as_result(proposal: Proposal) -> dict[str, Any]:
    """A proposal in the keys of the vector files."""
    return {
        "decision": proposal.decision.value,
        "reason_id": proposal.reason_id,
        "dose_action": proposal.dose_action.value,
        "new_level": proposal.new_level,
        "also_noted": [noted.rule.id for noted in proposal.also_noted],
    }


def read_facts(given: Given) -> ProgressionFacts:
    """The facts of a golden case.

    Raises:
        LookupError, ValueError, TypeError: something is missing, or not what it should be.
    """
    as_of = date.fromisoformat(given["as_of"])
    return ProgressionFacts(
        as_of=as_of,
        prescription=_prescription(given["prescription"]),
        precaution_status=ChecklistStatus(given["precaution_status"]),
        logs=tuple(_log(one) for one in given["session_logs"]),
        events=tuple(_event(one) for one in given["events"]),
        assessment=_assessment(
            [given.get("previous_assessment"), given.get("assessment")], as_of=as_of
        ),
    )


def _prescription(given: Given) -> PrescriptionNow:
    limits = given.get("limits") or {}
    unknown = set(limits) - set(OWN_LIMITS) - {"rpe_target_max"}
    if unknown:
        raise ValueError(f"unknown limit {', '.join(sorted(unknown))}")
    return PrescriptionNow(
        level=_whole(given["level"]),
        level_start=date.fromisoformat(given["level_start"]),
        frequency_per_week=_whole(given["frequency_per_week"]),
        backward_min=as_decimal(given["dose_min"]),
        entry_override=_yes(given.get("entry_override")),
        limits=OwnLimits(
            vitals={
                OWN_LIMITS[key]: as_decimal(value)
                for key, value in limits.items()
                if key in OWN_LIMITS and value is not None
            },
            effort_max=_decimal(limits.get("rpe_target_max")),
        ),
    )


def _log(given: Given) -> LogFacts:
    symptoms = given.get("symptoms") or []
    if not isinstance(symptoms, list):
        raise TypeError("`symptoms` must be a list")
    return LogFacts(
        on=date.fromisoformat(given["date"]),
        level=_whole(given["level"]),
        done=STATUSES[given["status"]],
        closed=_yes(given.get("closed")),
        setting=Setting(given["setting"]),
        completed=_decimal(given.get("completed_fraction")),
        backward_min=_decimal(given.get("dose_min")),
        values=SessionValues(
            effort=_rating(given.get("rpe")),
            pain_before=_rating(given.get("pain_before")),
            pain_during=_rating(given.get("pain_during")),
            pain_next_day=_rating(given.get("pain_next_day")),
            symptoms=tuple(str(code) for code in symptoms),
            losses_of_balance=_count(given.get("losses_of_balance")),
            near_falls=_count(given.get("near_falls")),
            falls=_count(given.get("falls")),
            assistance=_assistance(given.get("assistance")),
        ),
        vitals=_vitals(given.get("vitals")),
    )


def _vitals(given: Given | None) -> Vitals | None:
    if given is None:
        return None
    position = given.get("drop_position")
    return Vitals(
        systolic_mmhg=_decimal(given.get("sbp")),
        diastolic_mmhg=_decimal(given.get("dbp")),
        heart_rate_per_min=_decimal(given.get("hr")),
        oxygen_percent=_decimal(given.get("spo2")),
        systolic_drop_mmhg=_decimal(given.get("bp_drop_sys")),
        diastolic_drop_mmhg=_decimal(given.get("bp_drop_dia")),
        dropped_from=None if position is None else RestPosition(position),
    )


def _event(given: Given) -> EventFacts:
    return EventFacts(
        type=str(given["type"]),
        on=date.fromisoformat(given["date"]),
        closed=_yes(given.get("closed")),
    )


def _assessment(both: list[Given | None], *, as_of: date) -> AssessmentFacts | None:
    """The latest two on or before the day; of equal days the second given is the later."""
    dated = [(date.fromisoformat(one["date"]), one) for one in both if one is not None]
    known = sorted((pair for pair in dated if pair[0] <= as_of), key=lambda pair: pair[0])
    if not known:
        return None
    on, latest = known[-1]
    before = known[-2][1] if len(known) > 1 else {}
    return AssessmentFacts(
        on=on,
        tests={
            code: TestFacts(
                value=_measured(latest.get(code)), on=on, before=_measured(before.get(code))
            )
            for code in PLACEMENT_TESTS
        },
        decline_reviewed=_yes(latest.get("decline_reviewed")),
    )


def _measured(value: object) -> Measured:
    return UNABLE if value == UNABLE.value else _decimal(value)


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, str):
        raise TypeError(f"{value!r} is a text, not a number")
    return None if value is None else as_decimal(value)


def _rating(value: object) -> int | None:
    """A rating from 0 to 10. Records keep whole ones; halves in a golden case compare as well."""
    number = _decimal(value)
    return None if number is None else cast("int", as_json_number(number))


def _count(value: object) -> int | None:
    return None if value is None else _whole(value)


def _whole(value: object) -> int:
    number = as_decimal(value)
    if number != int(number):
        raise ValueError(f"{value!r} is not a whole number")
    return int(number)


def _yes(value: object) -> bool:
    if value is None or isinstance(value, bool):
        return bool(value)
    raise TypeError(f"{value!r} is neither true nor false")


def _assistance(value: object) -> Assistance | None:
    return None if value is None else Assistance(str(value))
