from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import ClinicOwned, Word, of_clinic, to
from clinic.domain.falls import (
    FALL,
    NEAR_FALL,
    HealthEventKind,
    Injury,
    ReviewOutcome,
    Setting,
)


class FallEvent(ClinicOwned):
    """A fall: coming to rest unexpectedly on the ground, floor or lower level (ProFaNE)."""

    __tablename__ = "fall_event"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("clinician", "reported_by_id"),
        sa.Index("ix_fall_event_episode", "clinic_id", "episode_id"),
    )

    episode_id: Mapped[UUID]
    happened_on: Mapped[date]
    happened_at_time: Mapped[str] = mapped_column(default="")  # "21:40", as told; may be unknown
    place: Mapped[str] = mapped_column(default="")
    activity: Mapped[str] = mapped_column(default="")
    direction: Mapped[str] = mapped_column(default="")
    injury: Mapped[Injury] = mapped_column(Word(Injury))
    able_to_rise: Mapped[bool | None] = mapped_column(default=None)
    minutes_on_floor: Mapped[int | None] = mapped_column(default=None)
    lost_consciousness: Mapped[bool | None] = mapped_column(default=None)
    help_received: Mapped[str] = mapped_column(default="")
    seen_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    reported_at: Mapped[datetime]
    reported_by_id: Mapped[UUID]


class NearFall(ClinicOwned):
    """A near fall, as defined in the programme reference."""

    __tablename__ = "near_fall"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("clinician", "reported_by_id"),
        sa.Index("ix_near_fall_episode", "clinic_id", "episode_id"),
    )

    episode_id: Mapped[UUID]
    happened_on: Mapped[date]
    setting: Mapped[Setting] = mapped_column(Word(Setting))
    place: Mapped[str] = mapped_column(default="")
    activity: Mapped[str] = mapped_column(default="")
    caught_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    reported_at: Mapped[datetime]
    reported_by_id: Mapped[UUID]


class HealthEvent(ClinicOwned):
    """Something that invalidates a screen: hospital stay, medication change, new diagnosis …"""

    __tablename__ = "health_event"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("clinician", "reported_by_id"),
        sa.Index("ix_health_event_episode", "clinic_id", "episode_id"),
    )

    episode_id: Mapped[UUID]
    kind: Mapped[HealthEventKind] = mapped_column(Word(HealthEventKind))
    happened_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    reported_at: Mapped[datetime]
    reported_by_id: Mapped[UUID]


Event = FallEvent | NearFall | HealthEvent


def type_of(event: Event) -> str:
    """ "fall", "near_fall", or the kind of health event: the checklists' `invalidated_by` words."""
    match event:
        case FallEvent():
            return FALL
        case NearFall():
            return NEAR_FALL
        case HealthEvent():
            return event.kind.value


class FallReview(ClinicOwned):
    """A clinician's review of a fall, near fall or health event; until then the routine pauses."""

    __tablename__ = "fall_review"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("clinician", "by_id"),
        sa.UniqueConstraint("clinic_id", "event_id"),
    )

    episode_id: Mapped[UUID]
    event_id: Mapped[UUID]  # of a FallEvent, NearFall or HealthEvent of this episode
    at: Mapped[datetime]
    by_id: Mapped[UUID]
    outcome: Mapped[ReviewOutcome] = mapped_column(Word(ReviewOutcome))
    note: Mapped[str] = mapped_column(default="")


class EventWithdrawal(ClinicOwned):
    """An event that was reported in error, or amended: it stays readable and counts no longer.

    One that was not amended still waits for its review; only that ends the pause.
    """

    __tablename__ = "event_withdrawal"
    __table_args__ = (
        of_clinic(),
        to("episode"),
        to("clinician", "by_id"),
        sa.UniqueConstraint("clinic_id", "event_id"),
        sa.Index("ix_event_withdrawal_episode", "clinic_id", "episode_id"),
    )

    episode_id: Mapped[UUID]
    event_id: Mapped[UUID]  # of a FallEvent, NearFall or HealthEvent of this episode
    replaced_by_id: Mapped[UUID | None] = mapped_column(default=None)  # the same event, amended
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[UUID]
