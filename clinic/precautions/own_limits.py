"""The limits that a clinician set for one person, agreed with a doctor: kept, and read."""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from clinic.audit.actions import record_new
from clinic.catalogue.progression_definitions import get_progression_table
from clinic.domain.checklists import ItemId
from clinic.domain.clearance import Clearance
from clinic.domain.own_limits import Agreement, LimitsRefused, limit_problems
from clinic.domain.progression_facts import OwnLimits
from clinic.episodes.actions import require_open
from clinic.episodes.models import Episode
from clinic.precautions.models import PersonalLimits
from clinic.web.access import Actor
from clinic.web.records import IDS, Question

# Clearing heart disease is tied to an "effort cap 4". Source: programme reference 4a, CS22 [V].
EFFORT_CAPS: Final[Mapping[ItemId, Decimal]] = {ItemId("CS22"): Decimal(4)}
GENERAL: Final = OwnLimits()

_LIMITS: Final = Question(
    sa.select(PersonalLimits)
    .where(PersonalLimits.episode_id.in_(IDS))
    .order_by(PersonalLimits.at, PersonalLimits.id)
)


def set_limits(
    episode: Episode,
    own: OwnLimits,
    agreement: Agreement,
    *,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> PersonalLimits:
    """From now on these hold for the person; without any, the general limits hold again.

    Raises:
        EpisodeClosed: the episode was closed.
        LimitsRefused: one of them cannot be set.
    """
    require_open(episode)
    problems = limit_problems(own, get_progression_table().vital_limits)
    if problems:
        raise LimitsRefused(f"cannot be set: {', '.join(sorted(problems))}")
    kept = PersonalLimits(
        id=record_id,
        episode_id=episode.id,
        limits={name: str(value) for name, value in own.vitals.items()},
        effort_max=None if own.effort_max is None else int(own.effort_max),
        reason=agreement.reason,
        agreed_with=agreement.agreed_with,
        agreed_on=agreement.agreed_on,
        at=at,
        by_id=by.clinician_id,
    )
    return record_new("own_limits.set", kept, by=by, at=at, patient_id=episode.patient_id)


def list_limits(episode: Episode) -> list[PersonalLimits]:
    """What was set in the episode, the newest first."""
    return list(reversed(_LIMITS.records([episode.id])))


def find_limits(episode: Episode) -> PersonalLimits | None:
    """What holds now; None when nothing was set, or the last word was the general limits."""
    return current_limits([episode.id]).get(episode.id)


def current_limits(episode_ids: Collection[UUID]) -> dict[UUID, PersonalLimits]:
    """The same for many episodes at once, by episode id; who has none is left out."""
    newest = {row.episode_id: row for row in _LIMITS.records(episode_ids)}
    return {one: row for one, row in newest.items() if row.limits or row.effort_max is not None}


def own_limits(row: PersonalLimits | None) -> OwnLimits:
    """The limits as the rules read them."""
    if row is None:
        return GENERAL
    return OwnLimits(
        vitals={name: Decimal(value) for name, value in row.limits.items()},
        effort_max=None if row.effort_max is None else Decimal(row.effort_max),
    )


def limits_under(clearance: Clearance, row: PersonalLimits | None) -> OwnLimits:
    """A person's own limits, with the effort cap that a clearance is tied to."""
    own = own_limits(row)
    caps = [EFFORT_CAPS[item] for item in clearance.triggered_items if item in EFFORT_CAPS]
    caps += [] if own.effort_max is None else [own.effort_max]
    return OwnLimits(vitals=own.vitals, effort_max=min(caps, default=None))
