"""What a test sheet says: what is needed, how it is done, and room for what is found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from clinic import phrasing
from clinic.documents.points_tables import points_table
from clinic.domain.instruments import Instrument
from clinic.domain.items import GroupKind, GroupRole, ItemGroup
from clinic.locales import ENGLISH
from reports.content import Clinic, HandoutLabels
from reports.sheet_content import FormChoice, FormContent, FormLine, FormPart

MOST_BOXES: Final = 11  # a scale from 0 to 10; more is written as a number
WHO: Final = FormPart(
    heading="",
    questions=(
        FormLine(text="Name", lines=1, is_short=True),
        FormLine(text="Born, or record number", lines=1, is_short=True),
    ),
)
PARTS: Final = "sum_of_parts"
ITEMS: Final = "sum_of_items"
# What the number is that a method of scoring gives; one without is written down as it was found.
WORKED_OUT: Final[Mapping[str, str]] = {
    PARTS: "Total",
    ITEMS: "Total",
    "points_of_yes": "Points",
    "stages_held": "Stages held 10 s",
    "mean_of_trials": "Mean of the trials",
    "best_of_trials": "Best trial",
    "speed_over_distance": "Speed",
}
YES_NO: Final = (FormChoice(text="Yes"), FormChoice(text="No"))


@dataclass(frozen=True, kw_only=True, slots=True)
class TestedPerson:
    """Whose sheet it is."""

    name: str
    record_number: str
    birth_date: date


@dataclass(frozen=True, kw_only=True, slots=True)
class InstrumentSheetFacts:
    """One instrument, for one person, or for anybody: then there is room for who it is.

    Without permission its protected items are left out.
    """

    instrument: Instrument
    has_permission: bool
    clinic: Clinic
    issued_on: date
    person: TestedPerson | None = None


def instrument_sheet_content(facts: InstrumentSheetFacts) -> FormContent:
    """The finished words of an empty test sheet, for the clinic, in English."""
    instrument, person = facts.instrument, facts.person
    identity, foot = instrument.purpose, f"{instrument.name} · blank"
    if person is not None:
        born = phrasing.long_date(person.birth_date)
        identity = f"{person.name} · born {born} · record {person.record_number}"
        foot = f"{person.name} · {person.record_number}"
    return FormContent(
        language=ENGLISH,
        title=instrument.name,
        clinic=facts.clinic,
        patient_name=person.name if person else "",
        identity=identity,
        issued_on=facts.issued_on,
        is_large=False,
        one_page=True,
        parts=(
            *((WHO,) if person is None else ()),
            *_instructions(instrument),
            *_groups(facts),
            *_score(facts),
            _circumstances(instrument),
        ),
        signatures=(
            FormLine(text="Tested by", lines=1, is_short=True),
            FormLine(text="Date", lines=1, is_short=True),
        ),
        foot=f"{foot} · {phrasing.long_date(facts.issued_on)}",
        version_code=f"{instrument.code} v{instrument.version}",
        labels=HandoutLabels(),
    )


def _instructions(instrument: Instrument) -> Iterator[FormPart]:
    if instrument.equipment:
        yield FormPart(heading="What is needed", texts=(f"{'; '.join(instrument.equipment)}.",))
    if instrument.steps:
        yield FormPart(heading="How it is done", texts=instrument.steps)
    if instrument.trial_rule:
        yield FormPart(heading="What counts", texts=(instrument.trial_rule,))


def _shown(facts: InstrumentSheetFacts) -> tuple[ItemGroup, ...]:
    return tuple(
        group
        for group in facts.instrument.groups
        if facts.has_permission or not group.needs_permission
    )


def _groups(facts: InstrumentSheetFacts) -> Iterator[FormPart]:
    for group in _shown(facts):
        asked = tuple(_asked(group, place) for place in range(len(group.items)))
        yield FormPart(heading=group.title or "Result", questions=asked)


def _asked(group: ItemGroup, place: int) -> FormLine:
    """Boxes where there are few answers, else a line to write a number on."""
    item = group.items[place]
    # Some prompts name the side already.
    side = f", {item.side}" if item.side and item.side not in item.label else ""
    text = f"{item.label}{side}"
    if group.kind is GroupKind.YES_NO:
        return FormLine(text=text, choices=YES_NO, note=item.hint)
    limits = group.limits_of(place)
    span = range(int(limits.refuse_below), int(limits.refuse_above) + 1)
    if group.kind is GroupKind.ORDINAL and len(span) <= MOST_BOXES:
        scores = tuple(FormChoice(text=str(score)) for score in span)
        return FormLine(text=text, choices=scores, note=item.hint)
    hint = f", {item.hint}" if item.hint else ""
    return FormLine(text=f"{text}{hint} ({group.unit_words})", lines=1, is_short=True)


def _score(facts: InstrumentSheetFacts) -> Iterator[FormPart]:
    """Room for what is worked out from what stands above, where it is not one number alone."""
    shown = _shown(facts)
    if any(group.role is GroupRole.TOTAL for group in shown):
        return  # its own line is asked for
    lines = (*_of_parts(facts.instrument), *_of_all(facts.instrument))
    if lines:
        yield FormPart(
            heading="Score",
            table=points_table(facts.instrument),
            questions=tuple(map(_short, lines)),
            in_a_row=3,
        )


def _of_parts(instrument: Instrument) -> Iterator[str]:
    groups = instrument.scored_groups
    if instrument.scoring == PARTS and instrument.maximum is not None:
        each = instrument.maximum / len(groups)
        yield from (f"{group.title}, of {each}" for group in groups)
    elif instrument.scoring == ITEMS and len(groups) > 1:
        yield from (f"{group.title}, of {group.maximum}" for group in groups)
    elif any(group.kind is GroupKind.PRESSURE for group in groups):
        yield from (f"Largest drop, {one} ({instrument.unit})" for one in ("systolic", "diastolic"))


def _of_all(instrument: Instrument) -> Iterator[str]:
    words = WORKED_OUT.get(instrument.scoring)
    if words is None or sum(len(group.items) for group in instrument.scored_groups) == 1:
        return
    if instrument.words.of_maximum:
        yield f"{words}, of {instrument.maximum}"
    else:
        yield f"{words} ({instrument.unit})"


def _short(text: str) -> FormLine:
    return FormLine(text=text, lines=1, is_short=True)


def _circumstances(instrument: Instrument) -> FormPart:
    conditions = [
        FormLine(
            text=condition.words,
            choices=tuple(FormChoice(text=choice.words) for choice in condition.choices),
        )
        for condition in instrument.conditions
        if not condition.follows_the_sides
    ]
    aids = tuple(FormChoice(text=phrasing.AID_NAMES[aid]) for aid in instrument.aids)
    if len(aids) > 1:
        conditions.append(FormLine(text="Aid", choices=aids))
    return FormPart(
        heading="Circumstances",
        questions=(*conditions, FormLine(text="Note, or why it could not be done", lines=2)),
    )
