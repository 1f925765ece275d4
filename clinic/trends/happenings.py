"""What happened along the time axis, in words: the lane of the charts as a list."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from clinic import phrasing
from clinic.plotting import ChartEvents, LevelSpan, Pause


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """One line: since when, in words; what; and the icon of its kind."""

    on: date
    when: str
    what: str
    icon: str


def lines(events: ChartEvents, days: tuple[date, date], *, today: date) -> list[Happened]:
    """Everything that happened on these days, the first first."""
    found = [
        *_levels(events.levels, today=today),
        *(_pause(pause, today=today) for pause in events.pauses),
        *(
            _happened(fall.on, fall.label, "caution" if fall.near else "fall", today=today)
            for fall in events.falls
        ),
        *(_happened(event.on, event.label, "information", today=today) for event in events.others),
    ]
    first, last = days
    return sorted(
        (one for one in found if first <= one.on <= last), key=lambda one: (one.on, one.what)
    )


def _levels(levels: tuple[LevelSpan, ...], *, today: date) -> list[Happened]:
    found = [
        _happened(span.starts_on, f"Level {span.level}", "arrow", today=today)
        for span in levels[:1]
    ]
    for before, span in pairwise(levels):
        words, icon = f"From Level {before.level} to Level {span.level}", "step_up"
        if before.level == span.level:
            words, icon = f"Level {span.level} again", "arrow"
        elif before.level > span.level:
            icon = "step_down"
        found.append(_happened(span.starts_on, words, icon, today=today))
    return found


def _pause(pause: Pause, *, today: date) -> Happened:
    words = "Training paused, not resumed"
    if pause.ends_on:
        words = f"Training paused until {phrasing.day(pause.ends_on, today=today)}"
    return _happened(pause.starts_on, words, "pause", today=today)


def _happened(on: date, what: str, icon: str, *, today: date) -> Happened:
    return Happened(
        on=on, when=phrasing.capitalised(phrasing.day(on, today=today)), what=what, icon=icon
    )
