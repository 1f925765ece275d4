"""The programme as shipped: complete, sourced, and consistent with itself."""

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from clinic.catalogue import (
    exercise_definitions,
    handout_definitions,
    ladder_definitions,
    template_definitions,
)
from clinic.catalogue.checklist_definitions import CLINICAL_SCREEN, get_checklist
from clinic.catalogue.exercise_definitions import get_exercise, list_exercises
from clinic.catalogue.handout_definitions import get_handout, list_handouts
from clinic.catalogue.ladder_definitions import (
    get_ladder,
    list_ladders,
    list_placement_examples,
)
from clinic.catalogue.loading import DefinitionRefused, RawDefinition, UnknownDefinition
from clinic.catalogue.template_definitions import get_template, list_templates
from clinic.domain.dose import BreachKind, breaches
from clinic.domain.exercise_rules import NEEDS_TYPED_REASON, TEST_WORDS
from clinic.domain.exercises import HomeRule
from clinic.domain.placement import evaluate_placement
from clinic.domain.templates import plan_from_block
from clinic.locales import LANGUAGES

EXERCISES = {exercise.code: exercise for exercise in list_exercises()}


def raw(code: str = "x", **body) -> RawDefinition:
    return RawDefinition(
        code=code,
        version=1,
        status="draft",
        purpose="p",
        misuse="m",
        source="s",
        licence="l",
        reviewed_on=date(2026, 11, 25),
        body=body,
    )


def test_the_library_holds_43_exercises_in_five_languages():
    assert len(EXERCISES) == 43
    assert {tuple(exercise.names) for exercise in EXERCISES.values()} == {LANGUAGES}


def test_the_library_is_listed_by_level():
    levels = [exercise.level for exercise in list_exercises()]
    assert levels == sorted(levels)


def test_no_backward_exercise_asks_for_closed_eyes():
    closed = [e for e in EXERCISES.values() if e.eyes_closed]
    assert [e.code for e in closed] == ["stand-eyes-closed"]
    assert not any(e.counts_as_backward_minutes for e in closed)


def test_treadmill_pool_and_stairs_are_never_at_home():
    own = {"treadmill", "aquatic", "stairs"}
    assert {e.home for e in EXERCISES.values() if e.category in own} == {HomeRule.NO}


def test_what_blocks_or_cautions_is_an_item_of_the_clinical_screen():
    known = {item.id for item in get_checklist(CLINICAL_SCREEN).items}
    named = {code for e in EXERCISES.values() for code in (*e.blocked_by, *e.caution_if)}
    assert named <= known


def test_every_border_can_be_said_in_words():
    measures = {c.measure for e in EXERCISES.values() for c in e.prerequisites}
    measures |= {c.measure for level in get_ladder().levels for c in level.entry.criteria}
    assert measures == set(TEST_WORDS)


def test_the_levels_name_exercises_that_exist_at_their_level():
    for level in get_ladder().levels:
        assert [EXERCISES[code].level for code in level.exercises] == (
            [level.number] * len(level.exercises)
        )


def test_minutes_and_borders_climb_with_the_levels():
    levels = get_ladder().levels
    for lower, higher in pairwise(levels):
        assert lower.minutes.start <= higher.minutes.start
        assert lower.minutes.target <= higher.minutes.target


@pytest.mark.parametrize("example", list_placement_examples(), ids=lambda e: e.title)
def test_the_worked_examples_of_placement_come_out_as_written(example):
    ladder = get_ladder(example.ladder_code, example.ladder_version)
    assert evaluate_placement(example.vector_input, ladder) == example.expected


@pytest.mark.parametrize(
    ("template", "block"),
    [(template, block) for template in list_templates() for block in template.blocks],
    ids=lambda part: getattr(part, "code", None) or str(getattr(part, "weeks", "")),
)
def test_every_block_makes_a_plan_within_its_level_and_its_doses(template, block):
    plan = plan_from_block(template, block, exercises=EXERCISES, ladder=get_ladder())
    assert block.backward_min.holds(plan.backward_min)
    assert plan.backward_min <= plan.level.minutes.target
    assert 2 <= plan.days_per_week <= plan.level.days_per_week.target
    for item in plan.items:
        assert item.exercise.level <= block.level
        assert item.exercise.code not in NEEDS_TYPED_REASON
        assert item.where.value == "clinic" or item.exercise.home is not HomeRule.NO
        # A template may start below a range: the page then asks for a tick.
        assert {one.kind for one in breaches(item.dose, item.exercise.limits)} <= {BreachKind.BELOW}


def test_the_eight_templates_are_listed_by_the_level_they_start_at():
    assert [t.code for t in list_templates()] == [
        "frail-high-risk",
        "aquatic",
        "post-stroke",
        "moderate-community",
        "parkinson",
        "treadmill",
        "knee-osteoarthritis",
        "maintenance",
    ]


def test_the_handout_says_everything_in_five_languages():
    handout = get_handout()
    assert handout.languages == LANGUAGES
    assert handout.text("card", "rounds", "fr") == "Séries"
    assert handout.text("card", "rounds", "pl") == "Rounds"
    assert next(iter(handout.texts("stop_signs"))) == "01"
    assert len(handout.weekdays["de"]) == 7
    assert len(handout.questions) == 19
    assert list_handouts() == (handout,)


def test_every_word_of_an_exercise_card_exists():
    handout = get_handout()
    for exercise in EXERCISES.values():
        assert exercise.home in handout.sections["home_badges"]
        assert exercise.support in handout.sections["support"]
        assert set(exercise.equipment) <= set(handout.sections["equipment"])


def test_placeholders_are_the_same_in_every_language():
    handout = get_handout()
    for texts in (t for section in handout.sections.values() for t in section.values()):
        found = {frozenset(re.findall(r"{\w+}", text)) for text in texts.values()}
        assert len(found) == 1
        assert found.pop() <= set(handout.placeholders)


@pytest.mark.parametrize(
    "get", [get_exercise, get_ladder, get_template, get_handout], ids=lambda get: get.__name__
)
def test_an_unknown_code_or_version_is_said(get: Callable[..., object]):
    with pytest.raises(UnknownDefinition):
        get("never-heard-of", None)
    code = {"get_exercise": "sit-to-stand", "get_ladder": "backward_walking"}.get(
        get.__name__, "frail-high-risk" if get is get_template else "patient_handout"
    )
    assert get(code, 1) == get(code)
    with pytest.raises(UnknownDefinition):
        get(code, 99)


def test_ladders_are_listed():
    assert list_ladders() == (get_ladder(),)


@pytest.mark.parametrize(
    "build",
    [
        exercise_definitions.build_exercise,
        ladder_definitions.build_ladder,
        template_definitions.build_template,
        handout_definitions.build_handout,
    ],
    ids=lambda build: build.__name__,
)
def test_an_incomplete_definition_is_refused_with_its_file(build):
    with pytest.raises(DefinitionRefused, match=r"x\.v1\.toml"):
        build(raw())


def test_an_exercise_whose_source_is_not_referenced_is_refused():
    with pytest.raises(DefinitionRefused, match="no reference for otago"):
        exercise_definitions.build_exercise(raw(sources=["otago"], references={}))


def test_a_handout_with_a_text_missing_in_one_language_is_refused():
    with pytest.raises(DefinitionRefused, match="every language"):
        handout_definitions.build_handout(
            raw(
                placeholders=[],
                sections={"card": {"rounds": {"en": "Rounds"}}},
                weekdays={"en": ["Mon"], "fr": ["Lun"]},
                questions=[],
            )
        )
