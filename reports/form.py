"""A form on paper: sentences, questions with boxes or lines, signatures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlab.lib.units import mm

from reports import theme
from reports.blocks.base import Block
from reports.blocks.choices import ChoiceBoxes
from reports.blocks.entry import WritingLines
from reports.blocks.frames import SideBySide, Together
from reports.blocks.lists import ItemList
from reports.blocks.prose import Prose, parted, words
from reports.blocks.tables import Cell, Column, DataTable
from reports.document import Document, PageLook, in_bold
from reports.letterhead import ClinicRule, logo_over
from reports.sheet_content import FormChoice, FormContent, FormLine, FormPart, FormTable
from reports.theme import FormLook, Paper

BESIDE = 8 * mm
SIDES = 2
# Letters of an answer that stands beside its question, with the others.
SHORT_ANSWER = 4


def render_form(content: FormContent, paper: Paper) -> bytes:
    """The form as PDF/UA-1; no question is parted from its boxes. The same content, same bytes.

    A form in large print is set so that it fits one sheet, both sides, where it can; one for the
    clipboard so that it fits one page. Its parts are kept whole where that takes no more.

    Raises:
        MissingGlyph: only inside `typefaces.missing_glyphs_as_errors()`.
    """
    most = SIDES if content.is_large else 1
    best, fewest = b"", 0
    for look, shown in _ways(content):
        pdf, pages = _render(
            shown, paper, replace(look, body=theme.airy(look.body, content.language))
        )
        if not best or pages < fewest:
            best, fewest = pdf, pages
        if pages <= most:
            break
    return best


def _ways(content: FormContent) -> Iterator[tuple[FormLook, FormContent]]:
    """How the form may be set: with its parts whole first, then with parts that may be divided."""
    if any(part.is_whole for part in content.parts):
        for look in _looks(content):
            yield look, content
    divided = tuple(replace(part, is_whole=False) for part in content.parts)
    for look in _looks(content):
        yield look, replace(content, parts=divided)


def _looks(content: FormContent) -> tuple[FormLook, ...]:
    if content.is_large:
        return theme.LARGE_FORMS
    # A checklist is set a little tighter where that saves a page, such as one for signatures alone.
    return theme.CLIPBOARD_FORMS if content.one_page else theme.CLIPBOARD_FORMS[:2]


def _render(content: FormContent, paper: Paper, look: FormLook) -> tuple[bytes, int]:
    document = Document(
        content,
        paper,
        PageLook(margins=look.margins, foot=look.foot, rule=1),
        name=content.patient_name,
        left=[*in_bold(content.numbers), content.foot],
        right=[content.labels.page, content.version_code],
    )
    blocks = _head(content, look)
    *parts, last = [_part(part, look) for part in content.parts]
    for part in parts:
        blocks += part
    blocks += _signed(last, content, look)
    return document.finish(blocks), document.page_count


def _head(content: FormContent, look: FormLook) -> list[Block]:
    clinic = content.clinic
    contact = " · ".join(part for part in (clinic.name, clinic.telephone) if part)
    return [
        *logo_over(clinic),
        Prose(words(contact), look.foot),
        Prose(words(content.title), look.title, role="H1", space_before=look.gap / 2),
        Prose(parted(content.identity, content.patient_name), look.body, space_before=look.gap / 2),
        ClinicRule(clinic, line=1.5, space_before=look.gap),
    ]


def _part(part: FormPart, look: FormLook) -> list[Block]:
    blocks: list[Block] = []
    if part.heading:
        heading = words(part.heading)
        blocks.append(Prose(heading, look.heading, role="H2", space_before=look.gap * 1.5))
    if len(part.texts) == 1:
        blocks.append(Prose(words(part.texts[0]), look.body, space_before=look.gap / 2))
    elif part.texts:
        items = [words(text) for text in part.texts]
        blocks.append(ItemList(items, look.body, indent=look.tick, space_before=look.gap / 2))
    if part.table is not None:
        blocks.append(_table(part.table, space_before=look.gap / 2))
    for row in _rows(part.questions, part.in_a_row):
        asked = [_question(one, look, beside=max(row, key=_length).text) for one in row]
        blocks.append(asked[0] if len(asked) == 1 else _beside(asked, look))
    return [Together(blocks, space_before=blocks[0].space_before)] if part.is_whole else blocks


def _table(table: FormTable, *, space_before: float) -> Block:
    columns = [Column(head=head) for head in table.heads]
    rows = [[Cell(text=text) for text in row] for row in table.rows]
    return DataTable(columns, rows, space_before=space_before)


def _rows(questions: Sequence[FormLine], most: int) -> list[tuple[FormLine, ...]]:
    """The questions a row each, short neighbours in one."""
    rows: list[tuple[FormLine, ...]] = []
    for question in questions:
        before = rows[-1] if rows else ()
        if question.is_short and 0 < len(before) < most and before[0].is_short:
            rows[-1] = (*before, question)
        else:
            rows.append((question,))
    return rows


def _beside(blocks: Sequence[Block], look: FormLook) -> Block:
    return SideBySide([[block] for block in blocks], gap=BESIDE, space_before=look.gap)


def _question(question: FormLine, look: FormLook, *, beside: str = "") -> Block:
    if not question.choices:
        return WritingLines(
            question.text,
            look.body,
            lines=question.lines,
            answer=question.answer,
            line_height=look.line,
            beside=beside,
            space_before=look.gap,
        )
    asked: list[Block] = []
    if question.text:
        asked.append(Prose(words(question.text), look.body))
    if question.note:
        asked.append(Prose(words(question.note), look.note, space_before=look.gap / 4))
    if question.actions:
        asked.append(_boxes(question.actions, look))
    answers = _boxes(question.choices, look)
    share = look.answers_beside * len(question.choices)
    if asked and share and max(map(_letters, question.choices)) <= SHORT_ANSWER:
        shares = (1 - min(share, 0.5), min(share, 0.5))
        return SideBySide([asked, [answers]], shares=shares, gap=BESIDE / 2, space_before=look.gap)
    return Together([*asked, answers], space_before=look.gap)


def _boxes(choices: Sequence[FormChoice], look: FormLook) -> Block:
    return ChoiceBoxes(choices, look.body, box=look.tick, space_before=look.gap / 3)


def _letters(choice: FormChoice) -> int:
    return len(choice.text)


def _length(question: FormLine) -> int:
    return len(question.text)


def _signed(part: list[Block], content: FormContent, look: FormLook) -> list[Block]:
    """The last part, on one page with the signatures under it where there are some."""
    if not content.signatures:
        return part
    signatures = FormPart(heading="", questions=content.signatures)
    return [Together([*part, *_part(signatures, look)], space_before=look.gap)]
