from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, Final, TypeVarTuple, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from werkzeug.exceptions import NotFound

from clinic.assessments.models import Assessment
from clinic.assessments.permissions import Permission, permission_from
from clinic.assessments.results import (
    Kept,
    Profiles,
    profiles_from,
    series_kept,
    was_tried,
)
from clinic.catalogue.instrument_definitions import list_instruments
from clinic.db import db, entered_clinic
from clinic.domain.responses import Status
from clinic.domain.series import Series
from clinic.episodes.models import Episode
from clinic.episodes.queries import get_episode
from clinic.organisation.models import Clinic
from clinic.web.records import IDS, Question, get_record

Ts = TypeVarTuple("Ts")

# The instrument, then `results.Kept`, as the database keeps it: a measure that is
# known already is told by it, without reading anything into it.
RESULT_COLUMNS: Final = (
    Assessment.instrument_code,
    Assessment.instrument_version,
    Assessment.assessed_on,
    sa.type_coerce(Assessment.status, sa.Text),
    sa.cast(Assessment.conditions, sa.Text).label("conditions_json"),
    sa.type_coerce(Assessment.score_value, sa.Text),
    Assessment.band,
    Assessment.result["profile"].as_string().label("profile"),
    Assessment.result["norm_value"].as_string().label("norm_value"),
    Assessment.supersedes_id.is_not(None).label("amended"),
    Assessment.second_baseline,
    sa.case((Assessment.score_value.is_(None), sa.cast(Assessment.result, sa.Text))).label(
        "computed_json"
    ),
)


def _standing_in_order(statement: sa.Select[*Ts]) -> sa.Select[*Ts]:
    """Those in whose place nothing was recorded."""
    amendment = aliased(Assessment)
    return statement.where(
        ~sa.exists().where(
            amendment.clinic_id == Assessment.clinic_id,
            amendment.supersedes_id == Assessment.id,
        ),
    ).order_by(Assessment.assessed_on, Assessment.at, Assessment.id)


_OF_INSTRUMENT: Final = Assessment.instrument_code == sa.bindparam("instrument_code")
_RECORDS: Final = Question(
    _standing_in_order(sa.select(Assessment).where(Assessment.episode_id.in_(IDS)))
)
_RECORDS_OF_ONE: Final = Question(
    _standing_in_order(sa.select(Assessment).where(Assessment.episode_id.in_(IDS), _OF_INSTRUMENT))
)
_RECORDS_SINCE: Final = Question(
    _standing_in_order(
        sa.select(Assessment).where(
            Assessment.episode_id.in_(IDS), Assessment.at > sa.bindparam("moment")
        )
    )
)
_RESULTS: Final = Question(
    _standing_in_order(
        sa.select(*RESULT_COLUMNS).where(
            Assessment.episode_id.in_(IDS), Assessment.assessed_on <= sa.bindparam("until")
        )
    )
)
_RESULTS_OF_ONE: Final = Question(
    _standing_in_order(
        sa.select(*RESULT_COLUMNS).where(Assessment.episode_id.in_(IDS), _OF_INSTRUMENT)
    )
)
_RESULTS_OF_MANY: Final = Question(
    _standing_in_order(
        sa.select(*RESULT_COLUMNS, Assessment.episode_id).where(
            Assessment.episode_id.in_(IDS), _OF_INSTRUMENT
        )
    )
)


def get_assessment(assessment_id: UUID, *, patient_id: UUID) -> tuple[Assessment, Episode]:
    """An assessment of this patient, with its episode; a 404 for another patient's."""
    assessment = get_record(Assessment, assessment_id)
    episode = get_episode(assessment.episode_id)
    if episode.patient_id != patient_id:
        raise NotFound
    return assessment, episode


def list_for(episode: Episode) -> list[Assessment]:
    """The assessments that stand, the newest first."""
    return list(reversed(_standing([episode.id])))


def list_since(episode: Episode, moment: datetime) -> list[Assessment]:
    """Those of them that were recorded after a moment."""
    return list(reversed(_RECORDS_SINCE.records([episode.id], moment=moment)))


def list_with_amended(episode: Episode) -> list[Assessment]:
    """Every assessment, also those that were amended, the newest first."""
    return list(
        db.session.scalars(
            sa.select(Assessment)
            .where(Assessment.episode_id == episode.id)
            .order_by(Assessment.assessed_on.desc(), Assessment.at.desc(), Assessment.id.desc())
        )
    )


def series(episode: Episode, instrument_code: str) -> list[Assessment]:
    """The assessments with one instrument that stand, the oldest first."""
    return _standing([episode.id], instrument_code)


def list_before(assessment: Assessment) -> list[Assessment]:
    """Those that stand with the same instrument and were taken earlier, the oldest first."""
    standing = _standing([assessment.episode_id], assessment.instrument_code)
    moment = (assessment.assessed_on, assessment.at, assessment.id)
    return [row for row in standing if (row.assessed_on, row.at, row.id) < moment]


def latest_by_instrument(episode: Episode) -> dict[str, Assessment]:
    """The last assessment with each instrument; one that was refused counts only when alone."""
    latest: dict[str, Assessment] = {}
    for assessment in _standing([episode.id]):
        before = latest.get(assessment.instrument_code)
        if before is None or was_tried(assessment) or not was_tried(before):
            latest[assessment.instrument_code] = assessment
    return latest


def taken_on(episode: Episode, day: date) -> dict[str, Assessment]:
    """The last assessment of a day with each instrument; one left out only when it is alone."""
    taken: dict[str, Assessment] = {}
    for assessment in _standing([episode.id]):
        if assessment.assessed_on != day:
            continue
        before = taken.get(assessment.instrument_code)
        if before is None or before.status is Status.NOT_DONE or was_tried(assessment):
            taken[assessment.instrument_code] = assessment
    return taken


def find_permission(instrument_code: str) -> Permission | None:
    """What the clinic recorded about the holder's permission to use a part of an instrument."""
    return permission_from(_chosen_profiles(), instrument_code)


def read_series(episode: Episode, instrument_code: str) -> Series:
    """The series of one instrument, compared under the clinic's profiles."""
    kept = tuple(_kept(row) for row in _standing_results(episode.id, instrument_code))
    return series_kept(instrument_code, kept, profiles_of(instrument_code))


def read_all_series(episode: Episode, *, until: date | None = None) -> list[Series]:
    """The series of every instrument that was used, in the order of the battery.

    Args:
        episode: open or closed.
        until: the last day that counts; None takes all days.
    """
    by_code: dict[str, list[Kept]] = {}
    for row in _standing_results(episode.id, until=until):
        by_code.setdefault(row[0], []).append(_kept(row))
    chosen = _chosen_profiles()
    return [
        series_kept(
            instrument.code,
            tuple(by_code[instrument.code]),
            profiles_from(chosen, instrument.code),
        )
        for instrument in list_instruments()
        if instrument.code in by_code
    ]


def read_series_of_many(episode_ids: Collection[UUID], instrument_code: str) -> dict[UUID, Series]:
    """The series of one instrument for many episodes, in one query; only those with results."""
    by_episode: dict[UUID, list[Kept]] = {}
    for *kept, episode_id in _RESULTS_OF_MANY.rows(episode_ids, instrument_code=instrument_code):
        by_episode.setdefault(episode_id, []).append(_kept(kept))
    profiles = profiles_of(instrument_code)
    return {
        episode_id: series_kept(instrument_code, tuple(taken), profiles)
        for episode_id, taken in by_episode.items()
    }


def find_amendment(assessment: Assessment) -> Assessment | None:
    """The assessment that stands in the place of this one."""
    return db.session.scalar(sa.select(Assessment).where(Assessment.supersedes_id == assessment.id))


def find_superseded(assessment: Assessment) -> Assessment | None:
    """The assessment in whose place this one stands."""
    if assessment.supersedes_id is None:
        return None
    return db.session.scalar(sa.select(Assessment).where(Assessment.id == assessment.supersedes_id))


def profiles_of(instrument_code: str) -> Profiles:
    """The threshold and MDC profiles of the clinic that was entered."""
    return profiles_from(_chosen_profiles(), instrument_code)


def mdc_profiles() -> dict[str, str | None]:
    """The MDC profile of the clinic by instrument, in one query."""
    chosen = _chosen_profiles()
    return {found.code: profiles_from(chosen, found.code).mdc for found in list_instruments()}


def _chosen_profiles() -> dict[str, object]:
    clinic = db.session.get(Clinic, entered_clinic())
    return clinic.profiles if clinic is not None else {}


def _standing(
    episode_ids: Collection[UUID], instrument_code: str | None = None
) -> list[Assessment]:
    """Those without an amendment, the oldest first."""
    if instrument_code is None:
        return _RECORDS.records(episode_ids)
    return _RECORDS_OF_ONE.records(episode_ids, instrument_code=instrument_code)


def _standing_results(
    episode_id: UUID, instrument_code: str | None = None, *, until: date | None = None
) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """The same without what was typed: a series of hundreds needs only what it is made of."""
    if instrument_code is None:
        return _RESULTS.rows([episode_id], until=until or date.max)
    return _RESULTS_OF_ONE.rows([episode_id], instrument_code=instrument_code)


def _kept(row: Sequence[Any]) -> Kept:
    return cast("Kept", tuple(row[1:]))  # the columns after the instrument's
