"""Who acts when something is told about an episode, within the same transaction.

The records of an episode stand above each other: what a session log or a review means for the
routine is known further up than the log itself. Those above listen here; those below only tell.
"""

from collections.abc import Callable
from datetime import datetime

from clinic.episodes.models import Episode
from clinic.web.access import Actor

Listener = Callable[[Episode, Actor, datetime], None]
ClinicListener = Callable[[Actor, datetime], None]

_listeners: list[Listener] = []
_risk_listeners: list[Listener] = []
_line_listeners: list[ClinicListener] = []


def listen(listener: Listener) -> None:
    """From now on `listener` is told; registering it again changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(episode: Episode, *, by: Actor, at: datetime) -> None:
    """Something was written down that may stop training: whoever listens acts now."""
    for listener in _listeners:
        listener(episode, by, at)


def listen_for_risk(listener: Listener) -> None:
    """From now on `listener` is told of what the fall risk may rest on; twice changes nothing."""
    if listener not in _risk_listeners:
        _risk_listeners.append(listener)


def tell_of_risk(episode: Episode, *, by: Actor, at: datetime) -> None:
    """A measure or a fall was written down, amended or withdrawn: the fall risk may be another."""
    for listener in _risk_listeners:
        listener(episode, by, at)


def listen_for_lines(listener: ClinicListener) -> None:
    """From now on `listener` is told of a line that the clinic chose; twice changes nothing."""
    if listener not in _line_listeners:
        _line_listeners.append(listener)


def tell_of_line(*, by: Actor, at: datetime) -> None:
    """The clinic chose another line that the fall risk rests on: everybody's may be another."""
    for listener in _line_listeners:
        listener(by, at)
