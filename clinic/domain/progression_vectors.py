"""Golden cases of the decision table: an input as plain JSON gives a result as plain JSON.

Source: Stepback programme, `progression.inputs` and `progression.outputs`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, cast

from clinic.domain.falls import Setting
from clinic.domain.findings import ChecklistStatus
from clinic.domain.instruments import Instrument
from clinic.domain.ladder import Ladder
from clinic.domain.placement import PLACEMENT_TESTS, read_measured
from clinic.domain.plain_values import Unreadable, day, number, number_or_none, whole, yes_or_no
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
from clinic.domain.units import as_json_number

Given = Mapping[str, Any]

OWN_LIMITS: Final[Mapping[str, str]] = {
    "sbp_max_gte": "systolic_from_mmhg",
    "sbp_min_lt": "systolic_below_mmhg",
    "dbp_max_gte": "diastolic_from_mmhg",
    "hr_max_gt": "heart_rate_above_per_min",
    "hr_min_lt": "heart_rate_below_per_min",
    "spo2_min_lt": "oxygen_below_percent",
}


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
    as_of = day(given["as_of"])
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
        level=whole(given["level"]),
        level_start=day(given["level_start"]),
        frequency_per_week=whole(given["frequency_per_week"]),
        backward_min=number(given["dose_min"]),
        entry_override=bool(yes_or_no(given.get("entry_override"))),
        limits=OwnLimits(
            vitals={
                OWN_LIMITS[key]: number(value)
                for key, value in limits.items()
                if key in OWN_LIMITS and value is not None
            },
            effort_max=number_or_none(limits.get("rpe_target_max")),
        ),
    )


def _log(given: Given) -> LogFacts:
    symptoms = given.get("symptoms") or []
    if not isinstance(symptoms, list):
        raise Unreadable("`symptoms` must be a list")
    return LogFacts(
        on=day(given["date"]),
        level=whole(given["level"]),
        done=_is_done(given["status"]),
        closed=bool(yes_or_no(given.get("closed"))),
        setting=Setting(given["setting"]),
        completed=number_or_none(given.get("completed_fraction")),
        backward_min=number_or_none(given.get("dose_min")),
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


def _is_done(status: object) -> bool:
    if status not in ("done", "missed"):
        raise Unreadable(f"{status!r} is neither done nor missed")
    return status == "done"


def _vitals(given: Given | None) -> Vitals | None:
    if given is None:
        return None
    position = given.get("drop_position")
    return Vitals(
        systolic_mmhg=number_or_none(given.get("sbp")),
        diastolic_mmhg=number_or_none(given.get("dbp")),
        heart_rate_per_min=number_or_none(given.get("hr")),
        oxygen_percent=number_or_none(given.get("spo2")),
        systolic_drop_mmhg=number_or_none(given.get("bp_drop_sys")),
        diastolic_drop_mmhg=number_or_none(given.get("bp_drop_dia")),
        dropped_from=None if position is None else RestPosition(position),
    )


def _event(given: Given) -> EventFacts:
    return EventFacts(
        type=str(given["type"]),
        on=day(given["date"]),
        closed=bool(yes_or_no(given.get("closed"))),
    )


def _assessment(both: list[Given | None], *, as_of: date) -> AssessmentFacts | None:
    """The latest two on or before the day; of equal days the second given is the later."""
    dated = [(day(one["date"]), one) for one in both if one is not None]
    known = sorted((pair for pair in dated if pair[0] <= as_of), key=lambda pair: pair[0])
    if not known:
        return None
    on, latest = known[-1]
    before = known[-2][1] if len(known) > 1 else {}
    return AssessmentFacts(
        on=on,
        tests={
            code: TestFacts(
                value=read_measured(latest.get(code)), on=on, before=read_measured(before.get(code))
            )
            for code in PLACEMENT_TESTS
        },
        decline_reviewed=bool(yes_or_no(latest.get("decline_reviewed"))),
    )


def _rating(value: object) -> int | None:
    """A rating from 0 to 10. Records keep whole ones; halves in a golden case compare as well."""
    rating = number_or_none(value)
    return None if rating is None else cast("int", as_json_number(rating))


def _count(value: object) -> int | None:
    return None if value is None else whole(value)


def _assistance(value: object) -> Assistance | None:
    return None if value is None else Assistance(str(value))
