"""A visit: the tests of this day in their order; what was measured, what is now, what comes next.

A visit is not a record of its own. It is named in the address, by a battery or by the tests that
were chosen, and what was done in it is told by the assessments of the day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from clinic import phrasing
from clinic.assessments.models import Assessment, OwnBattery
from clinic.assessments.result_words import conditions_words, result_words
from clinic.assessments.results import instrument_of, result_of
from clinic.catalogue.battery_definitions import (
    CORE_BATTERY,
    get_battery,
    instruments_of,
    list_batteries,
)
from clinic.catalogue.instrument_definitions import instruments_by_code, list_recordable
from clinic.catalogue.loading import UnknownDefinition
from clinic.domain.instruments import Instrument
from clinic.domain.responses import NOT_TRIED, Status

BETWEEN_TESTS: Final = "."
"""Parts the codes of a visit of one's own in its name: "tug.sls"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """Tests that are done one after the other; `code` names them in addresses."""

    code: str
    name: str
    instruments: tuple[Instrument, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BatteryStep:
    """One instrument of a visit on this day; `measured` when it was tried and not refused."""

    code: str
    name: str
    words: str
    done: bool
    measured: bool
    skipped: bool
    current: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class BatteryCard:
    """A battery that can be chosen: what it holds and how far it has come today."""

    code: str
    name: str
    purpose: str
    tests: str
    minutes: str
    progress: str
    first: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LastTime:
    """The result of last time, as it stands beside the new one."""

    value: str
    when: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenVisit:
    """A visit that was begun today: its name, the test it stands at, and when it was kept."""

    name: str
    at: str
    kept: str
    visit: str
    instrument_code: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OthersVisit:
    """A visit that a colleague began today and left open."""

    draft_id: UUID
    who: str
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenOver:
    """A colleague went on with one's visit; `settled` when saving all the same was ticked."""

    takeover_id: UUID
    sentence: str
    settled: bool = False


def kept_words(moment: datetime) -> str:
    """When something was kept, in the clinic's time: "Kept at 10:42, not saved yet."."""
    return f"Kept at {moment:%H:%M}, not saved yet."


def open_visit(
    visit: Visit, instrument: Instrument, *, kept_at: datetime, has_typed: bool
) -> OpenVisit:
    """A visit that can be gone on with; `kept_at` is in the clinic's time."""
    return OpenVisit(
        name=visit.name,
        at=instrument.name,
        kept=kept_words(kept_at) if has_typed else f"Last saved at {kept_at:%H:%M}.",
        visit=visit.code,
        instrument_code=instrument.code,
    )


def others_visit(draft_id: UUID, who: str, begun: OpenVisit) -> OthersVisit:
    """Whose visit it is, where it stands, and what was kept of it when."""
    return OthersVisit(
        draft_id=draft_id,
        who=who,
        sentence=f"{who} began {begun.name} today and is at {begun.at}. {begun.kept}",
    )


def taken_over(takeover_id: UUID, who: str, moment: datetime, *, settled: bool) -> TakenOver:
    """What is said to who began a visit; `moment` is in the clinic's time."""
    sentence = f"{who} took over this visit at {moment:%H:%M}, with what was typed until then."
    return TakenOver(takeover_id=takeover_id, sentence=sentence, settled=settled)


def visit_named(code: str | None, *, with_test: str = "") -> Visit:
    """The visit of an address.

    Args:
        code: a battery, or codes of tests parted by a full stop; None where none was named.
        with_test: the test in hand. A visit without it is not its own: the core battery if that
            has it, else the test alone.
    """
    wanted = frozenset((code or "").split(BETWEEN_TESTS))
    found = _battery_visit(code or CORE_BATTERY) or visit_of_tests(wanted)
    if not with_test or any(one.code == with_test for one in found.instruments):
        return found
    return visit_of_tests({with_test})


def visit_of_own(own: OwnBattery) -> Visit:
    """A battery of the clinic's own, in the order that it was given."""
    return Visit(
        code=str(own.id),
        name=own.name,
        instruments=tuple(
            instruments_by_code()[code] for code in own.instruments if code in instruments_by_code()
        ),
    )


def visit_of_tests(codes: Iterable[str]) -> Visit:
    """A visit of one's own, in the order of the library; unknown codes are left out."""
    wanted = frozenset(codes)
    chosen = tuple(one for one in list_recordable() if one.code in wanted)
    return Visit(
        code=BETWEEN_TESTS.join(one.code for one in chosen), name="Own choice", instruments=chosen
    )


def last_time(assessment: Assessment, *, today: date) -> LastTime:
    """Value and day of an assessment, with its conditions."""
    instrument, result = instrument_of(assessment), result_of(assessment)
    when = phrasing.day(assessment.assessed_on, today=today)
    conditions = conditions_words(instrument, result)
    return LastTime(
        value=result_words(instrument, result),
        when=f"{when}, {conditions}" if conditions else when,
    )


def battery_steps(
    visit: Visit, taken_today: Mapping[str, Assessment], *, current: str = ""
) -> tuple[BatteryStep, ...]:
    """The visit as it stands today; `current` is the code of the instrument in hand."""
    return tuple(
        _step(instrument, taken_today.get(instrument.code), here=instrument.code == current)
        for instrument in visit.instruments
    )


def next_step(steps: Sequence[BatteryStep]) -> BatteryStep | None:
    """The first test that was neither done nor skipped today, after the current one."""
    place = next((n for n, step in enumerate(steps) if step.current), -1)
    rest = (*steps[place + 1 :], *steps[: max(place, 0)])
    return next((step for step in rest if not step.done and not step.skipped), None)


def battery_cards(
    taken_today: Mapping[str, Assessment], own: Sequence[OwnBattery] = ()
) -> tuple[BatteryCard, ...]:
    """Every battery, the clinic's own first: what was done of it today, and where it goes on."""
    visits = [(visit_of_own(one), "Put together by this clinic") for one in own]
    visits += [
        (Visit(code=one.code, name=one.name, instruments=instruments_of(one)), one.purpose)
        for one in list_batteries()
    ]
    cards = []
    for visit, purpose in visits:
        instruments, steps = visit.instruments, battery_steps(visit, taken_today)
        minutes = sum(instrument.minutes for instrument in instruments)
        following = next_step(steps)
        cards.append(
            BatteryCard(
                code=visit.code,
                name=visit.name,
                purpose=purpose,
                tests=phrasing.joined([instrument.short_name for instrument in instruments]),
                minutes=f"about {minutes} min",
                progress=_progress(steps),
                first=following.code if following else steps[0].code,
            )
        )
    return tuple(cards)


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnBatteryRow:
    """A battery of the clinic's own in its list."""

    battery_id: UUID
    name: str
    tests: str
    minutes: str


def own_battery_rows(batteries: Sequence[OwnBattery]) -> tuple[OwnBatteryRow, ...]:
    """Each with its tests in order and the minutes they take."""
    rows = []
    for battery in batteries:
        instruments = visit_of_own(battery).instruments
        rows.append(
            OwnBatteryRow(
                battery_id=battery.id,
                name=battery.name,
                tests=phrasing.joined([instrument.short_name for instrument in instruments]),
                minutes=f"about {sum(instrument.minutes for instrument in instruments)} min",
            )
        )
    return tuple(rows)


def _battery_visit(code: str) -> Visit | None:
    try:
        battery = get_battery(code)
    except UnknownDefinition:
        return None
    return Visit(code=battery.code, name=battery.name, instruments=instruments_of(battery))


def _step(instrument: Instrument, taken: Assessment | None, *, here: bool) -> BatteryStep:
    skipped = taken is not None and taken.status is Status.NOT_DONE
    words = "now" if here else "to do"
    if skipped:
        words = "now, skipped before" if here else "skipped"
    elif taken is not None:
        words = result_words(instrument, result_of(taken))
    return BatteryStep(
        code=instrument.code,
        name=instrument.short_name,
        words=words,
        done=taken is not None and not skipped,
        measured=taken is not None and taken.status not in NOT_TRIED,
        skipped=skipped,
        current=here,
    )


def _progress(steps: Sequence[BatteryStep]) -> str:
    done = sum(step.done for step in steps)
    skipped = sum(step.skipped for step in steps)
    if not done and not skipped:
        return ""
    said = f"{done} of {len(steps)} done today"
    return f"{said}, {skipped} skipped" if skipped else said
