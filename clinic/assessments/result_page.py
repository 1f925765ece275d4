"""Finished words for the page of one result."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from clinic import phrasing
from clinic.assessments.meaning import Meaning, present_meaning, remarks_of
from clinic.assessments.models import Assessment
from clinic.assessments.results import Profiles, instrument_of, responses_of, result_of
from clinic.assessments.verdicts import conditions_words
from clinic.domain.instruments import GroupKind, Instrument, ItemGroup
from clinic.domain.interpretation import Person, interpret
from clinic.domain.people import Sex
from clinic.domain.responses import Status
from clinic.domain.series import Series


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultPage:
    """One result: what was recorded and what it means."""

    instrument: Instrument
    when: str
    meaning: Meaning
    rows: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    incomplete: bool


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
    instrument = instrument_of(assessment)
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
        facts=(
            ("Conditions", conditions_of(assessment)),
            ("Recorded by", by),
            ("Version of the test", str(assessment.instrument_version)),
            ("Note", assessment.note or "none"),
        ),
        incomplete=is_incomplete(assessment),
    )


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
    for group in instrument.groups:
        numbered = group.kind is GroupKind.ORDINAL
        for item, value in zip_longest(group.items, responses.of(group.code)):
            if value is None and item.optional:
                continue
            label = f"{item.link_id}. {item.prompt}" if numbered else item.prompt
            rows.append((label, _item_words(group, value)))
    rows += [(check.words, "yes") for check in instrument.checks if check.code in responses.flags]
    return tuple(rows)


def conditions_of(assessment: Assessment) -> str:
    """The aid and the unusual conditions, or that there were none."""
    return conditions_words(instrument_of(assessment), result_of(assessment)) or "usual"


def is_incomplete(assessment: Assessment) -> bool:
    """Whether the test was begun and lacks items, so that it can be gone on with."""
    return assessment.status is Status.COMPLETED and assessment.score_value is None


def _item_words(group: ItemGroup, value: Decimal | None) -> str:
    if value is None:
        return "not done"
    if group.kind is GroupKind.ORDINAL:
        return phrasing.number(value)
    return f"{phrasing.number(value, group.decimals)} {group.unit}"
