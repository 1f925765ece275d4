"""Finished words for the page of one result."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Final

from clinic import phrasing
from clinic.assessments.fields import ANSWERS
from clinic.assessments.meaning import Meaning, present_meaning
from clinic.assessments.models import Assessment
from clinic.assessments.remarks import remarks_of
from clinic.assessments.result_words import conditions_words
from clinic.assessments.results import Profiles, instrument_of, responses_of, result_of
from clinic.domain.banding import INCOMPLETE
from clinic.domain.instruments import Instrument
from clinic.domain.interpretation import Person, interpret
from clinic.domain.items import GroupKind, GroupRole, Item, ItemGroup
from clinic.domain.people import Sex
from clinic.domain.responses import Responses, Status
from clinic.domain.scoring_items import given_total
from clinic.domain.series import Series
from clinic.domain.sides import Sides, sides_of

NAMED_WITHOUT_GROUP: Final = frozenset(
    {GroupKind.ORDINAL, GroupKind.PERCENT, GroupKind.YES_NO, GroupKind.STAGE_HOLDS}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SideRow:
    """Left beside right, and what is between them."""

    name: str
    left: str
    right: str
    difference: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultPage:
    """One result: what was recorded and what it means.

    `incomplete` says what is missing, where it can be gone on with; `is_first` that the next ones
    are compared with this one.
    """

    instrument: Instrument
    when: str
    meaning: Meaning
    rows: tuple[tuple[str, str], ...]
    sides: tuple[SideRow, ...]
    facts: tuple[tuple[str, str], ...]
    incomplete: str
    is_first: bool


def present_result(
    assessment: Assessment, before: Series, *, by: str, profiles: Profiles, today: date
) -> ResultPage:
    """A result beside those before it.

    Args:
        assessment: the result in question.
        before: the series as it stood before this result.
        by: the name of who recorded it.
        profiles: the profiles of the clinic; the threshold profile is the one of that day.
        today: for the words of days.

    Raises:
        UnknownProfile: the instrument has no MDC profile of this name.
    """
    instrument = profiles.applied_to(instrument_of(assessment))
    found = interpret(
        instrument,
        responses_of(assessment),
        person=_person(assessment),
        profile=assessment.result.get("profile"),
    )
    return ResultPage(
        instrument=instrument,
        when=phrasing.day(assessment.assessed_on, today=today),
        meaning=present_meaning(
            instrument,
            result_of(assessment),
            before,
            remarks=remarks_of(instrument, found),
            mdc_profile=profiles.mdc,
            today=today,
        ),
        rows=result_rows(assessment),
        sides=side_rows(instrument, responses_of(assessment)),
        facts=(
            ("Conditions", conditions_of(assessment)),
            *_second_baseline(assessment),
            ("Recorded by", by),
            ("Version of the test", str(assessment.instrument_version)),
            ("Note", assessment.note or "none"),
        ),
        incomplete=_incomplete(assessment),
        is_first=_becomes_baseline(assessment, before),
    )


def _incomplete(assessment: Assessment) -> str:
    if not is_incomplete(assessment):
        return ""
    if instrument_of(assessment).gives_band_only:
        return "It is not complete, so there is no conclusion yet."
    return "Items are missing, so there is no total."


def _becomes_baseline(assessment: Assessment, before: Series) -> bool:
    """Whether it is the first result with a number, of a test that is compared by its number."""
    compares = not instrument_of(assessment).gives_band_only
    return compares and before.latest is None and result_of(assessment).has_value


def _second_baseline(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    if not assessment.second_baseline:
        return ()
    return (("Second baseline", "with the first result this makes the baseline: their mean"),)


def _person(assessment: Assessment) -> Person:
    """Whom the norms of that day were looked up for."""
    return Person(
        age_years=assessment.result.get("age_years"),
        sex=Sex(assessment.result.get("sex", Sex.UNKNOWN)),
    )


def result_rows(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """Every number as recorded: label and value."""
    instrument, responses = instrument_of(assessment), responses_of(assessment)
    rows = [
        ("Practice, not counted", _item_words(instrument.groups[0], value))
        for value in responses.practice
        if value is not None
    ]
    from_paper = given_total(instrument, responses) is not None
    for group in instrument.groups:
        for item, value in zip_longest(group.items, responses.of(group.code)):
            left_out = item.optional or group.role is not GroupRole.SCORED or from_paper
            if value is None and left_out:
                continue
            rows.append((_row_label(group, item), _item_words(group, value)))
    rows += [(check.words, "yes") for check in instrument.checks if check.code in responses.flags]
    return tuple(rows)


def side_rows(instrument: Instrument, responses: Responses) -> tuple[SideRow, ...]:
    """Left and right of a test that has sides."""
    return tuple(_side_row(instrument, sides) for sides in sides_of(instrument, responses))


def conditions_of(assessment: Assessment) -> str:
    """The aid and the unusual conditions, or that there were none."""
    return conditions_words(instrument_of(assessment), result_of(assessment)) or "usual"


def is_incomplete(assessment: Assessment) -> bool:
    """Whether the test was begun and lacks items, so that it can be gone on with."""
    if instrument_of(assessment).gives_band_only:
        return assessment.band in {None, INCOMPLETE} and assessment.status is Status.COMPLETED
    return assessment.status is Status.COMPLETED and assessment.score_value is None


def _item_words(group: ItemGroup, value: Decimal | None) -> str:
    if value is None:
        return "not done"
    if group.kind is GroupKind.YES_NO:
        return ANSWERS[int(value)].lower()
    if group.kind is GroupKind.ORDINAL:
        return phrasing.number(value)
    return f"{phrasing.number(value, group.decimals)} {group.unit}"


def _row_label(group: ItemGroup, item: Item) -> str:
    """The item, with the name of its group where several groups have items of one name."""
    if group.kind in NAMED_WITHOUT_GROUP or not group.title:
        return item.label
    return f"{group.title}: {item.label.lower()}"


def _side_row(instrument: Instrument, sides: Sides) -> SideRow:
    return SideRow(
        name=sides.name,
        left=_side_words(instrument, sides.left),
        right=_side_words(instrument, sides.right),
        difference=_difference(instrument, sides),
    )


def _side_words(instrument: Instrument, value: Decimal | None) -> str:
    return "not done" if value is None else phrasing.score_number(instrument, value)


def _difference(instrument: Instrument, sides: Sides) -> str:
    if sides.left is None or sides.right is None:
        return ""
    if sides.left == sides.right:
        return "the same"
    worse = "left" if sides.left < sides.right else "right"
    size = phrasing.quantity(instrument, abs(sides.left - sides.right))
    return f"{worse} {size} {instrument.words.worse}"
