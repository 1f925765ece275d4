"""Every size, colour and measure of paper, and the one door for text from outside."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm

from reports.scripts import JOINERS, SHAPED

# Longer than any note a person writes; printing it takes well under a second.
LONGEST_TEXT: Final = 40_000
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
# A page is set in the first of these that fits it; 18 pt is the last, never less.
HANDOUT_BODIES: Final = (
    TextStyle(size=22, leading=30),
    TextStyle(size=20, leading=27.5),
    HANDOUT_BODY,
    TextStyle(size=18, leading=23.5),
    TextStyle(size=18, leading=22),
)
HANDOUT_CARD_TITLE: Final = TextStyle(size=24, leading=28, strong=True)
HANDOUT_NUMBER: Final = TextStyle(size=32, leading=34, strong=True)
HANDOUT_PHONE: Final = TextStyle(size=24, leading=27, strong=True)
HANDOUT_FOOT: Final = TextStyle(size=14, leading=18)

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


def text(raw: str, *, longest: int = LONGEST_TEXT) -> str:
    """Text from outside as it may be printed: whole, composed, without invisible characters.

    Nothing in this package parses markup: the text is set letter by letter, so `&` and `<` are
    letters like others. What is taken out cannot be seen anyway, or turns the reading order
    round (control and format characters); only the joiners of Arabic and Indian scripts are kept,
    between letters that they join or part. A text longer than `longest` characters is cut, and
    says so, because a note that silently ends early is a danger to the patient.
    """
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
