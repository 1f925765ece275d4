"""Numbers as the record keeps them: decimal, two places, rounded half-up."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

STORED_DECIMALS: Final = 2
LARGEST_NUMBER: Final = Decimal(10) ** 12


class NotANumber(ValueError):
    """What was given cannot be read as a finite number of a sensible size."""


def as_decimal(value: object) -> Decimal:
    """The exact decimal meant by a whole number, a decimal, a text or a short float.

    A float is read by its shortest text, so 6.4 is 6.4 and not 6.4000000000000003.

    Raises:
        NotANumber: the value is no number, not finite, or larger than any clinical quantity.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        raise NotANumber(f"{value!r} is not a number")
    try:
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation as reason:
        raise NotANumber(f"{value!r} is not a number") from reason
    if not number.is_finite() or abs(number) > LARGEST_NUMBER:
        raise NotANumber(f"{value!r} is not a number that can be recorded")
    return number


def stored(value: Decimal, decimals: int = STORED_DECIMALS) -> Decimal:
    """A number as it is stored: ties away from zero, also below zero.

    >>> stored(Decimal("5.015"))
    Decimal('5.02')
    >>> stored(Decimal("-0.125"))
    Decimal('-0.13')
    """
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return rounded or abs(rounded)


def is_whole(value: Decimal) -> bool:
    """Whether a number has no fraction; 10.0 is whole."""
    return value == value.to_integral_value()


def mean(values: tuple[Decimal, ...]) -> Decimal:
    """The arithmetic mean, not rounded.

    Raises:
        ValueError: there is no value.
    """
    if not values:
        raise ValueError("there is no value to take a mean of")
    return sum(values, Decimal(0)) / len(values)


def speed_m_per_s(distance_m: Decimal, time_s: Decimal) -> Decimal:
    """Distance over time in metres per second, not rounded.

    Raises:
        ValueError: the time is not positive.
    """
    if time_s <= 0:
        raise ValueError("a speed needs a time above 0 s")
    return distance_m / time_s


def as_json_number(value: Decimal) -> int | float:
    """A whole number as int, any other as the float with the same shortest text."""
    return int(value) if is_whole(value) else float(value)
