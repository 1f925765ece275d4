"""Each row of the table in the security specification: what was typed is what is printed."""

import ast
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from reports import faces, theme, typefaces
from reports.content import ExerciseCard, Paragraphs, Statement
from reports.handout import render_handout
from reports.progress_report import render_progress_report
from reports.theme import Paper
from tests.reports.pdf_reading import pdfua_failures, words_of
from tests.reports.samples import make_card, make_handout, make_report

PICTURE = Path(__file__).with_name("samples.py").resolve()
HOSTILE = [
    '<img src="/etc/hostname"/>',
    f'<img src="{PICTURE}"/>',
    f'<img src="file://{PICTURE}"/>',
    '<img src="data:image/png;base64,AAAA"/>',
    '<img src="http://127.0.0.1:9/x.png"/>',
    '<img src="/does/not/exist.png"/>',
    "<b>open",
    "</para>",
    "a<b and c>d",
    "BP 120<x",
    "reports <moderate> pain",
    "R&D",
    "&amp; &lt; &#60;",
    '<a href="javascript:alert(1)">here</a>',
    '<a href="file:///etc/passwd">here</a>',
    '<font color="white">hidden</font>',
    '<font size="14" color="red">CLEARED FOR STAIRS</font>',
    '<font color="[x for x in [1]][0]">x</font>',
    '<unichar code="65"/>',
    "<onDraw name=os.system label=id/>",
    "{{ 7 * 7 }} {% raw %} ${x} %s {p} {n}",
    "(parentheses) \\backslash\\ (unbalanced",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_was_typed_is_printed_and_does_nothing(typed, tmp_path):
    wanted = "".join(typed.split())
    handout = render_handout(
        make_handout(
            patient_name=typed,
            cards=(make_card(name=typed, steps=(typed,), badge=typed),),
        ),
        Paper.A4,
    )
    report = render_progress_report(
        make_report(
            title=typed,
            summary=Statement(lead=typed, rest=typed),
            notes=(Paragraphs(heading=typed, texts=(typed,)),),
        ),
        Paper.A4,
    )
    for document, times in ((handout, 4), (report, 5)):
        assert words_of(document).count(wanted) >= times
        assert pdfua_failures(document, tmp_path) == []
        reader = PdfReader(BytesIO(document))
        assert not any("/Annots" in page for page in reader.pages)
        assert not any(page.images for page in reader.pages)


def test_control_and_direction_characters_are_taken_out():
    assert theme.text("a\x00b\x1b[31m\u202ec\u200bd\ufeff\tE\r\nF\u2028G") == "ab[31mcd E\nF G"


def test_a_text_that_cannot_be_encoded_is_printed_without_its_broken_half():
    assert theme.text("a\ud800b") == "ab"


def test_a_text_beyond_all_measure_is_cut_and_says_so():
    cut = theme.text("x" * 50_000)
    assert cut.startswith("x" * 40_000)
    assert cut.endswith("[cut here: 10000 more characters are in the record]")


def test_forty_thousand_characters_are_set_without_delay_or_loss():
    note = "word " * 8000
    document = render_progress_report(
        make_report(notes=(Paragraphs(heading="Notes", texts=(note,)),)), Paper.A4
    )
    assert words_of(document).count("word") >= 8000


@pytest.mark.parametrize("letter", ["🦿", "தமிழ்", "\ue000"])
def test_a_missing_glyph_is_an_error_here(letter):
    with pytest.raises(faces.MissingGlyph, match="U\\+"):
        render_handout(make_handout(patient_name=letter), Paper.A4)


@pytest.mark.parametrize(
    ("letters", "sound", "points"),
    [
        ("தமிழ்", "[tmil]", "U+0BA4 U+0BAE U+0BBF U+0BB4 U+0BCD"),
        ("🦿", "[:mechanical_leg:]", "U+1F9BF"),
        ("\ue000", "[U+E000]", "U+E000"),
    ],
)
def test_a_missing_glyph_is_named_on_paper_and_logged_in_the_clinic(
    letters, sound, points, tmp_path, caplog
):
    token = faces._missing_glyphs_are_errors.set(False)
    document = render_handout(make_handout(patient_name=f"Ann {letters} Lee"), Paper.A4)
    faces._missing_glyphs_are_errors.reset(token)
    assert f"Ann{sound}Lee" in words_of(document)
    assert points in caplog.text
    assert "Ann" not in caplog.text
    assert pdfua_failures(document, tmp_path) == []


def test_joiners_are_kept_only_between_letters_that_they_join():
    assert theme.text("می\u200cشود") == "می\u200cشود"
    assert theme.text("a\u200cb \u200dم") == "ab م"


def test_nothing_in_reports_parses_markup():
    forbidden = {"Paragraph", "XPreformatted", "ParaParser", "paraparser", "renderPM"}
    for source in Path(typefaces.__file__).parent.rglob("*.py"):
        tree = ast.parse(source.read_text(encoding="utf-8"))
        names = {
            *(node.id for node in ast.walk(tree) if isinstance(node, ast.Name)),
            *(node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)),
            *(alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
              for alias in node.names),
        }  # fmt: skip
        assert not names & forbidden, source.name


def test_a_card_is_plain_text_throughout():
    assert all(field != "markup" for field in ExerciseCard.__dataclass_fields__)
