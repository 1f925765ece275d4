"""The gate: granted, granted with conditions, granted by override, refused."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.checklists import Answer, Effect, InvalidatingEvent, ItemAnswer
from clinic.domain.clearance import (
    Decision,
    NotOverridable,
    Override,
    PrescribedWithoutClearance,
    ReasonKey,
    clear_to_exercise,
    may_be_overridden,
    override,
    reason_key,
    require_granted,
)
from clinic.domain.findings import ChecklistStatus, ReasonKind
from tests.domain.checklist_cases import (
    BELT,
    DOCTOR,
    FEAR,
    SIGNED_ON,
    STOP,
    TODAY,
    fall,
    make_definition,
    read,
    yes,
)

IN_A_WEEK = TODAY + timedelta(7)


def overridden(findings, *, expires_on=IN_A_WEEK) -> Override:
    return override(findings, reason="Helper starts on Monday", by="Ana", expires_on=expires_on)


def test_a_clear_screen_is_granted_without_conditions():
    clearance = clear_to_exercise(read())
    assert clearance.granted
    assert clearance.decision is Decision.GRANTED
    assert clearance.conditions == ()
    assert clearance.valid_until == SIGNED_ON + timedelta(180)


def test_a_contraindication_refuses_clearance_and_is_named():
    clearance = clear_to_exercise(read({STOP: yes()}))
    assert not clearance.granted
    assert clearance.decision is Decision.REFUSED
    assert [reason.item.id for reason in clearance.reasons] == [STOP]
    assert clearance.valid_until is None


def test_a_ticked_caution_becomes_a_condition_with_its_effects():
    clearance = clear_to_exercise(read({BELT: yes(ticked=True)}))
    assert clearance.decision is Decision.GRANTED_WITH_CONDITIONS
    assert [(c.item_id, c.text, c.in_place) for c in clearance.conditions] == [
        (BELT, "Action for CS39.", True)
    ]
    assert clearance.effects == {Effect.NO_GAIT_BELT}
    assert clearance.triggered_items == {BELT}


def test_a_doctors_clearance_becomes_a_condition_and_limits_how_long_it_holds():
    clearance = clear_to_exercise(read({DOCTOR: yes(cleared_on=TODAY - timedelta(170))}))
    assert clearance.granted
    assert [condition.item_id for condition in clearance.conditions] == [DOCTOR]
    assert clearance.valid_until == TODAY + timedelta(10)


def test_what_a_stop_asks_for_is_no_condition_of_training():
    clearance = clear_to_exercise(read({STOP: yes(), DOCTOR: yes(), FEAR: yes()}))
    assert [(c.item_id, c.in_place) for c in clearance.conditions] == [(FEAR, False)]


def test_the_worst_of_several_checklists_decides():
    pool = make_definition(code="pool")
    clearance = clear_to_exercise(read(), read({STOP: yes()}, definition=pool))
    assert clearance.status is ChecklistStatus.ABSOLUTE_STOP
    assert clearance.reasons[0].checklist_code == "pool"


def test_the_gate_needs_checklists_of_one_day():
    with pytest.raises(ValueError, match="one day"):
        clear_to_exercise()
    with pytest.raises(ValueError, match="one day"):
        clear_to_exercise(read(), read(on=IN_A_WEEK))


def test_an_override_grants_and_says_so():
    findings = read({FEAR: yes()})
    given_override = overridden(findings)
    clearance = clear_to_exercise(findings, overrides=[given_override])
    assert clearance.decision is Decision.GRANTED_BY_OVERRIDE
    assert clearance.overrides == (given_override,)
    assert [reason.kind for reason in clearance.reasons] == [ReasonKind.NO_MITIGATION]
    assert clearance.valid_until == IN_A_WEEK


def test_an_override_of_an_expired_screen_holds_to_its_own_last_day():
    expired_on = SIGNED_ON + timedelta(190)
    findings = read(on=expired_on)
    given_override = overridden(findings, expires_on=expired_on + timedelta(3))
    clearance = clear_to_exercise(findings, overrides=[given_override])
    assert clearance.status is ChecklistStatus.EXPIRED
    assert clearance.valid_until == expired_on + timedelta(3)


def test_an_override_ends_after_its_last_day():
    given_override = overridden(read({FEAR: yes()}))
    on_the_day = read({FEAR: yes()}, on=IN_A_WEEK)
    day_after = read({FEAR: yes()}, on=IN_A_WEEK + timedelta(1))
    assert clear_to_exercise(on_the_day, overrides=[given_override]).granted
    assert not clear_to_exercise(day_after, overrides=[given_override]).granted


def test_an_override_does_not_cover_a_caution_found_later():
    given_override = overridden(read({FEAR: yes()}))
    later = read({FEAR: yes(), BELT: yes()})
    clearance = clear_to_exercise(later, overrides=[given_override])
    assert not clearance.granted
    assert clearance.overrides == ()


def test_an_override_of_one_checklist_does_not_serve_another():
    given_override = overridden(read({FEAR: yes()}))
    pool = read({FEAR: yes()}, definition=make_definition(code="pool"))
    assert not clear_to_exercise(pool, overrides=[given_override]).granted


def test_an_override_does_not_outlast_a_fall():
    given_override = overridden(read({FEAR: yes()}))
    after_a_fall = read({FEAR: yes()}, [fall(TODAY)])
    assert not clear_to_exercise(after_a_fall, overrides=[given_override]).granted


@pytest.mark.parametrize(
    "findings",
    [
        read(),
        read({STOP: yes()}),
        read({DOCTOR: yes()}),
        read({FEAR: ItemAnswer()}),
        read({FEAR: yes(), DOCTOR: yes()}),
        read(events=[fall(TODAY)]),
    ],
    ids=["nothing refused", "stop", "clearance", "unanswered", "caution and clearance", "fall"],
)
def test_only_an_open_caution_or_an_expired_list_may_be_overridden(findings):
    assert not may_be_overridden(findings)
    with pytest.raises(NotOverridable, match="may not be overridden"):
        overridden(findings)


def test_an_override_cannot_outlive_its_checklist():
    findings = read({FEAR: yes()})
    assert overridden(findings, expires_on=findings.usable_until).expires_on
    with pytest.raises(NotOverridable, match="outlive"):
        overridden(findings, expires_on=findings.usable_until + timedelta(1))


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"by": " "}, "who decided and why"),
        ({"reason": ""}, "who decided and why"),
        ({"covers": frozenset()}, "nothing to override"),
        ({"expires_on": TODAY - timedelta(1)}, "before it is given"),
    ],
)
def test_an_override_without_name_reason_or_end_is_none(changes, complaint):
    complete = {
        "checklist_code": "clinical_screen",
        "covers": frozenset({ReasonKey(ReasonKind.NO_MITIGATION, FEAR)}),
        "reason": "Helper starts on Monday",
        "by": "Ana",
        "given_on": TODAY,
        "expires_on": IN_A_WEEK,
    }
    with pytest.raises(NotOverridable, match=complaint):
        Override(**(complete | changes))


def test_prescribing_past_a_refusal_is_a_broken_promise():
    require_granted(clear_to_exercise(read()))
    refused = clear_to_exercise(read({STOP: yes()}))
    with pytest.raises(PrescribedWithoutClearance, match="absolute_stop") as broken:
        require_granted(refused)
    assert broken.value.clearance is refused


def days(after=-400, until=400):
    return st.integers(after, until).map(lambda days: TODAY + timedelta(days))


item_answers = st.builds(
    ItemAnswer,
    answer=st.sampled_from([Answer.YES, Answer.NO, None]),
    mitigation_ack=st.booleans(),
    cleared_on=st.none() | days(),
)
histories = st.fixed_dictionaries({DOCTOR: item_answers, BELT: item_answers, FEAR: item_answers})
events = st.lists(
    st.builds(InvalidatingEvent, type=st.sampled_from(["fall", "house_move"]), on=days())
)


def all_covering(findings) -> Override:
    """An override as nobody may give it: of everything, for ever."""
    return Override(
        checklist_code=findings.definition.code,
        covers=frozenset(reason_key(reason) for reason in findings.reasons),
        reason="I insist",
        by="Ana",
        given_on=TODAY - timedelta(400),
        expires_on=TODAY + timedelta(800),
    )


@given(
    answers=histories,
    stop=st.builds(
        ItemAnswer,
        answer=st.just(Answer.YES),
        mitigation_ack=st.booleans(),
        cleared_on=st.none() | days(),
    ),
    events=events,
    signed_on=days(until=0),
    high_risk=st.booleans(),
)
def test_no_history_with_an_absolute_stop_is_ever_granted(
    answers, stop, events, signed_on, high_risk
):
    findings = read(answers | {STOP: stop}, events, signed_on=signed_on, high_risk=high_risk)
    clearance = clear_to_exercise(findings, read(), overrides=[all_covering(findings)])
    assert findings.status is ChecklistStatus.ABSOLUTE_STOP
    assert clearance.decision is Decision.REFUSED
    assert not may_be_overridden(findings)


@given(answers=histories, events=events, signed_on=days(until=0), high_risk=st.booleans())
def test_the_gate_grants_plainly_only_what_nothing_stands_against(
    answers, events, signed_on, high_risk
):
    findings = read(answers, events, signed_on=signed_on, high_risk=high_risk)
    clearance = clear_to_exercise(findings)
    clear = {ChecklistStatus.CLEAR, ChecklistStatus.CLEAR_WITH_MITIGATION}
    assert clearance.granted == (findings.status in clear)
    assert clearance.granted == (not clearance.reasons)
    if clearance.granted:
        assert clearance.valid_until >= TODAY
