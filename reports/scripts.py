"""The scripts of the world as far as setting them differs: joining, direction, line ends."""

import re
from collections.abc import Iterator
from typing import Final

_HEBREW = "\u0590-\u05ff\ufb1d-\ufb4f"
_ARABIC = "\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefe"
_DEVANAGARI = "\u0900-\u097f\u1cd0-\u1cff\ua8e0-\ua8ff"
_EAST_ASIAN = (
    "\u1100-\u11ff\u2e80-\u303f\u3040-\u33ff\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
JOINERS: Final = "\u200c\u200d"
_MARKS = f"\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff{JOINERS}"

HEBREW: Final = re.compile(f"[{_HEBREW}]")
ARABIC: Final = re.compile(f"[{_ARABIC}]")
DEVANAGARI: Final = re.compile(f"[{_DEVANAGARI}]")
EAST_ASIAN: Final = re.compile(f"[{_EAST_ASIAN}]")
MARK: Final = re.compile(
    f"[{_MARKS}\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f]"
)
RIGHT_TO_LEFT: Final = re.compile(f"[{_HEBREW}{_ARABIC}]")
# Letters whose form or place depends on their neighbours.
SHAPED: Final = re.compile(f"[{_MARKS}{_HEBREW}{_ARABIC}{_DEVANAGARI}]")

KOREAN: Final = re.compile("[\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff]")

# Asked in this order. No language is written in Cyrillic letters alone: it is named by the script.
_LANGUAGES: Final = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", KOREAN),
    ("zh", re.compile("[\u2e80-\u2fff\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]")),
    ("ar", ARABIC),
    ("he", HEBREW),
    ("hi", DEVANAGARI),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("und-Cyrl", re.compile("[\u0400-\u052f]")),
)

# Source: language.md, typography: no line begins with these, none ends with those.
NOT_FIRST: Final = frozenset(
    "，。、：；？！）》」』】〕”’…—·％%,.:;?!)]}ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"
)
NOT_LAST: Final = frozenset("（《「『【〔“‘([{￥$")
_NUMBER_THEN_LETTER = re.compile(f"(?<=[0-9]) (?=[{_EAST_ASIAN}])")
NO_BREAK_SPACE: Final = "\u00a0"


def language_of(text: str) -> str:
    """The language a voice needs to read a foreign piece; "" for Latin letters, which say none."""
    return next((language for language, letters in _LANGUAGES if letters.search(text)), "")


def number_kept_with_unit(text: str) -> str:
    """The text with each number bound to the East Asian letter after it."""
    return _NUMBER_THEN_LETTER.sub(NO_BREAK_SPACE, text)


def breakable_parts(word: str) -> Iterator[str]:
    """A word without spaces in the parts between which a line may end.

    Chinese and Japanese letters stand apart; Korean has words, as other languages have.
    """
    start = 0
    for at in range(1, len(word)):
        before, after = word[at - 1], word[at]
        if before in NOT_LAST or after in NOT_FIRST or NO_BREAK_SPACE in (before, after):
            continue
        if KOREAN.match(before) and KOREAN.match(after):
            continue
        if EAST_ASIAN.match(before) or EAST_ASIAN.match(after):
            yield word[start:at]
            start = at
    yield word[start:]
