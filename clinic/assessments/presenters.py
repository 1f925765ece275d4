"""Finished words for the pages on which one measures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from clinic import phrasing
from clinic.assessments.battery import LastTime, last_time
from clinic.assessments.fields import ANSWERS, field_name, practice_name
from clinic.assessments.models import Assessment
from clinic.assessments.result_words import conditions_words, result_words
from clinic.assessments.results import instrument_of, responses_of, result_of
from clinic.assessments.skip_reasons import OTHER_REASON, SKIPPED_BECAUSE
from clinic.assessments.verdicts import MeasureCard, measure_card
from clinic.domain.instruments import Instrument
from clinic.domain.items import GroupKind, GroupRole, Item, ItemGroup
from clinic.domain.responses import Numbers, Responses, Status
from clinic.domain.series import Series

CANNOT_BUTTONS: Final[Mapping[Status, str]] = {
    Status.UNABLE: "Unable",
    Status.UNSAFE: "Unsafe",
    Status.REFUSED: "Refused",
}


TIMED: Final = frozenset({GroupKind.TIMED_TRIALS, GroupKind.STAGE_HOLDS, GroupKind.COUNT})
LONGEST_SHORT_LIST: Final = 9
MOST_IN_A_ROW: Final = 5
A_MINUTE: Final = "a minute"


@dataclass(frozen=True, kw_only=True, slots=True)
class FormRow:
    """One field with what stands beside it."""

    name: str
    label: str
    aside: str
    last: str
    unit: str = ""
    practice: bool = False
    layout: str = "row"  # how the choices stand: row, five, eleven
    timed_as: str = ""  # how the stopwatch names it: "trial 1", "stage 2"

    @property
    def label_with_optional(self) -> str:
        """The label, and that it may stay empty: for fields that stand beside others."""
        return f"{self.label} ({self.aside})" if self.aside else self.label

    @property
    def hint(self) -> str:
        """Last time and what else is to be known, in one line."""
        last = f"last {self.last}" if self.last else ""
        return " · ".join(filter(None, (last, self.aside)))


@dataclass(frozen=True, kw_only=True, slots=True)
class FormGroup:
    """A group of fields; `kind` chooses how they are drawn."""

    kind: str
    title: str
    unit: str
    rows: tuple[FormRow, ...]
    timing: str
    has_stopwatch: bool
    stop_at_s: str
    laps: bool
    counts: str  # what a tap counts: "stand"; empty where nothing is counted
    most: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasurePage:
    """The page that takes one result."""

    instrument: Instrument
    last_label: str
    last: LastTime | None
    groups: tuple[FormGroup, ...]
    aid_hint: str
    cannot: tuple[tuple[str, str], ...]
    skipped_because: tuple[tuple[str, str], ...]
    permission: str
    minutes: str
    source: str

    @property
    def is_scale(self) -> bool:
        """Whether it is a long list, whose score belongs beside it."""
        return sum(len(group.rows) for group in self.groups) > LONGEST_SHORT_LIST


@dataclass(frozen=True, kw_only=True, slots=True)
class ChoiceCard:
    """An instrument that can be chosen."""

    code: str
    name: str
    measures: str
    minutes: str
    last: LastTime | None
    done_today: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ListRow:
    """One assessment in the list."""

    assessment_id: UUID
    day: str
    name: str
    value: str
    conditions: str
    by: str
    amended: bool
    amends: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPage:
    """Everything that was measured in an episode."""

    cards: tuple[MeasureCard, ...]
    rows: tuple[ListRow, ...]


def present_measure(
    instrument: Instrument,
    series: Series,
    last: Assessment | None,
    *,
    groups: Sequence[ItemGroup],
    today: date,
) -> MeasurePage:
    """The page that takes one result; `groups` are those that its form shows."""
    before = responses_of(last) if last is not None else Responses()
    return MeasurePage(
        instrument=instrument,
        last_label="Last time",
        last=last_time(last, today=today) if last else None,
        groups=tuple(_group(group, before) for group in groups),
        aid_hint=_aid_hint(instrument, series, last, today=today),
        cannot=tuple(
            (status.value, CANNOT_BUTTONS[status])
            for status in instrument.statuses
            if status in CANNOT_BUTTONS
        ),
        skipped_because=(*SKIPPED_BECAUSE.items(), (OTHER_REASON, "Another reason: in the note")),
        permission=instrument.permission if len(groups) < len(instrument.groups) else "",
        minutes=phrasing.plural(instrument.minutes, "minute"),
        source=instrument.trial_rule_source,
    )


def present_amending(
    assessment: Assessment, series: Series, *, groups: Sequence[ItemGroup], today: date
) -> MeasurePage:
    """The page that puts another result in the place of one."""
    page = present_measure(series.instrument, series, None, groups=groups, today=today)
    return replace(
        page, last_label="Recorded", last=last_time(assessment, today=today), aid_hint=""
    )


def present_choice(
    instruments: Sequence[Instrument], latest: Mapping[str, Assessment], *, today: date
) -> tuple[ChoiceCard, ...]:
    cards = []
    for instrument in instruments:
        last = latest.get(instrument.code)
        cards.append(
            ChoiceCard(
                code=instrument.code,
                name=instrument.name,
                measures=instrument.measures,
                minutes=f"{instrument.minutes} min",
                last=last_time(last, today=today) if last else None,
                done_today=last is not None and last.assessed_on == today,
            )
        )
    return tuple(cards)


def present_list(
    all_series: Sequence[Series],
    assessments: Sequence[Assessment],
    names: Mapping[UUID, str],
    *,
    today: date,
) -> ListPage:
    """`assessments` are all, also those that were amended, the newest first."""
    amended = {row.supersedes_id for row in assessments if row.supersedes_id is not None}
    return ListPage(
        cards=tuple(measure_card(series, today=today) for series in all_series),
        rows=tuple(
            _list_row(row, names, amended=row.id in amended, today=today) for row in assessments
        ),
    )


def _group(group: ItemGroup, before: Responses) -> FormGroup:
    last = before.of(group.code)
    practice = tuple(
        FormRow(
            name=practice_name(place),
            label="Practice",
            aside="not counted",
            last="",
            practice=True,
            timed_as="practice",
        )
        for place in range(group.practice_trials)
    )
    rows = tuple(
        FormRow(
            name=field_name(group, place),
            label=item.label,
            aside=item.hint or _optional(group, item),
            last=_last(group, last, place),
            unit=A_MINUTE if item.link_id == "pulse" else group.unit,
            layout=_layout(group, place),
            timed_as=_timed_as(group, place),
        )
        for place, item in enumerate(group.items)
    )
    counts = group.kind is GroupKind.COUNT and group.role is not GroupRole.TOTAL
    return FormGroup(
        kind=group.kind.value,
        title=group.title,
        unit=group.unit,
        rows=practice + rows,
        timing=group.timing,
        has_stopwatch=group.kind in TIMED and group.role is GroupRole.SCORED,
        stop_at_s="" if group.stop_at_s is None else str(group.stop_at_s),
        laps=group.kind is GroupKind.TIMED_TRIALS and len(group.items) > 1,
        counts=group.unit.removesuffix("s") if counts else "",
        most=str(group.limits.refuse_above),
    )


def _layout(group: ItemGroup, place: int) -> str:
    limits = group.limits_of(place)
    choices = limits.refuse_above - limits.refuse_below + 1
    if choices > MOST_IN_A_ROW:
        return "eleven"
    return "five" if choices == MOST_IN_A_ROW else "row"


def _timed_as(group: ItemGroup, place: int) -> str:
    prompt = group.items[place].prompt.lower()
    if group.kind is GroupKind.STAGE_HOLDS and prompt[:1].isdigit():
        return f"stage {place + 1}"
    return f"{group.side} {prompt}".strip()


def _optional(group: ItemGroup, item: Item) -> str:
    """A later stage is not optional: it follows, or it does not."""
    is_optional = item.optional and group.kind is not GroupKind.STAGE_HOLDS
    return "optional" if is_optional else ""


def _last(group: ItemGroup, values: Numbers, place: int) -> str:
    value = values[place] if place < len(values) else None
    if value is None:
        return ""
    return ANSWERS[int(value)].lower() if group.kind is GroupKind.YES_NO else phrasing.number(value)


def _aid_hint(
    instrument: Instrument, series: Series, last: Assessment | None, *, today: date
) -> str:
    if len(instrument.aids) == 1:
        return ""
    if last is None:
        return "The aid of the first test is the one to compare with."
    carried = f"Carried over from {phrasing.day(last.assessed_on, today=today)}."
    if series.baseline is None:
        return carried
    if series.baseline.protocol.aid is responses_of(last).aid:
        return f"{carried} Same as the baseline, so the results can be compared."
    baseline_aid = phrasing.AID_WORDS[series.baseline.protocol.aid]
    return f"{carried} The baseline was taken {baseline_aid}: another aid is not compared with it."


def _list_row(row: Assessment, names: Mapping[UUID, str], *, amended: bool, today: date) -> ListRow:
    instrument, result = instrument_of(row), result_of(row)
    return ListRow(
        assessment_id=row.id,
        day=phrasing.day(row.assessed_on, today=today),
        name=instrument.name,
        value=result_words(instrument, result),
        conditions=conditions_words(instrument, result),
        by=names.get(row.by_id, ""),
        amended=amended,
        amends=row.supersedes_id is not None,
    )
