"""A clearance in words, as the banner, the caseload and the checklist's page say it."""

from datetime import timedelta

import pytest

from clinic.domain.checklists import Effect, InvalidatingEvent, ItemAnswer
from clinic.domain.clearance import clear_to_exercise, override
from clinic.domain.precautions import read_checklist
from clinic.precautions.clearance_words import (
    clearance_sentence,
    clearance_tag,
    condition_tags,
    effect_words,
    finding_tag,
    reason_action,
    reason_words,
)
from tests.domain.checklist_cases import (
    BELT,
    DOCTOR,
    FEAR,
    SIGNED_ON,
    STOP,
    TODAY,
    fall,
    make_definition,
    make_item,
    read,
    yes,
)

NEVER = read_checklist(make_definition(), None, as_of=TODAY, high_risk=False)


def words_of(findings, **overrides) -> str:
    return clearance_tag(clear_to_exercise(findings, **overrides), today=findings.as_of).text


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        (read(), "Cleared, to 28 Aug"),
        (read({FEAR: yes(ticked=True)}), "With conditions, to 28 Aug"),
        (read({STOP: yes()}), "Stop: no training"),
        (read({DOCTOR: yes()}), "Waiting for a doctor"),
        (read({DOCTOR: yes(cleared_on=TODAY - timedelta(181))}), "Clearance too old"),
        (NEVER, "No screen yet"),
        (read({FEAR: ItemAnswer()}), "Screen not complete"),
        (read(events=[fall(TODAY)]), "Screen again: fall"),
        (
            read(
                events=[InvalidatingEvent(type="new_shoes", on=TODAY)],
                definition=make_definition(invalidated_by=frozenset({"new_shoes"})),
            ),
            "Screen again: new shoes",
        ),
        (read({FEAR: yes()}), "Action not ticked"),
        (read(on=SIGNED_ON + timedelta(181)), "Screen ended yesterday"),
        (read(on=SIGNED_ON + timedelta(300)), "Screen out of date"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_state_is_said_in_a_few_words(findings, words):
    assert words_of(findings) == words


def test_an_override_says_its_last_day():
    findings = read({FEAR: yes()})
    given = override(findings, reason="Helper", by="Ana", expires_on=TODAY + timedelta(7))
    assert words_of(findings, overrides=[given]) == "By override, to 27 Mar"
    clearance = clear_to_exercise(findings, overrides=[given])
    assert clearance_sentence(clearance).startswith("May train by override")
    assert [tag.text for tag in condition_tags(clearance)] == [
        "Override to 27 Mar, Ana: Helper",
        "Label CS51: action for CS51",
    ]


def test_conditions_with_effects_come_first():
    clearance = clear_to_exercise(read({FEAR: yes(ticked=True), BELT: yes(ticked=True)}))
    assert [tag.text for tag in condition_tags(clearance)] == [
        "Label CS39: action for CS39",
        "Label CS51: action for CS51",
    ]


def test_a_condition_does_not_repeat_its_name():
    high_risk = make_item(
        label="High risk", mitigation="High-risk flag: start no higher than Level 3. More."
    )
    definition = make_definition(items=(high_risk,))
    clearance = clear_to_exercise(read({FEAR: yes(ticked=True)}, definition=definition))
    assert condition_tags(clearance)[0].text == "High risk: start no higher than Level 3"


def test_a_condition_keeps_its_capitals_where_they_mean_something():
    item = make_item(label="Blood pressure", mitigation="BP first; protect access arm.")
    definition = make_definition(items=(item,))
    clearance = clear_to_exercise(read({FEAR: yes(ticked=True)}, definition=definition))
    assert condition_tags(clearance)[0].text == "Blood pressure: BP first; protect access arm"


def test_every_reason_is_a_sentence_with_what_to_do():
    findings = read(
        {STOP: yes(), DOCTOR: yes(), FEAR: yes(), BELT: ItemAnswer()},
        [fall(SIGNED_ON + timedelta(3))],
        on=SIGNED_ON + timedelta(181),
    )
    assert [(reason_words(reason), reason_action(reason)) for reason in findings.reasons] == [
        ("Label CS01", "Action for CS01."),
        ("Label CS24: no doctor’s clearance recorded", "Action for CS24."),
        ("Label CS39: no answer", "Answer the clinical screen."),
        ("Fall on 4 March 2026: answer the clinical screen again", "Answer the clinical screen."),
        ("Label CS51: its action is not ticked", "Action for CS51."),
        ("The clinical screen was valid to 28 August 2026", "Answer the clinical screen."),
    ]


def test_effects_are_named_in_a_fixed_order():
    effects = frozenset({Effect.CAP_LEVEL_3, Effect.HIGH_RISK})
    assert effect_words(effects) == "high risk, start no higher than Level 3"


@pytest.mark.parametrize(
    ("answers", "words", "tone"),
    [
        ({STOP: yes()}, "Stop", "refused"),
        ({DOCTOR: yes()}, "Waiting for a doctor", "caution"),
        ({DOCTOR: yes(cleared_on=TODAY)}, "Cleared by a doctor", "improved"),
        ({FEAR: yes()}, "Action not ticked", "caution"),
        ({FEAR: yes(ticked=True)}, "Action in place", "improved"),
    ],
)
def test_a_finding_says_where_it_stands(answers, words, tone):
    tag = finding_tag(read(answers).findings[0])
    assert (tag.text, tag.tone) == (words, tone)
