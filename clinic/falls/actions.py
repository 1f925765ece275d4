from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from clinic.audit.actions import record_new
from clinic.clock import day_of
from clinic.domain.falls import (
    FallDetails,
    HealthEventKind,
    NearFallDetails,
    ReviewOutcome,
    event_day_problem,
)
from clinic.episodes.actions import require_open
from clinic.episodes.models import Episode
from clinic.episodes.telling import tell, tell_of_risk
from clinic.falls.models import FallEvent, FallReview, HealthEvent, NearFall
from clinic.falls.queries import Event, find_review
from clinic.ids import new_id
from clinic.web.access import Actor


class AlreadyReviewed(Exception):
    """Somebody closed the event before."""


def record_fall(
    episode: Episode,
    details: FallDetails,
    *,
    by: Actor,
    at: datetime,
    record_id: UUID | None = None,
) -> FallEvent:
    """A fall. The routine rests from now until a clinician has reviewed it.

    Raises EpisodeClosed, and ValueError for a day that cannot be (`event_day_problem`).
    """
    _require_possible(episode, details.happened_on, by=by, at=at)
    fall = FallEvent(
        id=record_id or new_id(),
        episode_id=episode.id,
        reported_at=at,
        reported_by_id=by.clinician_id,
        **asdict(details),
    )
    record_new("fall.recorded", fall, by=by, at=at, patient_id=episode.patient_id)
    tell_of_risk(episode, by=by, at=at)
    return fall


def record_near_fall(
    episode: Episode,
    details: NearFallDetails,
    *,
    by: Actor,
    at: datetime,
    record_id: UUID | None = None,
) -> NearFall:
    """A near fall, with the same consequence and the same refusals as a fall."""
    _require_possible(episode, details.happened_on, by=by, at=at)
    near_fall = NearFall(
        id=record_id or new_id(),
        episode_id=episode.id,
        reported_at=at,
        reported_by_id=by.clinician_id,
        **asdict(details),
    )
    return record_new("near_fall.recorded", near_fall, by=by, at=at, patient_id=episode.patient_id)


def record_health_event(
    episode: Episode,
    kind: HealthEventKind,
    *,
    happened_on: date,
    note: str = "",
    by: Actor,
    at: datetime,
    record_id: UUID | None = None,
) -> HealthEvent:
    """A hospital stay, a change of medicines and the like: the screen no longer holds."""
    _require_possible(episode, happened_on, by=by, at=at)
    event = HealthEvent(
        id=record_id or new_id(),
        episode_id=episode.id,
        kind=kind,
        happened_on=happened_on,
        note=note,
        reported_at=at,
        reported_by_id=by.clinician_id,
    )
    return record_new("health_event.recorded", event, by=by, at=at, patient_id=episode.patient_id)


def review(
    event: Event,
    episode: Episode,
    outcome: ReviewOutcome,
    *,
    note: str,
    by: Actor,
    at: datetime,
    record_id: UUID | None = None,
) -> FallReview:
    """A clinician closes an event and says how training goes on.

    Raises EpisodeClosed, and AlreadyReviewed when somebody was faster.
    """
    require_open(episode)
    if find_review(event) is not None:
        raise AlreadyReviewed
    signed = FallReview(
        id=record_id or new_id(),
        episode_id=episode.id,
        event_id=event.id,
        at=at,
        by_id=by.clinician_id,
        outcome=outcome,
        note=note,
    )
    record_new("fall_review.signed", signed, by=by, at=at, patient_id=episode.patient_id)
    # It closes this event; another sign to stop, in a session log, still stands.
    tell(episode, by=by, at=at)
    return signed


def _require_possible(episode: Episode, on: date, *, by: Actor, at: datetime) -> None:
    require_open(episode)
    today = day_of(at, by.time_zone)
    problem = event_day_problem(on, enrolled_on=episode.enrolled_on, today=today)
    if problem is not None:
        raise ValueError(f"an event cannot be reported for that day: {problem.value}")
