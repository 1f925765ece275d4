"""From the plain JSON of a vector to what was recorded. Source: instruments.md 11.1."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeVar

from clinic.domain.instruments import Instrument
from clinic.domain.interpretation import Person
from clinic.domain.items import GroupKind, ItemGroup
from clinic.domain.people import Sex
from clinic.domain.plain_values import Unreadable, number, number_or_none, yes_or_no
from clinic.domain.responses import Aid, Numbers, Responses, Status
from clinic.domain.scoring_stances import COULD_NOT
from clinic.domain.units import stored

Given = Mapping[str, Any]
Word = TypeVar("Word", bound=StrEnum)
AllNumbers = dict[str, Numbers]

ONE_TRIAL: Final = "time_s"
"""The key under which an input gives a single trial."""

OTHER_SINGLE_KEYS: Final[Mapping[str, str]] = {"frt": "reach_cm", "grip": "max_kg"}
SEXES_OF_NORMS: Final = {Sex.FEMALE.value: Sex.FEMALE, Sex.MALE.value: Sex.MALE}
STANCES: Final = ("side_by_side_s", "semi_tandem_s", "tandem_s")
MAY_BE_ALONE: Final = frozenset({GroupKind.TIMED_TRIALS, GroupKind.MEASURES})
NEEDED_WITH: Final[Mapping[str, tuple[str, ...]]] = {
    "distance_m": ("trials_s", ONE_TRIAL),
    "walk_distance_m": ("walk_time_s",),
}
"""Conditions that have no usual choice, and the times that say nothing without them."""


class InputMissing(ValueError):
    """The input lacks what the instrument needs."""


def responses_from(instrument: Instrument, given: Given) -> Responses:
    """What was recorded, from the input of a score or validation vector.

    Raises:
        NotANumber, Unreadable: a value is no number, of the wrong shape, or not a known word.
        InputMissing: a test that was done has a time and no distance.
    """
    return Responses(
        status=word_or(Status.COMPLETED, given.get("status")),
        aid=word_or(Aid.NONE, given.get("aid")),
        numbers=NUMBERS.get(instrument.code, _numbers_by_group)(instrument, given),
        flags=FLAGS.get(instrument.code, _checks)(instrument, given),
        conditions=_conditions(instrument, given),
    )


def person_from(given: Given) -> Person:
    """Age and sex; a sex outside the norm tables is unknown."""
    age = number_or_none(given.get("age"))
    sex = given.get("sex")
    return Person(
        age_years=None if age is None else int(age),
        sex=SEXES_OF_NORMS.get(sex, Sex.UNKNOWN) if isinstance(sex, str) else Sex.UNKNOWN,
    )


def word_or(usual: Word, value: object) -> Word:
    """A word of the same vocabulary as the usual one, which null stands for.

    Raises:
        Unreadable: there is no such word.
    """
    if value is None:
        return usual
    for word in type(usual):
        if word == value:
            return word
    raise Unreadable(f"{value!r} is none of {', '.join(type(usual))}")


def single_key(instrument: Instrument) -> str:
    """The key under which a validation gives one value."""
    return OTHER_SINGLE_KEYS.get(instrument.code, ONE_TRIAL)


def gives_a_value(instrument: Instrument, given: Given) -> bool:
    """Whether a validation names a value at all, be it null."""
    keys = {group.code for group in instrument.scored_groups} | {single_key(instrument)}
    if instrument.code == "minibest":
        keys = {"items"}
    if instrument.code == "obp":
        keys = {"sbp", "dbp"}
    return not keys.isdisjoint(given)


def lacks_its_one_value(instrument: Instrument, given: Given) -> bool:
    """Whether a validation of a single value gives null for it."""
    lists = {group.code for group in instrument.scored_groups}
    if instrument.code == "obp":
        return given.get("sbp") is None or given.get("dbp") is None
    key = single_key(instrument)
    if key in given:
        return given[key] is None
    alone = instrument.groups[0].code
    return len(lists) == 1 and len(instrument.groups[0].items) == 1 and given.get(alone) is None


def _numbers_by_group(instrument: Instrument, given: Given) -> AllNumbers:
    numbers = {group.code: _values(given.get(group.code), group) for group in instrument.groups}
    first, single = instrument.groups[0].code, single_key(instrument)
    if first not in given and single in given:
        numbers[first] = (number_or_none(given[single]),)
    return numbers


def _values(value: object, group: ItemGroup) -> Numbers:
    if value is None:
        return ()
    if isinstance(value, list):
        return tuple(number_or_none(one) for one in value)
    if isinstance(value, Mapping):
        return _named_values(value, group)
    if len(group.items) > 1 and group.kind not in MAY_BE_ALONE:
        raise Unreadable(f"{group.code} is a list")
    return (number_or_none(value),)


def _named_values(value: Mapping[str, object], group: ItemGroup) -> Numbers:
    names = [item.link_id for item in group.items]
    if set(value) != set(names):
        raise Unreadable(f"{group.code} has the items {', '.join(names)}")
    return tuple(number_or_none(value[name]) for name in names)


def _minibest_numbers(instrument: Instrument, given: Given) -> AllNumbers:
    items = given.get("items")
    if items is None:
        return {}
    names = {item.pair or item.link_id for group in instrument.groups for item in group.items}
    if not isinstance(items, Mapping) or set(items) != names:
        raise Unreadable("items are 1 to 14")
    return {
        group.code: tuple(
            _side(items[item.pair], item.side) if item.pair else _plain(items[item.link_id])
            for item in group.items
        )
        for group in instrument.groups
    }


def _side(value: object, side: str) -> Decimal | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - left and right
        raise Unreadable("an item of two sides is a pair")
    return number_or_none(value[0 if side == "left" else 1])


def _plain(value: object) -> Decimal | None:
    if isinstance(value, list):
        raise Unreadable("an item of one side is a single value")
    return number_or_none(value)


def _sppb_numbers(_instrument: Instrument, given: Given) -> AllNumbers:
    holds = tuple(number_or_none(given.get(key)) for key in STANCES)
    times = {key: (number_or_none(given.get(key)),) for key in ("walk_time_s", "chair_time_s")}
    return {"stances": holds, **times}


def _sppb_flags(_instrument: Instrument, given: Given) -> frozenset[str]:
    """In a vector null is unable, and unable scores 0."""
    parts = {"balance": STANCES[0], "walk_time_s": "walk_time_s", "chair_time_s": "chair_time_s"}
    return frozenset(f"{part}{COULD_NOT}" for part, key in parts.items() if given.get(key) is None)


def _obp_numbers(instrument: Instrument, given: Given) -> AllNumbers:
    if "sbp" in given or "dbp" in given:
        return {"baseline": (number_or_none(given.get("sbp")), number_or_none(given.get("dbp")))}
    numbers = {group.code: _values(given.get(group.code), group) for group in instrument.groups}
    if any(len(values) not in (0, 2) for values in numbers.values()):
        raise Unreadable("a reading is a systolic and a diastolic pressure")
    return numbers


def _yes_no_numbers(instrument: Instrument, given: Given) -> AllNumbers:
    group = instrument.groups[0]
    if group.code in given:
        answers = given[group.code]
        if not isinstance(answers, list):
            raise Unreadable(f"{group.code} is a list")
    else:
        answers = [given.get(item.link_id) for item in group.items]
    read = (yes_or_no(answer) for answer in answers)
    return {group.code: tuple(None if answer is None else Decimal(answer) for answer in read)}


def _checks(instrument: Instrument, given: Given) -> frozenset[str]:
    return frozenset(check.code for check in instrument.checks if yes_or_no(given.get(check.code)))


def _conditions(instrument: Instrument, given: Given) -> dict[str, str]:
    found = {}
    for condition in instrument.conditions:
        value = given.get(condition.code)
        if value is None:
            _require_unneeded(condition.code, given)
            continue
        code = _choice(value)
        if code not in {choice.code for choice in condition.choices}:
            raise Unreadable(f"{condition.code} cannot be {value!r}")
        found[condition.code] = code
    return found


def _choice(value: object) -> str:
    """The code of a choice; that of a distance or a cap is a number, stored as one."""
    if isinstance(value, str) and not value.isdecimal():
        return value
    return f"{stored(number(value)).normalize():f}"


def _require_unneeded(condition_code: str, given: Given) -> None:
    """A test that ended otherwise has its result by that alone (11.2); so has one with a helper."""
    ended = word_or(Status.COMPLETED, given.get("status"))
    if ended is not Status.COMPLETED or word_or(Aid.NONE, given.get("aid")) is Aid.PERSON:
        return
    if any(_has_a_time(given.get(key)) for key in NEEDED_WITH.get(condition_code, ())):
        raise InputMissing(f"missing {condition_code}")


def _has_a_time(value: object) -> bool:
    return any(one is not None for one in (value if isinstance(value, list) else [value]))


NUMBERS: Final[Mapping[str, Callable[[Instrument, Given], AllNumbers]]] = {
    "minibest": _minibest_numbers,
    "sppb": _sppb_numbers,
    "obp": _obp_numbers,
    "three_key_questions": _yes_no_numbers,
    "stay_independent": _yes_no_numbers,
}

FLAGS: Final[Mapping[str, Callable[[Instrument, Given], frozenset[str]]]] = {"sppb": _sppb_flags}
