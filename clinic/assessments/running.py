"""What the numbers mean while they are typed. Nothing is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from clinic import phrasing
from clinic.assessments.fields import in_full
from clinic.assessments.meaning import Meaning, present_meaning, result_as_typed
from clinic.assessments.remarks import remarks_of
from clinic.assessments.result_words import result_words
from clinic.assessments.results import Profiles, as_stored
from clinic.domain.banding import INCOMPLETE
from clinic.domain.comparison import mdc_for
from clinic.domain.entries import check_entry, has_a_number
from clinic.domain.instruments import Instrument
from clinic.domain.interpretation import Person, interpret
from clinic.domain.items import GroupKind, GroupRole, ItemGroup
from clinic.domain.responses import Numbers, Responses
from clinic.domain.scoring import answered, with_implied_marks
from clinic.domain.series import Series
from clinic.domain.units import mean, stored

SCALES: Final = frozenset({GroupKind.ORDINAL, GroupKind.PERCENT, GroupKind.YES_NO})


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a scale of items has come, while it is filled in."""

    so_far: str
    so_far_label: str
    last: str
    last_label: str
    same_items: str
    to_go: str
    error: str
    save_label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RunningResult:
    """The result as typed: what stands in its way, its meaning, or how far a scale has come."""

    problem: str = ""
    question: str = ""
    meaning: Meaning | None = None
    progress: Progress | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RunningFacts:
    """What a result as typed is held against."""

    before: Series
    last: Responses | None
    person: Person
    profiles: Profiles
    on: date
    today: date


def present_running(responses: Responses, facts: RunningFacts) -> RunningResult:
    """The meaning of what was typed so far."""
    instrument = facts.before.instrument
    check = check_entry(instrument, responses)
    if check.refusals:
        return RunningResult(problem=in_full(check.refusals[0], instrument.groups))
    kept = as_stored(instrument, responses)
    progress = present_progress(
        kept, facts.before, facts.last, mdc_profile=facts.profiles.mdc, today=facts.today
    )
    if not has_a_number(instrument, kept) and not kept.flags:
        return RunningResult(progress=progress)
    found = interpret(instrument, kept, person=facts.person, profile=facts.profiles.threshold)
    if found.score is None and found.band in {None, INCOMPLETE}:
        return RunningResult(progress=progress)
    meaning = present_meaning(
        instrument,
        result_as_typed(instrument, facts.on, kept, found),
        facts.before,
        remarks=remarks_of(instrument, found),
        mdc_profile=facts.profiles.mdc,
        today=facts.today,
    )
    asked = check.confirmations[:1]
    question = "".join(in_full(one, instrument.groups) for one in asked)
    return RunningResult(question=question, meaning=meaning, progress=progress)


def present_progress(
    responses: Responses,
    before: Series,
    last: Responses | None,
    *,
    mdc_profile: str | None,
    today: date,
) -> Progress | None:
    """The running state of a scale of items; None for a test of another kind."""
    instrument = before.instrument
    done, items = answered(instrument, responses)
    if items <= 1 or not _is_filled_in_here(instrument, responses):
        return None
    latest = before.latest
    return Progress(
        so_far=_so_far(instrument, responses),
        so_far_label=f"So far, {done} of {items} items",
        last=result_words(instrument, latest) if latest else "",
        last_label=_last_label(instrument, latest.on, today=today) if latest else "",
        same_items=_same_items(instrument, responses, last),
        to_go=_to_go(instrument, done, items),
        error=_error_from(before, mdc_profile),
        save_label=_save_label(done, items),
    )


def _is_filled_in_here(instrument: Instrument, responses: Responses) -> bool:
    """Whether it is a scale whose items are on the form, and no total of a paper form stands."""
    paper = (group for group in instrument.groups if group.role is GroupRole.TOTAL)
    if any(total is not None for group in paper for total in responses.of(group.code)):
        return False
    return all(
        group.kind in SCALES and group.code in responses.numbers
        for group in instrument.scored_groups
    )


def _last_label(instrument: Instrument, on: date, *, today: date) -> str:
    what = "result" if instrument.gives_band_only else "total"
    return f"Last {what}, {phrasing.day(on, today=today)}"


def _so_far(instrument: Instrument, responses: Responses) -> str:
    """Points of the items done, and how many these could give; the mean of percents."""
    if instrument.groups[0].kind is GroupKind.PERCENT:
        answers = tuple(value for value, _ in _answered(instrument, responses))
        return f"{phrasing.number(stored(mean(answers), 1), 1)} %" if answers else "–"
    points = most = Decimal(0)
    if answered(instrument, responses)[0] == 0:
        return "–"
    for value, highest in _answered(instrument, responses):
        points += value
        most += highest
    return f"{phrasing.number(points)} of {phrasing.number(most)}"


def _answered(instrument: Instrument, responses: Responses) -> Iterator[tuple[Decimal, Decimal]]:
    """What each question that was answered gives, and the most that it can give."""
    for group in instrument.scored_groups:
        values = _worth(group, with_implied_marks(instrument, responses.of(group.code)))
        for places in group.questions:
            sides = [values[place] for place in places if place < len(values)]
            present = [side for side in sides if side is not None]
            if len(present) == len(places):
                yield min(present), _most(group, places[0])


def _worth(group: ItemGroup, values: Numbers) -> Numbers:
    """Points in place of answers: what a yes is worth."""
    return tuple(
        None if value is None else value * item.weight
        for item, value in zip(group.items, values, strict=False)
    )


def _most(group: ItemGroup, place: int) -> Decimal:
    return group.limits_of(place).refuse_above * group.items[place].weight


def _same_items(instrument: Instrument, responses: Responses, last: Responses | None) -> str:
    """The sum of the same items last time, while only some are done."""
    if last is None or instrument.groups[0].kind is GroupKind.PERCENT:
        return ""
    done, items = answered(instrument, responses)
    then_done, _ = answered(instrument, last)
    if not 0 < done < items or then_done < items:
        return ""
    before = Decimal(0)
    for group in instrument.scored_groups:
        now = with_implied_marks(instrument, responses.of(group.code))
        then = _worth(group, last.of(group.code))
        for places in group.questions:
            if all(now[place] is not None for place in places):
                before += min(then[place] or Decimal(0) for place in places)
    return str(before)


def _to_go(instrument: Instrument, done: int, items: int) -> str:
    needed = instrument.fewest_items or items
    if done >= needed or instrument.gives_band_only:
        return ""
    missing = phrasing.capitalised(phrasing.plural(needed - done, "item"))
    if needed < items:
        return f"{missing} to go until there is a score: {needed} of {items} are needed."
    return f"{missing} to go; there is no total until all are scored."


def _error_from(before: Series, mdc_profile: str | None) -> str:
    baseline = before.baseline.reading.value if before.baseline else None
    mdc = mdc_for(before.instrument, baseline, profile=mdc_profile)
    if mdc is None or baseline is None:
        return ""
    error = phrasing.quantity(before.instrument, mdc.value)
    return f"Error {error} from a baseline of {phrasing.number(baseline)}."


def _save_label(done: int, items: int) -> str:
    if done in (0, items):
        return "Save the result"
    return f"Save {done} of {items}, go on later"
