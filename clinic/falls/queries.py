from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from werkzeug.exceptions import NotFound

from clinic.db import db
from clinic.domain.checklists import InvalidatingEvent
from clinic.domain.falls import (
    HealthEventKind,
    ReportedEvent,
    a_year_before,
    pauses_routine,
)
from clinic.episodes.models import Episode
from clinic.episodes.queries import list_episodes
from clinic.falls.models import (
    Event,
    EventWithdrawal,
    FallEvent,
    FallReview,
    HealthEvent,
    NearFall,
    type_of,
)
from clinic.patients.models import Patient
from clinic.web.records import IDS, Question, find_record

__all__ = ["Event", "type_of"]  # what they are, for those who ask here

KINDS: tuple[type[Event], ...] = (FallEvent, NearFall, HealthEvent)

_EVENTS: Final[Mapping[type[Event], Question[Any]]] = {
    kind: Question(sa.select(kind).where(kind.episode_id.in_(IDS))) for kind in KINDS
}
# Which of the three tables to read: most episodes have no event.
_KINDS_THERE: Final = Question(
    sa.select(*(sa.exists(sa.select(kind.id).where(kind.episode_id.in_(IDS))) for kind in KINDS))
)
_REVIEWS: Final = Question(sa.select(FallReview).where(FallReview.event_id.in_(IDS)))
_REVIEWS_OF_EPISODES: Final = Question(
    sa.select(FallReview)
    .where(FallReview.episode_id.in_(IDS))
    .order_by(FallReview.at, FallReview.id)
)
_WITHDRAWALS: Final = Question(sa.select(EventWithdrawal).where(EventWithdrawal.event_id.in_(IDS)))


def list_events(episode: Episode) -> list[Event]:
    """Falls, near falls and health events of the episode that stand, the latest first."""
    return _told(_standing([episode.id]))


def list_events_of_patient(patient: Patient) -> list[Event]:
    """The same over all episodes of a patient, with those that were withdrawn."""
    return _told(_events([episode.id for episode in list_episodes(patient)]))


def find_event(event_id: UUID) -> Event | None:
    for kind in KINDS:
        event = find_record(kind, event_id)
        if event is not None:
            return event
    return None


def get_event(patient: Patient, event_id: UUID) -> Event:
    """An event of this patient, or a 404."""
    event = find_event(event_id)
    if event is None or event.episode_id not in {e.id for e in list_episodes(patient)}:
        raise NotFound
    return event


def find_review(event: Event) -> FallReview | None:
    return reviews_of([event.id]).get(event.id)


def reviews_of(event_ids: Collection[UUID]) -> dict[UUID, FallReview]:
    """Reviews by the id of the event that they close."""
    return {review.event_id: review for review in _REVIEWS.records(event_ids)}


def find_withdrawal(event: Event) -> EventWithdrawal | None:
    return withdrawals_of([event.id]).get(event.id)


def withdrawals_of(event_ids: Collection[UUID]) -> dict[UUID, EventWithdrawal]:
    """Withdrawals by the id of the event that they take back."""
    return {found.event_id: found for found in _WITHDRAWALS.records(event_ids)}


def reported_at(episode: Episode) -> dict[UUID, datetime]:
    """When each event of the episode was reported, by its id, withdrawn or not."""
    return {event.id: event.reported_at for event in _events([episode.id])}


def list_reviews(episode: Episode) -> list[FallReview]:
    """The reviews of the episode in the order in which they were signed."""
    return list_reviews_in([episode.id])[episode.id]


def list_reviews_in(episode_ids: Collection[UUID]) -> dict[UUID, list[FallReview]]:
    """The same for many episodes at once, by episode id; none left out."""
    found: dict[UUID, list[FallReview]] = {episode_id: [] for episode_id in episode_ids}
    for review in _REVIEWS_OF_EPISODES.records(episode_ids):
        found[review.episode_id].append(review)
    return found


def unreviewed(episode: Episode) -> list[Event]:
    """What pauses the routine until a clinician has reviewed it, the oldest first."""
    return unreviewed_in([episode.id]).get(episode.id, [])


def unreviewed_in(episode_ids: Collection[UUID]) -> dict[UUID, list[Event]]:
    """The same for many episodes at once; an episode with nothing to review is left out.

    An event that was withdrawn still waits: only a review ends its pause. One that was amended
    waits as what it was amended as.
    """
    events = _events(episode_ids)
    ids = [event.id for event in events]
    reviewed, amended = set(reviews_of(ids)), _amended(withdrawals_of(ids))
    found: dict[UUID, list[Event]] = defaultdict(list)
    for event in events:
        if event.id not in amended and pauses_routine(reported(event, reviewed)):
            found[event.episode_id].append(event)
    return dict(found)


def list_events_in(episode_ids: Collection[UUID]) -> dict[UUID, list[Event]]:
    """What stands or waits for a review, of many episodes, the oldest first; none left out."""
    found: dict[UUID, list[Event]] = {episode_id: [] for episode_id in episode_ids}
    events = list(reversed(_told(_events(episode_ids))))
    withdrawn = withdrawals_of([event.id for event in events])
    over = _amended(withdrawn) | set(reviews_of(list(withdrawn)))
    for event in events:
        if event.id not in over or event.id not in withdrawn:
            found[event.episode_id].append(event)
    return found


def reported(event: Event, reviewed_ids: Collection[UUID]) -> ReportedEvent:
    """The event as the rules read it."""
    return ReportedEvent(
        type=type_of(event), on=event.happened_on, reviewed=event.id in reviewed_ids
    )


def pauses(event: Event) -> bool:
    """Whether training rests from its report until its review."""
    return pauses_routine(reported(event, ()))


def invalidating_events(episode: Episode) -> tuple[InvalidatingEvent, ...]:
    """What stands and ends the validity of checklists, reviewed or not, in order of days."""
    return tuple(
        InvalidatingEvent(type=type_of(event), on=event.happened_on)
        for event in _standing([episode.id])
    )


def invalidating_events_in(
    episode_ids: Collection[UUID],
) -> dict[UUID, tuple[InvalidatingEvent, ...]]:
    """The same for many episodes at once, by episode id; none left out."""
    found: dict[UUID, list[InvalidatingEvent]] = {episode_id: [] for episode_id in episode_ids}
    for event in _standing(episode_ids):
        found[event.episode_id].append(InvalidatingEvent(type=type_of(event), on=event.happened_on))
    return {episode_id: tuple(events) for episode_id, events in found.items()}


def falls_in_12_months(patient: Patient, today: date) -> int:
    """How many falls were reported for the 12 months that end today, over all episodes."""
    count = db.session.scalar(
        sa.select(sa.func.count())
        .select_from(FallEvent)
        .where(
            FallEvent.episode_id.in_([episode.id for episode in list_episodes(patient)]),
            FallEvent.happened_on > a_year_before(today),
            FallEvent.happened_on <= today,
            FallEvent.id.not_in(sa.select(EventWithdrawal.event_id)),
        )
    )
    return count or 0


def _standing(episode_ids: Collection[UUID]) -> list[Event]:
    events = _events(episode_ids)
    withdrawn = withdrawals_of([event.id for event in events])
    return [event for event in events if event.id not in withdrawn]


def _told(events: Sequence[Event]) -> list[Event]:
    """What somebody told, the latest first; a change of level writes itself down."""
    return [event for event in reversed(events) if type_of(event) != HealthEventKind.LEVEL_CHANGE]


def _amended(withdrawals: Mapping[UUID, EventWithdrawal]) -> set[UUID]:
    return {one for one, withdrawal in withdrawals.items() if withdrawal.replaced_by_id}


def _events(episode_ids: Collection[UUID]) -> Sequence[Event]:
    found: list[Event] = []
    for kind in _kinds_there(episode_ids):
        found += _EVENTS[kind].records(episode_ids)
    return sorted(found, key=lambda event: (event.happened_on, event.reported_at, event.id))


def _kinds_there(episode_ids: Collection[UUID]) -> list[type[Event]]:
    return [
        kind
        for there in _KINDS_THERE.rows(episode_ids)
        for kind, is_there in zip(KINDS, there, strict=True)
        if is_there
    ]
