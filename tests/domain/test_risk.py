"""The three key questions and the strata of the World Falls Guidelines."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.key_questions import (
    KeyQuestions,
    KeyQuestionsBand,
    key_questions_band,
)
from clinic.domain.risk import (
    FallRisk,
    FallSeverity,
    MissingInput,
    RiskInputs,
    RiskReason,
    evaluate_wfg,
    stratify,
)


def answers(*, fell=False, unsteady=False, worried=False) -> KeyQuestions:
    return KeyQuestions(fell=fell, unsteady=unsteady, worried=worried)


def after_a_fall(**changes) -> RiskInputs:
    return RiskInputs(questions=answers(fell=True), **changes)


@pytest.mark.parametrize(
    ("questions", "band"),
    [
        (answers(), KeyQuestionsBand.NOT_AT_RISK),
        (answers(unsteady=True), KeyQuestionsBand.AT_RISK),
        (answers(fell=None, worried=True), KeyQuestionsBand.AT_RISK),
        (answers(fell=None), KeyQuestionsBand.INCOMPLETE),
    ],
)
def test_any_yes_is_at_risk_and_one_unanswered_without_a_yes_is_incomplete(questions, band):
    assert key_questions_band(questions) is band


def test_no_fall_is_low_and_lacks_nothing():
    stratum = stratify(RiskInputs(questions=answers()))
    assert stratum.risk is FallRisk.LOW
    assert stratum.reasons == (RiskReason.NO_FALL,)
    assert stratum.missing == ()


def test_no_positive_key_question_is_low():
    stratum = stratify(RiskInputs(questions=answers(), use_three_key_questions=True))
    assert stratum.risk is FallRisk.LOW
    assert stratum.reasons == (RiskReason.NO_KEY_QUESTION_POSITIVE,)


def test_an_unanswered_fall_is_incomplete_and_named():
    stratum = stratify(RiskInputs(questions=answers(fell=None)))
    assert stratum.risk is FallRisk.INCOMPLETE
    assert stratum.missing == (MissingInput.FELL,)


def test_unanswered_key_questions_are_named():
    questions = answers(unsteady=None, worried=None)
    stratum = stratify(RiskInputs(questions=questions, use_three_key_questions=True))
    assert stratum.missing == (MissingInput.UNSTEADY, MissingInput.WORRIED)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"falls_count_12m": 2}, RiskReason.RECURRENT_FALLS),
        (
            {"severity": FallSeverity(injury_needing_medical_care=True)},
            RiskReason.INJURY,
        ),
        (
            {"severity": FallSeverity(on_floor_1h_or_unable_to_rise=True)},
            RiskReason.LONG_LIE,
        ),
        (
            {"severity": FallSeverity(loss_of_consciousness_or_suspected_syncope=True)},
            RiskReason.LOSS_OF_CONSCIOUSNESS,
        ),
        ({"severity": FallSeverity(frailty=True)}, RiskReason.FRAILTY),
    ],
)
def test_one_severe_sign_after_a_fall_is_high_and_named(changes, reason):
    stratum = stratify(after_a_fall(**changes))
    assert stratum.risk is FallRisk.HIGH
    assert stratum.reasons == (RiskReason.FELL, reason)


def test_without_a_fall_only_frailty_makes_worry_high():
    severe = FallSeverity(injury_needing_medical_care=True)
    worried = {"questions": answers(worried=True), "use_three_key_questions": True}
    measured = {"gait_speed_m_per_s": Decimal("1.1")}
    assert stratify(RiskInputs(**worried, **measured, severity=severe)).risk is FallRisk.LOW
    frail = stratify(RiskInputs(**worried, severity=FallSeverity(frailty=True)))
    assert frail.risk is FallRisk.HIGH
    assert frail.reasons == (RiskReason.WORRIED, RiskReason.FRAILTY)


def test_worry_with_the_fall_unanswered_is_high_only_when_frail():
    questions = answers(fell=None, worried=True)
    open_inputs = RiskInputs(
        questions=questions, use_three_key_questions=True, gait_speed_m_per_s=Decimal("0.5")
    )
    frail_inputs = RiskInputs(
        questions=questions, use_three_key_questions=True, severity=FallSeverity(frailty=True)
    )
    assert stratify(open_inputs).risk is FallRisk.INCOMPLETE
    assert stratify(open_inputs).missing == (MissingInput.FELL,)
    assert stratify(frail_inputs).risk is FallRisk.HIGH


def test_a_fall_without_a_gait_test_is_incomplete():
    stratum = stratify(after_a_fall(falls_count_12m=1))
    assert stratum.risk is FallRisk.INCOMPLETE
    assert stratum.missing == (MissingInput.GAIT,)


@pytest.mark.parametrize(
    ("measured", "risk", "reason"),
    [
        ({"gait_speed_m_per_s": Decimal("0.80")}, FallRisk.INTERMEDIATE, RiskReason.SLOW_GAIT),
        ({"gait_speed_m_per_s": Decimal("0.804")}, FallRisk.LOW, RiskReason.GAIT_NORMAL),
        ({"tug_s": Decimal("15.00")}, FallRisk.LOW, RiskReason.GAIT_NORMAL),
        ({"tug_s": Decimal("15.004")}, FallRisk.LOW, RiskReason.GAIT_NORMAL),
        ({"tug_s": Decimal("15.005")}, FallRisk.INTERMEDIATE, RiskReason.SLOW_TUG),
        ({"gait_unable": True}, FallRisk.INTERMEDIATE, RiskReason.GAIT_UNABLE),
        (
            {"tug_s": Decimal("10.01"), "tug_threshold_s": Decimal(10)},
            FallRisk.INTERMEDIATE,
            RiskReason.SLOW_TUG,
        ),
    ],
)
def test_gait_decides_after_a_harmless_fall(measured, risk, reason):
    stratum = stratify(after_a_fall(**measured))
    assert stratum.risk is risk
    assert stratum.reasons == (RiskReason.FELL, reason)


def test_one_slow_measure_is_enough():
    stratum = stratify(after_a_fall(gait_speed_m_per_s=Decimal("1.0"), tug_s=Decimal("15.5")))
    assert stratum.risk is FallRisk.INTERMEDIATE


def test_unanswered_severity_counts_as_no_and_is_named():
    measured = after_a_fall(
        tug_s=Decimal(9), severity=FallSeverity(injury_needing_medical_care=False)
    )
    assert stratify(measured).counted_as_no == (
        RiskReason.LONG_LIE,
        RiskReason.LOSS_OF_CONSCIOUSNESS,
        RiskReason.FRAILTY,
    )


def test_without_a_fall_only_frailty_is_counted_as_no():
    worried = RiskInputs(
        questions=answers(worried=True), use_three_key_questions=True, tug_s=Decimal(9)
    )
    assert stratify(worried).counted_as_no == (RiskReason.FRAILTY,)


@pytest.mark.parametrize(
    "changes",
    [
        {"falls_count_12m": -1},
        {"gait_speed_m_per_s": Decimal(0)},
        {"tug_s": Decimal(-1)},
        {"tug_threshold_s": Decimal(0)},
    ],
)
def test_impossible_inputs_are_refused(changes):
    with pytest.raises(ValueError, match=r"negative|positive"):
        after_a_fall(**changes)


def test_a_vector_of_the_guideline_has_its_stratum():
    """Golden cases wfg-04, wfg-09 and wfg-06."""
    fell = {"fell_12m": True, "falls_count_12m": 1}
    assert evaluate_wfg(fell | {"gait_speed": 0.95}) == {"risk": "low"}
    long_lie = {"severity": {"on_floor_1h_or_unable_to_rise": True}}
    assert evaluate_wfg(fell | long_lie) == {"risk": "high"}
    assert evaluate_wfg(fell | {"tug": 15.01}) == {"risk": "intermediate"}


yes_no_or_open = st.sampled_from([True, False, None])


@given(
    questions=st.builds(
        KeyQuestions, fell=yes_no_or_open, unsteady=yes_no_or_open, worried=yes_no_or_open
    ),
    use_three_key_questions=st.booleans(),
    falls_count_12m=st.none() | st.integers(0, 9),
    severity=st.builds(
        FallSeverity,
        injury_needing_medical_care=yes_no_or_open,
        on_floor_1h_or_unable_to_rise=yes_no_or_open,
        loss_of_consciousness_or_suspected_syncope=yes_no_or_open,
        frailty=yes_no_or_open,
    ),
    tug_s=st.none() | st.decimals("1", "60", places=2),
)
def test_a_stratum_is_incomplete_exactly_when_something_is_missing(
    questions, use_three_key_questions, falls_count_12m, severity, tug_s
):
    stratum = stratify(
        RiskInputs(
            questions=questions,
            use_three_key_questions=use_three_key_questions,
            falls_count_12m=falls_count_12m,
            severity=severity,
            tug_s=tug_s,
        )
    )
    assert (stratum.risk is FallRisk.INCOMPLETE) == bool(stratum.missing)
    assert stratum.reasons or stratum.missing
