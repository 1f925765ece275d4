"""Writing the clinic's own exercises, and saying what of the library it offers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from clinic.audit.actions import record_new
from clinic.db import db
from clinic.domain.exercises import OWN_PREFIX
from clinic.domain.names import fold
from clinic.exercises import queries
from clinic.exercises.models import ExerciseOffer, OwnExercise
from clinic.web.access import Actor
from clinic.web.transactions import ChangedMeanwhile

LONGEST_SLUG: Final = 40
NAMELESS: Final = "exercise"


def add_exercise(
    body: Mapping[str, Any], *, record_id: UUID, by: Actor, at: datetime
) -> OwnExercise:
    """Adds an exercise of the clinic's own, in its version 1. Its code is made from its name.

    Raises DefinitionRefused when the body does not say what a definition says.
    """
    return _write(_free_code(body["names"]["en"]), 1, body, record_id=record_id, by=by, at=at)


def revise_exercise(
    before: OwnExercise,
    body: Mapping[str, Any],
    *,
    opened_version: int,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> OwnExercise:
    """The next version of an exercise; the one before stays as it was.

    Raises ChangedMeanwhile when `before` is not the version that was opened, and
    DefinitionRefused.
    """
    if before.version != opened_version:
        raise ChangedMeanwhile
    version = before.version + 1
    return _write(before.code, version, body, record_id=record_id, by=by, at=at)


def offer_exercise(
    code: str, *, offered: bool, reason: str, record_id: UUID, by: Actor, at: datetime
) -> ExerciseOffer:
    """Withholds an exercise from new prescriptions, or offers it again."""
    offer = ExerciseOffer(
        id=record_id, code=code, offered=offered, reason=reason, at=at, by_id=by.clinician_id
    )
    action = "exercise.offered" if offered else "exercise.withheld"
    return record_new(action, offer, by=by, at=at)


def _write(
    code: str, version: int, body: Mapping[str, Any], *, record_id: UUID, by: Actor, at: datetime
) -> OwnExercise:
    queries.build_own(code, version, body, reviewed_on=at.date())  # refuses what is no definition
    row = OwnExercise(
        id=record_id,
        code=code,
        version=version,
        definition=dict(body),
        at=at,
        by_id=by.clinician_id,
    )
    action = "exercise.written" if version == 1 else "exercise.revised"
    return record_new(action, row, by=by, at=at)


def _free_code(name: str) -> str:
    """Such as "own-balloon-tapping", with a number behind it when that is taken."""
    slug = fold(name).replace(" ", "-")[:LONGEST_SLUG].strip("-") or NAMELESS
    wanted = f"{OWN_PREFIX}{slug}"
    taken = set(
        db.session.scalars(sa.select(OwnExercise.code).where(OwnExercise.code.startswith(wanted)))
    )
    if wanted not in taken:
        return wanted
    return next(code for n in range(2, len(taken) + 3) if (code := f"{wanted}-{n}") not in taken)
