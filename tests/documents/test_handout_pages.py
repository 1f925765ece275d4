"""Whole handouts on paper: every language, both papers, every exercise of the library."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from clinic.catalogue.exercise_definitions import list_exercises
from clinic.catalogue.handout_definitions import get_handout
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.documents.handout_content import HandoutFacts, handout_content
from clinic.domain.checklists import ItemId
from clinic.domain.dose import Dose
from clinic.domain.plan import PlannedItem, RoutinePlan, Where
from clinic.domain.reading import HARDEST_FOR_PATIENTS, reading_grade
from clinic.locales import LANGUAGES
from reports import theme
from reports.content import Clinic
from reports.exercise_cards import card_pages
from reports.handout import render_handout
from reports.handout_asides import Waiting
from reports.page import PageSetter
from reports.theme import Paper
from reports.typefaces import missing_glyphs_as_errors
from tests.reports.pdf_reading import (
    page_texts,
    parent_tree_faults,
    pdfua_failures,
    sizes_by_page,
    sizes_of,
    told,
)

PAPERS = list(Paper)
FIVE = ("warm-up-march", "bw-worktop", "step-back-worktop", "tandem-stand", "sit-to-stand")
SIX = (*FIVE, "heel-raise-supported")
WORDY = frozenset({"fr", "de"})
MOST_PAGES = {14: 10, 18: 12, 22: 16}
FOOT = 55  # pt: two lines at 14 pt, with their rule


def item(exercise):
    """The exercise with the largest dose that may be prescribed."""
    limits = exercise.limits
    dose = {
        field.value: limits.range_of(field).target
        for field in limits.fields()
        if field.value in Dose.__dataclass_fields__
    }
    whole = {name: int(dose[name]) for name in ("sets", "reps", "hold_s") if name in dose}
    return PlannedItem(
        exercise=exercise,
        dose=Dose(**{**dose, **whole, "rest_s": limits.rest_s or 45}),
        where=Where.CLINIC_OR_HOME,
    )


def make_content(language, exercises, **changes):
    plan = RoutinePlan(
        level=get_ladder().level(3),
        items=tuple(item(exercise) for exercise in exercises),
        clinic_days=1,
        home_days=2,
    )
    facts = HandoutFacts(
        definition=get_handout(),
        clinic=Clinic(name="Harbour Lane", telephone="01632 960 144", emergency_number="112"),
        patient_name="Edith Marlowe",
        record_number="HL-0367",
        language=language,
        therapist="Ana Ribeiro",
        helper_name="Anna Marlowe",
        routine_number=4,
        plan=plan,
        triggered_items=frozenset(),
        effects=frozenset(),
        issued_on=date(2026, 4, 28),
    )
    return handout_content(replace(facts, **changes))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_no_card_is_cut_by_a_page_in_any_language(language, paper):
    content = make_content(language, list_exercises())
    setter = PageSetter(None, paper.size, theme.HANDOUT_MARGINS, FOOT)
    cut = set()
    for exercise, card in zip(list_exercises(), content.cards, strict=True):
        looks = theme.handout_looks(18, language)
        _, block = card_pages(setter, [card], looks, Waiting((), looks[0].bodies[0]))
        if block.height(setter.width) > setter.height:
            cut.add(exercise.code)
    assert cut == set()


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", ["en", "es", "zh-Hans", "fr", "de"])
def test_five_exercises_at_18_pt_are_eight_pages_and_nine_where_words_are_longest(language, paper):
    exercises = [exercise for exercise in list_exercises() if exercise.code in FIVE]
    warned = frozenset({ItemId("CS41"), ItemId("CS61")})
    content = make_content(language, exercises, triggered_items=warned)
    document = render_handout(content, paper)
    assert len(page_texts(document)) == (9 if language in WORDY else 8)
    assert {size for size in sizes_of(document, "") if size < 18} == {14}  # the foot's
    said = told(document)
    topics = (
        content.important, content.why, content.stop, content.call,
        content.before_start, content.safe_place, content.afterwards,
    )  # fmt: skip
    for topic in topics:
        texts = (topic.heading, *topic.items, *map(whole, topic.after))
        assert all("".join(text.split()) in said for text in texts)


@pytest.mark.parametrize("size", theme.HANDOUT_SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_five_exercises_with_their_questions_take_few_pages_more(language, size, tmp_path):
    exercises = [exercise for exercise in list_exercises() if exercise.code in FIVE]
    for paper in PAPERS:
        content = make_content(language, exercises, text_size=size, with_questions=True)
        with missing_glyphs_as_errors():
            document = render_handout(content, paper)
        assert len(page_texts(document)) <= MOST_PAGES[size]
        assert pdfua_failures(document, tmp_path) == []
        assert parent_tree_faults(document) == []
        said = told(document)
        for card in content.cards:
            assert all("".join(step.split()) in said for step in card.steps)
        for question in content.questions[:5]:
            assert "".join(whole(question).split()) in said
        for aside in content.asides:
            assert all(
                "".join(whole(line).split()) in said.replace("·", "") for line in aside.lines
            )


@pytest.mark.parametrize("size", theme.HANDOUT_SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_for_effort_are_explained_on_every_handout(language, size):
    scale = get_handout().texts("effort_anchors", language)
    for paper, count in product(PAPERS, (1, 5, 6)):
        exercises = [exercise for exercise in list_exercises() if exercise.code in SIX][:count]
        said = told(render_handout(make_content(language, exercises, text_size=size), paper))
        for number, anchor in scale.items():
            assert "".join(f"{number}{anchor}".split()) in said


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_at_22_pt_only_a_card_too_long_for_its_page_is_smaller(language, paper):
    exercises = [exercise for exercise in list_exercises() if exercise.code in FIVE]
    content = make_content(language, exercises, text_size=22, with_questions=True)
    document = render_handout(content, paper)
    cards = [card.count_line.replace("\u00a0", " ") for card in content.cards]
    for text, sizes in zip(page_texts(document), sizes_by_page(document), strict=True):
        smaller = sizes - {14}  # the foot's
        assert 22 in sizes or any(count in text for count in cards)
        assert min(smaller) >= (18 if any(count in text for count in cards) else 22)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_six_exercises_at_18_pt_take_one_page_more_than_five(language, paper):
    exercises = [exercise for exercise in list_exercises() if exercise.code in SIX]
    document = render_handout(make_content(language, exercises), paper)
    assert len(page_texts(document)) <= (10 if language in WORDY else 9)


def test_what_to_remember_and_the_words_stand_in_the_room_that_pages_have_left():
    exercises = [exercise for exercise in list_exercises() if exercise.code in FIVE]
    content = make_content("en", exercises)
    said = told(render_handout(content, Paper.A4)).replace("·", "")
    for aside in content.asides:
        assert all("".join(whole(line).split()) in said for line in aside.lines)
    handout = get_handout()
    kept = [handout.text("who_to_call", "next_visit"), *handout.texts("key_sentences").values()]
    kept += [handout.text("words", key) for key in ("wobble", "near_fall", "fall")]
    assert all("".join(text.split()) in said for text in kept)


def test_the_questions_are_those_of_the_reviewed_sheet_and_name_minutes_and_steps():
    content = make_content("en", list_exercises()[:1], with_questions=True)
    asked = [question.lead for question in content.questions]
    assert asked[0] == "How many minutes should I be active in a week?"
    assert "Will it stop me from falling?" in asked
    answers = {found.code: found.answer["en"] for found in get_handout().questions}
    assert {question.rest for question in content.questions} <= set(answers.values())
    assert make_content("en", list_exercises()[:1]).questions == ()


def test_every_topic_of_the_sheet_is_read_with_ease_in_english():
    content = make_content(
        "en",
        list_exercises()[:1],
        with_questions=True,
        triggered_items=frozenset({ItemId("CS41"), ItemId("CS61")}),
    )
    topics = [
        content.important, content.why, content.stop, content.call,
        content.before_start, content.safe_place, content.afterwards,
    ]  # fmt: skip
    texts = ["\n".join((*topic.items, *map(whole, topic.after))) for topic in topics]
    for text in [*texts, *map(whole, content.questions)]:
        assert reading_grade(text) <= HARDEST_FOR_PATIENTS, text


def whole(statement):
    return f"{statement.lead} {statement.rest}"
