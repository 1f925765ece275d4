"""Age in completed years."""

from datetime import date


def completed_years(birth_date: date, on: date) -> int:
    """Age in completed years on a day.

    Born on 29 February, a person is a year older on 1 March of a common year.

    Raises:
        ValueError: the day is before the birth.

    >>> completed_years(date(1952, 2, 29), date(2025, 2, 28))
    72
    >>> completed_years(date(1952, 2, 29), date(2025, 3, 1))
    73
    """
    if on < birth_date:
        raise ValueError("nobody has an age before the day of birth")
    birthday_is_to_come = (on.month, on.day) < (birth_date.month, birth_date.day)
    return on.year - birth_date.year - birthday_is_to_come
