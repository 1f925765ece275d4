"""An event that was reported in error is withdrawn, or amended; both stay in the record."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from clinic.audit.actions import record_new
from clinic.domain.falls import FallDetails, NearFallDetails
from clinic.episodes.actions import require_open
from clinic.episodes.models import Episode
from clinic.episodes.telling import tell_of_risk
from clinic.falls.actions import record_fall, record_health_event, record_near_fall
from clinic.falls.models import EventWithdrawal, HealthEvent
from clinic.falls.queries import Event, find_withdrawal
from clinic.ids import new_id
from clinic.web.access import Actor


class AlreadyWithdrawn(Exception):
    """Somebody withdrew the event, or amended it, before."""


class ReasonOwed(ValueError):
    """Nobody said why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeDetails:
    """What may be told otherwise of a health event: not what it is."""

    happened_on: date
    note: str = ""


Details = FallDetails | NearFallDetails | ChangeDetails


def withdraw(
    event: Event,
    episode: Episode,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    record_id: UUID | None = None,
) -> EventWithdrawal:
    """Takes an event back: it counts no longer, and a checklist it ended holds again.

    Training rests all the same until a clinician has reviewed it.

    Raises EpisodeClosed, AlreadyWithdrawn, and ReasonOwed without a reason.
    """
    return _withdraw(event, episode, reason=reason, by=by, at=at, record_id=record_id)


def amend(
    event: Event,
    episode: Episode,
    details: Details,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    record_id: UUID | None = None,
) -> Event:
    """The same event with other details. It waits for a review, even if the first one had its own.

    Raises what `withdraw` raises, and ValueError for a day that cannot be.
    """
    if find_withdrawal(event) is not None:
        raise AlreadyWithdrawn
    told = _record(event, episode, details, by=by, at=at, record_id=record_id or new_id())
    _withdraw(event, episode, reason=reason, by=by, at=at, replaced_by_id=told.id)
    return told


def _record(
    event: Event, episode: Episode, details: Details, *, by: Actor, at: datetime, record_id: UUID
) -> Event:
    match details:
        case FallDetails():
            return record_fall(episode, details, by=by, at=at, record_id=record_id)
        case NearFallDetails():
            return record_near_fall(episode, details, by=by, at=at, record_id=record_id)
        case ChangeDetails() if isinstance(event, HealthEvent):
            return record_health_event(
                episode,
                event.kind,
                happened_on=details.happened_on,
                note=details.note,
                by=by,
                at=at,
                record_id=record_id,
            )
        case _:
            raise ValueError("an event is amended as what it is")


def _withdraw(
    event: Event,
    episode: Episode,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    record_id: UUID | None = None,
    replaced_by_id: UUID | None = None,
) -> EventWithdrawal:
    require_open(episode)
    if not reason.strip():
        raise ReasonOwed("Say why.")
    if find_withdrawal(event) is not None:
        raise AlreadyWithdrawn
    withdrawal = EventWithdrawal(
        id=record_id or new_id(),
        episode_id=episode.id,
        event_id=event.id,
        replaced_by_id=replaced_by_id,
        reason=reason,
        at=at,
        by_id=by.clinician_id,
    )
    action = "event.amended" if replaced_by_id else "event.withdrawn"
    record_new(action, withdrawal, by=by, at=at, patient_id=episode.patient_id)
    tell_of_risk(episode, by=by, at=at)
    return withdrawal
