from datetime import date
from decimal import Decimal

import pytest

from clinic.catalogue.exercise_definitions import get_exercise
from clinic.catalogue.handout_definitions import get_handout
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.documents.handout_content import HandoutFacts, handout_content
from clinic.documents.printing import Kind, print_content
from clinic.domain.checklists import Effect, ItemId
from clinic.domain.dose import Dose
from clinic.domain.plan import PlannedItem, RoutinePlan, Where
from reports.content import Clinic, Statement
from reports.typefaces import missing_glyphs_as_errors
from tests.reports.pdf_reading import page_texts, pdfua_failures, told_pieces


def item(code, where=Where.CLINIC_OR_HOME, **dose):
    return PlannedItem(exercise=get_exercise(code), dose=Dose(**dose), where=where)


WALK = item("bw-worktop", sets=6, distance_m=Decimal(3), duration_min=Decimal(4), rest_s=45)
RAIL = item("bw-fingertip-rail", sets=9, distance_m=Decimal(5))
STAND = item("sit-to-stand", sets=2, reps=8, rest_s=60)
BARS = item("bw-parallel-bars", Where.CLINIC, sets=5, distance_m=Decimal("2.5"))
CAUTIOUS = item("bw-obstacles", Where.CLINIC, sets=2)


def make_facts(*items, **changes):
    values = {
        "definition": get_handout(),
        "clinic": Clinic(name="Harbour Lane", telephone="01632 960 144", emergency_number="112"),
        "patient_name": "Edith Marlowe",
        "record_number": "HL-0367",
        "language": "en",
        "therapist": "Ana Ribeiro",
        "helper_name": "",
        "routine_number": 4,
        "plan": RoutinePlan(
            level=get_ladder().level(3), items=items or (WALK, STAND), clinic_days=1, home_days=2
        ),
        "triggered_items": frozenset(),
        "effects": frozenset(),
        "issued_on": date(2026, 4, 28),
    }
    return HandoutFacts(**(values | changes))


def content(*items, **changes):
    return handout_content(make_facts(*items, **changes))


def test_the_plan_stands_in_large_numbers():
    numbers = {figure.note: figure.number for figure in content().plan_figures}
    assert numbers["Days a week"] == "3"
    assert numbers["Minutes in total"] == "4"


def test_placeholders_are_filled_in():
    said = str(content())
    assert "01632\\xa0960\\xa0144" in said
    assert not any(placeholder in said for placeholder in get_handout().placeholders if
                   placeholder not in ("{p}", "{n}"))  # fmt: skip


@pytest.mark.parametrize(
    ("item_id", "words"),
    [("CS41", "You take a blood thinner."), ("CS61", "Check your blood sugar before you start.")],
)
def test_a_finding_of_the_screen_has_its_line(item_id, words):
    warned = content(triggered_items=frozenset({ItemId(item_id)}))
    assert any(line.startswith(words) for line in warned.important.items)
    assert not any(line.startswith(words) for line in content().important.items)


@pytest.mark.parametrize("key", ["no_stairs", "no_home_treadmill", "eyes_open"])
def test_what_nobody_may_do_is_always_named(key):
    assert get_handout().text("warnings", key) in content().important.items[-1]


def test_a_sheet_that_can_be_larger_says_so():
    offer = get_handout().text("titles", "larger_print")
    assert offer in content(text_size=18).cover_lines[-1]
    assert offer not in content(text_size=22).cover_lines[-1]


def test_remember_stands_over_the_key_sentences_and_not_over_warnings():
    said = content()
    assert said.important.heading == ""
    kept = [line for aside in said.asides for line in aside.lines if line.lead == "Remember:"]
    assert " ".join(line.rest for line in kept) == " ".join(
        get_handout().texts("key_sentences").values()
    )


def test_clinic_only_is_said_once_when_it_holds_for_all():
    assert content(BARS).important.items[0] == "Only in the clinic, with your therapist."
    assert "Only in the clinic, with your therapist." not in content(BARS, WALK).important.items


def test_alone_is_said_only_where_it_holds_for_all():
    assert "You may do this alone" in content(RAIL, STAND).important.items[0]
    assert not any("alone" in line for line in content(RAIL, WALK).important.items)


def test_the_helper_is_asked_for_once_when_every_exercise_needs_one():
    assert "helper beside you" in content(WALK).important.items[0]


def test_a_card_names_dose_rest_days_effort_help_and_what_is_needed():
    card = content(WALK).cards[0]
    assert [(figure.number, figure.note) for figure in card.figures] == [
        ("6", "Rounds"),
        ("3\u00a0m", "Distance"),
        ("4", "Minutes in total"),
    ]
    assert Statement(lead="Rest between rounds (seconds):", rest="45") in card.facts
    assert Statement(lead="Days a week:", rest="3") in card.facts
    leads = [fact.lead for fact in card.facts]
    assert leads[-3:] == ["How hard it should feel (0–10):", "Help:", "You need:"]
    assert card.stop.items


def test_an_exercise_for_the_clinic_says_so():
    assert content(BARS).cards[0].badge.startswith("Only in the clinic")


def test_who_may_not_walk_backward_alone_is_told_to_have_the_helper():
    supervised = content(RAIL, STAND, effects=frozenset({Effect.SUPERVISED_ONLY}))
    assert supervised.cards[0].badge == "Only with your helper within arm’s reach."
    assert supervised.cards[1].badge == content(RAIL, STAND).cards[1].badge


def test_a_helper_is_named_on_the_cover():
    assert "My helper: Anna Marlowe" in content(helper_name="Anna Marlowe").cover_lines


@pytest.mark.parametrize(
    ("language", "title", "day", "distance"),
    [
        ("es", "Caminar hacia atrás con seguridad", "28 de abril de 2026", "2,5\u00a0m"),
        ("fr", "Marcher à reculons en toute sécurité", "28 avril 2026", "2,5\u00a0m"),
        ("de", "Sicher rückwärts gehen", "28. April 2026", "2,5\u00a0m"),
        ("zh-Hans", "安全倒走", "2026 年 4 月 28 日", "2.5\u00a0m"),
        ("xx", "Walking backward safely", "28 April 2026", "2.5\u00a0m"),
    ],
)
def test_the_sheet_is_in_the_patients_language_where_it_can_be_printed(
    language, title, day, distance
):
    said = content(BARS, language=language)
    assert said.title == title
    assert any(day in line for line in said.cover_lines)
    assert distance in [figure.number for figure in said.cards[0].figures]


@pytest.mark.parametrize("language", ["en", "es", "fr", "de"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_language_prints_whole_with_plan_and_stop_page_on_one_sheet(
    language, paper, tmp_path
):
    said = content(
        WALK, STAND, BARS, language=language,
        triggered_items=frozenset({ItemId("CS41"), ItemId("CS61")}), helper_name="Anna Marlowe",
    )  # fmt: skip
    with missing_glyphs_as_errors():
        document = print_content(Kind.HANDOUT, said, paper)
    texts = page_texts(document)
    assert said.stop.heading.replace("\u00a0", " ") in texts[1]
    # French needs more room than a page has; the calls follow on the next, never before.
    assert said.call.heading.replace("\u00a0", " ") in texts[1] + texts[2]
    assert pdfua_failures(document, tmp_path) == []


def test_every_exercise_of_the_library_has_a_card_that_prints():
    from clinic.catalogue.exercise_definitions import list_exercises

    for exercise in list_exercises():
        planned = PlannedItem(exercise=exercise, dose=Dose(sets=2), where=Where.CLINIC)
        card = content(planned).cards[0]
        assert card.name
        assert 1 <= len(card.steps) <= 6


CONDITIONS = (
    (ItemId("CS41"), "Any knock to the head = emergency care even if well. Handout line added."),
    (ItemId("CS44"), "Firm shoes, fingertips, no soft floor, inspect feet each week."),
    (ItemId("CS52"), "Toilet first; short bouts."),
)


def test_what_the_cautions_ask_stands_on_the_sheet_for_helper_and_clinic():
    assert [(said.lead, said.rest) for said in content(conditions=CONDITIONS).important.after] == [
        ("For your helper and your clinic:", CONDITIONS[1][1]),
        ("", CONDITIONS[2][1]),
    ]


@pytest.mark.parametrize(
    ("language", "lead"),
    [
        ("es", "Tenga en cuenta (English):"),
        ("fr", "Attention (English)\u00a0:"),
        ("de", "Bitte beachten (English):"),
        ("zh-Hans", "注意事项 (English)："),
    ],
)
def test_conditions_are_told_in_therapists_english_and_marked_so_where_none_is_translated(
    language, lead
):
    said = content(conditions=CONDITIONS, language=language)
    assert [(one.lead, one.rest) for one in said.important.after] == [
        (lead, CONDITIONS[1][1]),
        ("", CONDITIONS[2][1]),
    ]
    document = print_content(Kind.HANDOUT, said, "a4")
    in_english = "".join(text for spoken, text in told_pieces(document) if spoken == "en")
    assert "".join(CONDITIONS[1][1].split()) in "".join(in_english.split())
    assert "".join(lead.split()) not in "".join(in_english.split())


def test_without_conditions_the_sheet_says_nothing_of_them():
    assert content().important.after == ()
    assert content(conditions=CONDITIONS[:1]).important.after == ()


def leads(card):
    return {fact.lead: fact.rest for fact in card.facts}


@pytest.mark.parametrize(
    ("language", "lead"), [("en", "Take care:"), ("de", "Bitte beachten (English):")]
)
def test_a_card_names_the_conditions_of_its_own_cautions_alone(language, lead):
    cards = content(WALK, CAUTIOUS, conditions=CONDITIONS, language=language).cards
    assert lead not in leads(cards[0])
    assert leads(cards[1])[lead] == CONDITIONS[1][1]


def test_a_card_names_what_the_checklist_of_its_place_asks():
    asked = (ItemId("TM07"), "Second person beside the belt.")
    belt = item("treadmill-bw-rail", Where.CLINIC, sets=2)
    cards = content(WALK, belt, conditions=(asked,)).cards
    assert "Take care:" not in leads(cards[0])
    assert leads(cards[1])["Take care:"] == "Second person beside the belt."
