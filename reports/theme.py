"""Every size, colour and measure of paper, and the one door for text from outside."""

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm

from reports.scripts import JOINERS, SHAPED

# Longer than any note a person writes; printing it takes well under a second.
LONGEST_TEXT: Final = 40_000
SHORT_TEXT: Final = 400
DROPPED_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs"})
_STRAY_JOINER: Final = re.compile(
    f"(?<!{SHAPED.pattern})[{JOINERS}]|[{JOINERS}](?!{SHAPED.pattern})"
)


class Paper(Enum):
    """Paper sizes, width and height in pt."""

    A4 = ("A4", 210 * mm, 297 * mm)
    LETTER = ("Letter", 612.0, 792.0)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pt."""
        return self.value[1], self.value[2]


@dataclass(frozen=True, kw_only=True, slots=True)
class TextStyle:
    """How a text is set: size and line height in pt, weight, colour."""

    size: float
    leading: float
    strong: bool = False
    soft: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Margins:
    """Empty edges of a page in pt; the binding side is the left one."""

    top: float
    right: float
    bottom: float
    left: float


INK: Final[Color] = HexColor("#000000")
SOFT_INK: Final[Color] = HexColor("#3b3a36")
HAIRLINE: Final[Color] = HexColor("#b9b6ab")
AXIS: Final[Color] = HexColor("#55534b")
BASELINE: Final[Color] = HexColor("#77746a")
ERROR_BAND: Final[Color] = HexColor("#e3e1d8")
CUT_OFF: Final[Color] = HexColor("#8c1414")
BETTER: Final[Color] = HexColor("#114c33")
EVENT: Final[Color] = HexColor("#3b3a36")
PAUSED: Final[Color] = HexColor("#b9b6ab")
PICTURE_MID: Final[Color] = HexColor("#8c8c8c")
PICTURE_LIGHT: Final[Color] = HexColor("#d9d9d9")
WHITE: Final[Color] = HexColor("#ffffff")

# Large print: 18 pt is the least for what a patient reads; page foot 14 pt, telephones 24 pt.
# Source: RNIB and Hampshire large-print guidance, as cited in the programme's layout table.
HANDOUT_MARGINS: Final = Margins(top=16 * mm, right=20 * mm, bottom=14 * mm, left=25 * mm)
HANDOUT_TITLE: Final = TextStyle(size=28, leading=32, strong=True)
HANDOUT_HEADING: Final = TextStyle(size=22, leading=27, strong=True)
HANDOUT_BODY: Final = TextStyle(size=18, leading=25)
HANDOUT_CARD_TITLE: Final = TextStyle(size=24, leading=28, strong=True)
HANDOUT_NUMBER: Final = TextStyle(size=32, leading=34, strong=True)
HANDOUT_PHONE: Final = TextStyle(size=24, leading=27, strong=True)
HANDOUT_FOOT: Final = TextStyle(size=14, leading=18)


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoutLook:
    """The sizes of one handout; a page is set in the first of `bodies` that fits it."""

    bodies: tuple[TextStyle, ...]
    title: TextStyle = HANDOUT_TITLE
    heading: TextStyle = HANDOUT_HEADING
    card_title: TextStyle = HANDOUT_CARD_TITLE
    number: TextStyle = HANDOUT_NUMBER
    phone: TextStyle = HANDOUT_PHONE
    foot: TextStyle = HANDOUT_FOOT


# Which sizes of text may be chosen for a handout, in pt.
HANDOUT_SIZES: Final = (14, 18, 22)
# What would be cut by a page is set smaller, but not below 18 pt unless 14 pt was chosen.
_SMALLER: Final = {22: 18}
_SIZES_TRIED: Final = {14: (14,), 18: (18,), 22: (22, 20)}
# Line heights as parts of the size, from airy to tight. Source: language.md, typography: Chinese
# letters fill their line and need more room between lines.
_LEADINGS: Final = (1.39, 1.3, 1.22)
_CHINESE_LEADINGS: Final = (1.6, 1.5, 1.42)
_OTHER_STYLES: Final = {
    14: {
        "title": TextStyle(size=24, leading=28, strong=True),
        "heading": TextStyle(size=18, leading=22, strong=True),
        "card_title": TextStyle(size=18, leading=22, strong=True),
        "number": TextStyle(size=24, leading=26, strong=True),
    },
    22: {
        "title": TextStyle(size=32, leading=36, strong=True),
        "heading": TextStyle(size=26, leading=31, strong=True),
        "card_title": TextStyle(size=28, leading=33, strong=True),
        "number": TextStyle(size=36, leading=38, strong=True),
        "phone": TextStyle(size=26, leading=30, strong=True),
    },
}


def is_chinese(language: str) -> bool:
    """Whether a document in this language is set in Chinese letters."""
    return language.partition("-")[0] == "zh"


def handout_looks(size: int, language: str) -> tuple[HandoutLook, ...]:
    """The sizes of a handout whose text was chosen to be this large, then smaller ones.

    Args:
        size: one of `HANDOUT_SIZES`, in pt.
        language: of the document.
    """
    leadings = _CHINESE_LEADINGS if is_chinese(language) else _LEADINGS
    bodies = tuple(
        TextStyle(size=tried, leading=round(tried * leading, 1))
        for tried in _SIZES_TRIED[size]
        for leading in leadings
    )
    look = HandoutLook(bodies=bodies, **_OTHER_STYLES.get(size, {}))
    return (look, *(handout_looks(_SMALLER[size], language) if size in _SMALLER else ()))


def tightest(look: HandoutLook, size: float) -> TextStyle:
    """The text of this size, in pt, with the least room between its lines."""
    return [body for body in look.bodies if body.size == size][-1]


def airy(style: TextStyle, language: str) -> TextStyle:
    """A text style with the room between lines that the language needs."""
    if not is_chinese(language):
        return style
    return replace(style, leading=max(style.leading, style.size * _CHINESE_LEADINGS[1]))


REPORT_MARGINS: Final = Margins(top=14 * mm, right=18 * mm, bottom=11 * mm, left=20 * mm)
REPORT_TITLE: Final = TextStyle(size=19, leading=23, strong=True)
REPORT_HEADING: Final = TextStyle(size=12, leading=16, strong=True)
REPORT_LEAD: Final = TextStyle(size=13, leading=18)
REPORT_BODY: Final = TextStyle(size=10.5, leading=14.5)
REPORT_SOFT: Final = TextStyle(size=10, leading=13.5, soft=True)
REPORT_MEASURE: Final = TextStyle(size=9, leading=12)
REPORT_CELL: Final = TextStyle(size=9, leading=11)
REPORT_CELL_HEAD: Final = TextStyle(size=9, leading=11.5, strong=True)
REPORT_NOTE: Final = TextStyle(size=9, leading=12, soft=True)
REPORT_LETTERHEAD: Final = TextStyle(size=12, leading=15, strong=True)
REPORT_FOOT: Final = TextStyle(size=9, leading=11.5)


@dataclass(frozen=True, kw_only=True, slots=True)
class FormLook:
    """Sizes of a form to be filled in by hand; `line` and `tick` are heights of room, in pt.

    `answers_beside`: the part of the width that each short answer gets beside its question; 0 puts
    answers under it.
    """

    margins: Margins
    title: TextStyle
    heading: TextStyle
    body: TextStyle
    foot: TextStyle
    gap: float
    note: TextStyle
    line: float
    tick: float
    answers_beside: float = 0


LARGE_FORMS: Final = tuple(
    FormLook(
        margins=HANDOUT_MARGINS,
        title=HANDOUT_TITLE,
        heading=HANDOUT_HEADING,
        body=TextStyle(size=18, leading=leading),
        foot=HANDOUT_FOOT,
        gap=gap * mm,
        note=HANDOUT_FOOT,
        line=line * mm,
        tick=7 * mm,
    )
    for leading, gap, line in ((23.5, 3.5, 12), (22.5, 3, 11.5), (21.5, 2.2, 11))
)
SMALL_FORM: Final = FormLook(
    margins=REPORT_MARGINS,
    title=REPORT_TITLE,
    heading=REPORT_HEADING,
    body=REPORT_BODY,
    foot=REPORT_FOOT,
    gap=2.2 * mm,
    note=REPORT_NOTE,
    line=8 * mm,
    tick=4.5 * mm,
    answers_beside=0.085,
)
# A form for the clipboard: as it is, then with less room between its lines, until it is one page.
CLIPBOARD_FORMS: Final = (
    SMALL_FORM,
    *(
        replace(
            SMALL_FORM,
            title=TextStyle(size=17, leading=20, strong=True),
            heading=TextStyle(size=11, leading=heading, strong=True),
            body=TextStyle(size=10, leading=body),
            gap=gap * mm,
            line=line * mm,
            tick=tick * mm,
        )
        for heading, body, gap, line, tick in (
            (14, 13, 1.6, 7, 4.2),
            (13, 12, 0.9, 6, 4),
            (12.5, 11.5, 0.6, 5.5, 3.8),
        )
    ),
)


def text(raw: str, *, longest: int = LONGEST_TEXT) -> str:
    """Text from outside as it may be printed: whole, composed, without invisible characters.

    Nothing in this package parses markup: the text is set letter by letter, so `&` and `<` are
    letters like others. What is taken out cannot be seen anyway, or turns the reading order
    round (control and format characters); only the joiners of Arabic and Indian scripts are kept,
    between letters that they join or part. A text longer than `longest` characters is cut, and
    says so, because a note that silently ends early is a danger to the patient.
    """
    if raw.isascii() and raw.isprintable() and len(raw) <= longest:
        return raw
    if len(raw) <= SHORT_TEXT <= longest:
        return _short_text(raw)
    return _printable(raw, longest)


# Words of the catalogue come again in each document.
@lru_cache(maxsize=4096)
def _short_text(raw: str) -> str:
    return _printable(raw, SHORT_TEXT)


def _printable(raw: str, longest: int) -> str:
    composed = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    if not composed.isprintable():
        composed = "".join(_visible(letter) for letter in _STRAY_JOINER.sub("", composed))
    if len(composed) <= longest:
        return composed
    left_out = len(composed) - longest
    return f"{composed[:longest]} … [cut here: {left_out} more characters are in the record]"


def _visible(letter: str) -> str:
    if letter == "\n":
        return "\n"
    if letter == "\t" or unicodedata.category(letter) in {"Zl", "Zp"}:
        return " "
    if letter in JOINERS:
        return letter
    return "" if unicodedata.category(letter) in DROPPED_CATEGORIES else letter
