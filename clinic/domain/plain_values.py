"""Values as plain JSON has them: numbers, whole numbers, yes or no. A text is never a number."""

from datetime import date
from decimal import Decimal
from typing import Final

from clinic.domain.units import NotANumber, as_decimal, is_whole


class Unreadable(ValueError):
    """A value is of the wrong kind or shape: a text for a number, a pair for a single value."""


UNANSWERABLE: Final = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)
"""What reading and answering an input of any shape may raise."""


def why_not(reason: Exception) -> str:
    """Why an input was not answered, in words."""
    if isinstance(reason, KeyError):
        return f"missing {reason}"
    if isinstance(reason, (TypeError, AttributeError)):
        return f"the input is not of the shape that the reference states: {reason}"
    return str(reason)


def number(value: object) -> Decimal:
    """The exact number.

    Raises:
        NotANumber: it is a text, no number, or not finite.
    """
    if isinstance(value, str):
        raise NotANumber(f"{value!r} is a text, not a number")
    return as_decimal(value)


def number_or_none(value: object) -> Decimal | None:
    """A number or null.

    Raises:
        NotANumber: anything else.
    """
    return None if value is None else number(value)


def whole(value: object) -> int:
    """A whole number; 3.0 is one.

    Raises:
        NotANumber: it is no number.
        Unreadable: it has a fraction.
    """
    found = number(value)
    if not is_whole(found):
        raise Unreadable(f"{value!r} is not a whole number")
    return int(found)


def yes_or_no(value: object) -> bool | None:
    """True, false or null.

    Raises:
        Unreadable: anything else.
    """
    if value is None or isinstance(value, bool):
        return value
    raise Unreadable(f"{value!r} is neither true nor false")


def day(value: object) -> date:
    """A day as YYYY-MM-DD.

    Raises:
        Unreadable: it is written otherwise, or there is no such day.
    """
    try:
        return date.fromisoformat(str(value))
    except ValueError as reason:
        raise Unreadable(f"{value!r} is not a day written as YYYY-MM-DD") from reason


def day_or_none(value: object) -> date | None:
    """A day or null.

    Raises:
        Unreadable: anything else.
    """
    return None if value is None else day(value)
