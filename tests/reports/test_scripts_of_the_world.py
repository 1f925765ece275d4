"""Names and notes of the whole world: joined, turned and broken as their readers expect."""

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from reports import bidi, faces, scripts, typefaces
from reports.blocks.prose import parted, words
from reports.content import Paragraphs
from reports.handout import render_handout
from reports.progress_report import render_progress_report
from reports.shaping import shape
from reports.theme import Paper
from reports.typefaces import Span
from tests.reports.pdf_reading import (
    parent_tree_faults,
    pdfua_failures,
    told,
    told_pieces,
)
from tests.reports.samples import make_handout, make_report

NAMES = {
    "ar": "محمد عبد الله الأحمد",
    "he": "יעקב בן־דוד כהן",
    "hi": "नरेन्द्र कुमार द्विवेदी",
    "zh": "王小明 張偉",
    "ja": "佐藤さくら",
    "ko": "김철수",
    "el": "Ελένη Παπαδοπούλου",
    "und-Cyrl": "Наталья Щербакова",
}
MIXED = " / ".join(["Edith", *NAMES.values(), "(82)"])
NOTES = (
    "Seen with محمد عبد الله (born 1944), then told: «نعم، أفهم». BP 140/80.",
    "عمره 82 سنة. سقط مرتين يوم 3/5/2026، ويستخدم عصا (cane) عند الخروج من البيت. " * 4,
    "שָׁלוֹם, אשתו (Sarah Cohen) ברחוב הרצל 12.",
    "می\u200cشود",
    "रोगी को क्षत्रिय कॉलोनी में 3 बार कि।",
    "患者为 82 岁男性，与女儿（王小明）同住；最近 3 个月跌倒 2 次。",
    "ẹ́kọ́ Nguyễn",
)
LATIN = "abcXYZ"
TURNED = LATIN + "אבג" + "عمد" + "٣٤" + "0123" + " ()[]+-,.%/:"


@given(text=st.text(alphabet=TURNED, max_size=16), base=st.sampled_from([0, 1]))
def test_letters_turn_as_another_reader_of_the_standard_turns_them(text, base):
    kept = len(text.rstrip())
    levels = [*bidi.levels(text, base)[:kept], *(base for _ in text[kept:])]
    wanted = get_display(text, base_dir="R" if base else "L")
    assert "".join(bidi.in_visual_order(text, levels)) == wanted


def test_a_mark_and_a_joiner_turn_with_the_letter_before_them():
    assert bidi.levels("a ש\u05b8\u05c1", 0) == (0, 0, 1, 1, 1)
    assert bidi.levels("م\u200cد", 0) == (1, 1, 1)


def test_the_first_strong_letter_gives_a_paragraph_its_direction():
    assert bidi.base_level("82: שרה") == 1
    assert bidi.base_level("82: Sarah שרה") == 0
    assert bidi.base_level("82") == 0


@pytest.mark.parametrize("name", [*NAMES.values(), MIXED])
def test_a_name_of_any_script_is_printed_and_told_in_its_order(name, tmp_path):
    for document in (
        render_handout(make_handout(patient_name=name, foot=name), Paper.A4),
        render_progress_report(make_report(patient_name=name, title=f"Report: {name}"), Paper.A4),
    ):
        assert "".join(name.split()) in told(document)
        assert pdfua_failures(document, tmp_path) == []
        assert parent_tree_faults(document) == []


def test_notes_of_many_scripts_are_told_letter_by_letter(tmp_path):
    document = render_progress_report(
        make_report(notes=(Paragraphs(heading="Notes", texts=NOTES),)), Paper.A4
    )
    said = told(document)
    for note in NOTES:
        assert "".join(note.split()) in said
    assert pdfua_failures(document, tmp_path) == []


@pytest.mark.parametrize(("language", "name"), NAMES.items())
def test_a_foreign_piece_says_its_language(language, name):
    document = render_handout(make_handout(patient_name=f"Edith {name}"), Paper.A4)
    pieces = {(found, text.strip()) for found, text in told_pieces(document)}
    first = name.split()[0]
    assert any(found == language and first[0] in text for found, text in pieces)
    assert not any(found == language and "Edith" in text for found, text in pieces)


def test_chinese_in_a_chinese_document_needs_no_mark():
    document = render_handout(make_handout(patient_name="王小明", language="zh-Hans"), Paper.A4)
    assert {language for language, _ in told_pieces(document)} == {""}


def test_the_same_mixed_content_gives_the_same_bytes_whatever_was_printed_before():
    def once():
        return render_handout(make_handout(patient_name=MIXED), Paper.A4)

    first = once()
    render_handout(make_handout(patient_name="قبل ذلك שם אחר श्री"), Paper.A4)
    assert once() == first


def test_arabic_letters_join_and_the_first_stands_at_the_right():
    shaped = shape("محمد", "Arabic", True)
    assert [glyphs.x for glyphs in shaped.glyphs] == sorted(
        (glyphs.x for glyphs in shaped.glyphs), reverse=True
    )
    alone = shape("م", "Arabic", True).glyphs[0].text
    assert alone not in [glyphs.text for glyphs in shaped.glyphs]


def test_a_hindi_vowel_written_before_its_letter_is_told_after_it():
    (syllable,) = [glyphs for glyphs in shape("कि", "Devanagari", False).glyphs if glyphs.says]
    assert syllable.says == "कि"


def test_a_bracket_turns_round_with_the_text_it_stands_in():
    opened = shape("(", "Atkinson", True).glyphs[0].text
    assert opened != shape("(", "Atkinson", False).glyphs[0].text


def test_a_paragraph_from_right_to_left_is_set_so_and_one_from_left_to_right_is_not():
    (hebrew,) = typefaces.break_lines([Span("שרה (82)")], 10, 500)
    (latin,) = typefaces.break_lines([Span("Sarah שרה (82)")], 10, 500)
    assert hebrew.from_right
    assert not latin.from_right
    assert max(hebrew.runs, key=lambda run: run.x).text.startswith("שרה")


def test_words_of_any_script_stay_within_their_column():
    for note in NOTES:
        for line in typefaces.break_lines([Span(note)], 18, 200):
            assert line.width <= 200 + 18 * 0.3


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("请停止，坐下。", ["请", "停", "止，", "坐", "下。"]),
        ("（王）", ["（王）"]),
        ("“有人”", ["“有", "人”"]),
        ("0–10分", ["0–10", "分"]),
        ("박지성", ["박지성"]),
        ("worktop", ["worktop"]),
    ],
)
def test_chinese_breaks_between_letters_but_not_before_its_full_stop(text, parts):
    assert list(scripts.breakable_parts(text)) == parts


def test_a_number_stays_with_its_chinese_unit():
    for room in range(60, 200, 7):
        lines = typefaces.break_lines(
            [Span("距离这段路 3 米以内，每 20 分钟休息 1 次。")], 18, room
        )
        texts = ["".join(run.text for run in line.runs) for line in lines]
        assert not any(text.rstrip().endswith(("3", "20", "1")) for text in texts), texts


def test_no_chinese_letter_stands_alone_on_a_last_line():
    text = "请先告诉我们，再继续练习。"
    for room in range(60, 260, 5):
        *_, last = typefaces.break_lines([Span(text)], 18, room)
        assert len("".join(run.text for run in last.runs)) > 2


def test_latin_and_figures_in_a_chinese_sentence_keep_their_typeface():
    pieces = faces.by_font("打分（0–10）TUG", strong=False)
    assert pieces == (
        ("Chinese", "打分（"),
        ("Atkinson", "0–10"),
        ("Chinese", "）"),
        ("Atkinson", "TUG"),
    )


def test_a_rare_name_is_set_whole_in_the_typeface_that_has_all_of_it():
    assert faces.by_font("김小", strong=True) == (("Rare", "김小"),)


def test_plain_latin_asks_no_other_typeface(monkeypatch):
    def asked(*_):
        raise AssertionError("another typeface was asked")

    for name in ("_by_font", "_faces_for"):
        monkeypatch.setattr(faces, name, asked)
    words = "Anastasia’s “worktop”, 3–5 m: Zoë, Łucja."
    (line,) = typefaces.break_lines([Span(words)], 18, 5000)
    assert [run.font for run in line.runs] == ["Atkinson"]


@pytest.mark.parametrize(
    "text",
    ["م" * 6000, "क्षि" * 1500, "a" + "\u0301" * 3000, "(א) [ب] " * 800, "患者，" * 2000],
    ids=["arabic", "hindi", "marks", "brackets", "chinese"],
)
def test_a_text_without_end_is_set_whole_within_its_column(text):
    lines = typefaces.break_lines([Span(text)], 10, 300)
    assert "".join(run.text for line in lines for run in line.runs).split() == text.split()
    assert max(line.width for line in lines) <= 300 + 10


def test_a_line_never_begins_with_a_mark():
    first, *others = typefaces.break_lines([Span("ẹ́" * 300)], 18, 200)
    for line in others:
        assert not scripts.MARK.match("".join(run.text for run in line.runs))
    assert first.width <= 200


def test_many_unprintable_signs_are_counted_instead_of_spelled():
    token = faces._missing_glyphs_are_errors.set(False)
    said = faces.printable("🧟" * 2000)
    faces._missing_glyphs_are_errors.reset(token)
    assert said == "[2000 signs that cannot be printed]"


@pytest.mark.parametrize(
    "name", ["علي بن محمد الهاشمي رقم ١٢٣ абв—Éλ", "אברהם (Avi) / בן-דוד 3.5", "عمد 12", "Edith"]
)
def test_the_foot_runs_as_the_document_does_and_the_name_in_it_as_its_own_letters(name):
    number, day = "HL-0365", "26 November 2026"
    (line,) = typefaces.break_lines(parted(f"{name} · {number} · {day}", name), 14, 1000)
    (alone,) = typefaces.break_lines(words(name), 14, 1000)
    assert not line.from_right
    seen = "".join(run.text for run in sorted(line.runs, key=lambda run: run.x))
    assert seen.endswith(f" · {number} · {day}")
    of_name = [run for run in line.runs if run.x < alone.width]
    assert [round(run.x, 3) for run in of_name][: len(alone.runs)] == [
        round(run.x, 3) for run in alone.runs
    ]


@pytest.mark.parametrize("number", ["א-12", "12-ع", "HL-0365"])
def test_a_record_number_turns_no_day_round(number):
    line = f"Edith Marlowe · {number} · 26 November 2026"
    (found,) = typefaces.break_lines(parted(line, "Edith Marlowe"), 14, 1000)
    assert "".join(run.text for run in found.runs) == line
    last = max(found.runs, key=lambda run: run.x)
    assert last.text.endswith("26 November 2026")


@given(
    parts=st.lists(st.tuples(st.booleans(), st.text(alphabet=TURNED, min_size=1, max_size=6))),
    base=st.sampled_from([0, 1]),
)
def test_what_stands_apart_is_turned_as_the_standards_isolates_are(parts, base):
    found = bidi.levels_of_stretches(parts, base)
    assert len(found) == sum(len(said) for _, said in parts)
    outside = [
        level
        for level, apart in zip(found, (apart for apart, said in parts for _ in said), strict=True)
        if not apart
    ]
    replaced = "".join("\ufffc" if apart else said for apart, said in parts)
    kept = [
        level
        for level, letter in zip(bidi.levels(replaced, base), replaced, strict=True)
        if letter != "\ufffc"
    ]
    assert outside == kept
