"""What a matching rule rests on, so that a page can show it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from clinic.domain.criteria import Criterion
from clinic.domain.progression_facts import EventFacts, LogFacts
from clinic.domain.progression_situation import Situation


@dataclass(frozen=True, kw_only=True, slots=True)
class Grounds:
    """The records that made a rule match. A rule may match on what is missing, and rest on none.

    Attributes:
        tests: codes of the tests it looked at.
        criteria: of a level's entry, those that were not met.
    """

    logs: tuple[LogFacts, ...] = ()
    events: tuple[EventFacts, ...] = ()
    tests: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()


MATCH: Final = Grounds()
"""A rule that matches and rests on no record."""

Predicate = Callable[[Situation], Grounds | None]
"""A rule's condition: what it rests on when it holds, else None."""


def found(logs: Iterable[LogFacts] = (), events: Iterable[EventFacts] = ()) -> Grounds | None:
    """The grounds when anything was found."""
    some_logs, some_events = tuple(logs), tuple(events)
    return Grounds(logs=some_logs, events=some_events) if some_logs or some_events else None


def met(condition: object, logs: Iterable[LogFacts] = ()) -> Grounds | None:
    """The grounds when the condition holds."""
    return Grounds(logs=tuple(logs)) if condition else None
