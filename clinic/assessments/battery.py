"""The battery on this day: what was measured, what is now, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clinic import phrasing
from clinic.assessments.models import Assessment
from clinic.assessments.results import instrument_of, result_of
from clinic.assessments.verdicts import conditions_words, result_words
from clinic.domain.instruments import Instrument


@dataclass(frozen=True, kw_only=True, slots=True)
class BatteryStep:
    """One instrument of the battery on this day."""

    code: str
    name: str
    words: str
    done: bool
    current: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class LastTime:
    """The result of last time, as it stands beside the new one."""

    value: str
    when: str


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
    battery: Sequence[Instrument],
    latest: Mapping[str, Assessment],
    *,
    current: str,
    today: date,
) -> tuple[BatteryStep, ...]:
    """The battery as it stands today; `current` is the code of the instrument in hand."""
    steps = []
    for instrument in battery:
        last = latest.get(instrument.code)
        done = last is not None and last.assessed_on == today
        here = instrument.code == current
        if done and last is not None:
            words = result_words(instrument, result_of(last))
        else:
            words = "now" if here else "to do"
        steps.append(
            BatteryStep(
                code=instrument.code,
                name=instrument.short_name,
                words=words,
                done=done,
                current=here,
            )
        )
    return tuple(steps)


def next_step(steps: Sequence[BatteryStep]) -> BatteryStep | None:
    """The first instrument of the battery that was not done today, after the current one."""
    place = next((n for n, step in enumerate(steps) if step.current), -1)
    return next((step for step in (*steps[place + 1 :], *steps[:place]) if not step.done), None)
