"""Decimal numbers as people type them: with a point, and with a comma where the clinic writes one.

A sign that groups thousands is in no number that is typed here: "1,234" is never read as 1234.
"""

import re
from decimal import Decimal
from typing import Final

from clinic import locales
from clinic.domain.units import NotANumber
from clinic.web.access import find_actor

MOST_DECIMALS: Final = 6
NUMBER: Final = re.compile(rf"[+-]?\d{{1,6}}([.,]\d{{1,{MOST_DECIMALS}}})?")
LONG: Final = re.compile(r"[+-]?\d+([.,]\d+)?")
WHOLE: Final = re.compile(r"[+-]?\d{1,9}")
LOOKS_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")

# The minus of typesetters, and the signs of a keyboard for Chinese.
AS_TYPED: Final = str.maketrans({"−": "-", "．": ".", "。": ".", "，": ","})


def read_number(typed: str, *, example: str = "", allowed: str = "") -> Decimal:
    """The number that was typed.

    Args:
        typed: as it stood in the box.
        example: a number of the kind, for the message.
        allowed: the values that are allowed, in words, for the message: "3.00 to 300.00 seconds".

    Raises:
        NotANumber: it is none, or has a comma that the clinic's language does not write.
    """
    text = typed.strip().translate(AS_TYPED)
    if "," in text and not comma_is_written():
        raise NotANumber(_with_a_point(text, example, allowed))
    if NUMBER.fullmatch(text) is None:
        raise NotANumber(_unreadable(text, example, allowed))
    return Decimal(text.replace(",", "."))


def read_whole(typed: str) -> int:
    """The whole number that was typed.

    Raises:
        NotANumber: it is none.
    """
    text = typed.strip().translate(AS_TYPED)
    if WHOLE.fullmatch(text) is None:
        raise NotANumber("Enter a whole number")
    return int(text)


def comma_is_written() -> bool:
    """Whether the language of the clinic that was entered writes a decimal comma."""
    actor = find_actor()
    return actor is not None and locales.decimal_sign(actor.language) == ","


def _with_a_point(text: str, example: str, allowed: str) -> str:
    if NUMBER.fullmatch(text) is None or LOOKS_GROUPED.fullmatch(text) is not None:
        return f"Write the number without a comma{_such_as(example, allowed)}"
    return f"Write {text.replace(',', '.')}, with a point"


def _unreadable(text: str, example: str, allowed: str) -> str:
    if LONG.fullmatch(text) is None:
        return f"Enter a number{_such_as(example, allowed)}"
    if len(text.replace(",", ".").partition(".")[2]) > MOST_DECIMALS:
        return f"Write the number with fewer decimals{_such_as(example, allowed)}"
    return f"Enter {allowed}." if allowed else "Enter a smaller number"


def _such_as(example: str, allowed: str) -> str:
    words = f", such as {example}" if example else ""
    return f"{words}. Allowed: {allowed}." if allowed else words
