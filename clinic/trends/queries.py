from werkzeug.exceptions import NotFound

from clinic.episodes import queries as episodes
from clinic.episodes.models import Episode
from clinic.falls import queries as falls
from clinic.falls.models import FallEvent, NearFall
from clinic.falls.presenters import title
from clinic.patients.models import Patient
from clinic.plotting import ChartEvents, EventMark, FallMark, LevelSpan, Pause
from clinic.routines import queries as routines


def chosen_episode(patient: Patient, asked: str | None) -> Episode:
    """The episode with the id that was asked for, else the latest; a 404 for another patient's."""
    if not asked:
        latest = episodes.latest_episode(patient)
        if latest is None:
            raise NotFound
        return latest
    for episode in episodes.list_episodes(patient):
        if str(episode.id) == asked:
            return episode
    raise NotFound


def chart_events(episode: Episode) -> ChartEvents:
    """What may explain a change: the same lane under every chart of the episode.

    Falls and near falls have marks of their own; whatever else is recorded as an event, now or
    later, is a square with its title.
    """
    events = list(reversed(falls.list_events(episode)))
    return ChartEvents(
        levels=tuple(
            LevelSpan(level=period.level, starts_on=period.starts_on, ends_on=period.ends_on)
            for period in routines.level_changes(episode)
        ),
        pauses=tuple(
            Pause(starts_on=pause.starts_on, ends_on=pause.ends_on)
            for pause in routines.list_pauses(episode)
        ),
        falls=tuple(
            FallMark(
                on=event.happened_on, near=not isinstance(event, FallEvent), label=title(event)
            )
            for event in events
            if isinstance(event, FallEvent | NearFall)
        ),
        others=tuple(
            EventMark(on=event.happened_on, label=title(event))
            for event in events
            if not isinstance(event, FallEvent | NearFall)
        ),
    )
