"""Names as people write them, and names as they are searched and compared.

A name is kept as it was given; beside it stands its folded form, in plain letters, so that
`lucja` finds Łucja and `oneil` finds O'Neil on every database.
"""

import re
import unicodedata
from difflib import SequenceMatcher

from anyascii import anyascii

# How alike two names must be to ask "the same person?". Only a question hangs on it [?].
ALIKE = 0.8

_APOSTROPHES = re.compile(r"['`´ʹʻʼʽ‘’′＇]")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
# Marks that turn the direction of what follows: they can make one name look like another.
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def tidy_line(text: str) -> str:
    r"""One line as it is kept: composed letters, single spaces, no control characters.

    >>> tidy_line("  Anne\tMarie \x00 ")
    'Anne Marie'
    """
    composed = unicodedata.normalize("NFC", text).translate(_TURNING)
    return " ".join("".join(_shown(character) for character in composed).split())


def tidy_text(text: str) -> str:
    r"""Several lines as they are kept; empty lines at both ends are dropped.

    >>> tidy_text("Lives alone.\r\n\r\nStairs:  14 ")
    'Lives alone.\n\nStairs: 14'
    """
    return "\n".join(tidy_line(line) for line in text.splitlines()).strip("\n")


def fold(text: str) -> str:
    """The words of a name in plain small letters, one space apart; may be empty.

    >>> fold("Łucja O'Neil-Søn")
    'lucja oneil son'
    """
    plain = anyascii(_APOSTROPHES.sub("", unicodedata.normalize("NFC", text))).casefold()
    return _NOT_A_WORD.sub(" ", _APOSTROPHES.sub("", plain)).strip()


def full_name(given_name: str, family_name: str) -> str:
    """Both names in the order in which they are spoken; one alone when the other is empty."""
    return f"{given_name} {family_name}".strip()


def similar(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two (given, family) names may be one person's, spelled or ordered differently.

    A family name that is alike is enough: given names are shortened, and typed last. So are all
    words alike in any order. Names without a plain letter are compared as they are written.
    """
    if one == other or _alike(_sorted_words(*one), _sorted_words(*other)):
        return True
    return _alike(fold(one[1]), fold(other[1])) or (
        _alike(fold(one[0]), fold(other[1])) and _alike(fold(one[1]), fold(other[0]))
    )


def _alike(one: str, other: str) -> bool:
    return bool(one and other) and SequenceMatcher(None, one, other).ratio() >= ALIKE


def _sorted_words(given_name: str, family_name: str) -> str:
    return " ".join(sorted(fold(full_name(given_name, family_name)).split()))


def _shown(character: str) -> str:
    return " " if unicodedata.category(character) == "Cc" else character
