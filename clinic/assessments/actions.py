from dataclasses import replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic.assessments.models import Assessment
from clinic.assessments.permissions import PERMISSION, Permission, permission_as_json
from clinic.assessments.queries import find_amendment, profiles_of
from clinic.assessments.results import (
    Entry,
    as_stored,
    conditions_as_json,
    instrument_of,
    meaning_as_json,
    responses_as_json,
)
from clinic.audit.actions import record_event
from clinic.db import db
from clinic.domain.ages import completed_years
from clinic.domain.entries import check_entry
from clinic.domain.instruments import Instrument
from clinic.domain.interpretation import Person, interpret
from clinic.episodes.actions import require_open
from clinic.episodes.models import Episode
from clinic.episodes.queries import get_episode
from clinic.episodes.telling import tell_of_risk
from clinic.organisation.models import Clinic
from clinic.patients.queries import get_patient
from clinic.web.access import Actor
from clinic.web.transactions import ChangedMeanwhile


class TermsMissing(ValueError):
    """A permission is recorded with what it allows."""


class EntryRefused(ValueError):
    """The numbers lie outside what the instrument allows; a form should have said so before."""


class ReasonMissing(ValueError):
    """An amendment says why."""


def record_assessment(
    episode: Episode,
    instrument: Instrument,
    entry: Entry,
    *,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> Assessment:
    """Saves one use of an instrument, scored and banded as of its day.

    Raises:
        EntryRefused: the numbers lie outside the limits of the instrument.
        EpisodeClosed: the episode has ended.
    """
    require_open(episode)
    assessment = _assessment(episode, instrument, entry, record_id=record_id, by=by, at=at)
    db.session.add(assessment)
    record_event("assessment.recorded", assessment, by=by, at=at, patient_id=episode.patient_id)
    tell_of_risk(episode, by=by, at=at)
    return assessment


def amend(
    earlier: Assessment,
    entry: Entry,
    *,
    reason: str,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> Assessment:
    """Puts a new assessment in the place of an earlier one; both stay.

    Raises:
        ReasonMissing: no reason was given.
        ChangedMeanwhile: the earlier one was amended before.
        EntryRefused: the numbers lie outside the limits of the instrument.
    """
    if not reason.strip():
        raise ReasonMissing("an amendment says why")
    if find_amendment(earlier) is not None:
        raise ChangedMeanwhile
    episode = get_episode(earlier.episode_id)
    kept = replace(entry, second_baseline=earlier.second_baseline)
    assessment = _assessment(
        episode, instrument_of(earlier), kept, record_id=record_id, by=by, at=at
    )
    assessment.supersedes_id = earlier.id
    assessment.amendment_reason = reason.strip()
    db.session.add(assessment)
    record_event("assessment.amended", assessment, by=by, at=at, patient_id=episode.patient_id)
    tell_of_risk(episode, by=by, at=at)
    return assessment


def record_permission(
    clinic: Clinic, instrument: Instrument, *, terms: str, by: Actor, at: datetime
) -> Permission:
    """Records that the holder permits a part of an instrument; its form is then complete.

    Raises:
        TermsMissing: nothing was said about what is permitted.
    """
    if not terms.strip():
        raise TermsMissing("say what is permitted, by whom, for how many patients")
    permission = Permission(
        terms=terms.strip(), on=at.astimezone(ZoneInfo(by.time_zone)).date(), by_id=by.clinician_id
    )
    code, old = instrument.code, dict(clinic.profiles)
    own = dict(old.get(code) or {}) | {PERMISSION: permission_as_json(permission)}
    clinic.profiles = old | {code: own}
    record_event(
        "permission.recorded",
        clinic,
        by=by,
        at=at,
        old={code: old.get(code)},
        new={code: own},
    )
    return permission


def _assessment(
    episode: Episode,
    instrument: Instrument,
    entry: Entry,
    *,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> Assessment:
    check = check_entry(instrument, entry.responses)
    if not check.accepted:
        raise EntryRefused("; ".join(remark.message for remark in check.refusals))
    patient = get_patient(episode.patient_id)
    person = Person(
        age_years=completed_years(patient.birth_date, entry.assessed_on), sex=patient.sex
    )
    profiles = profiles_of(instrument.code)
    responses = as_stored(instrument, entry.responses)
    meaning = interpret(instrument, responses, person=person, profile=profiles.threshold)
    return Assessment(
        id=record_id,
        episode_id=episode.id,
        instrument_code=instrument.code,
        instrument_version=instrument.version,
        assessed_on=entry.assessed_on,
        status=meaning.status,
        responses=responses_as_json(responses),
        conditions=conditions_as_json(responses),
        score_value=meaning.score.value if meaning.score is not None else None,
        score_unit=instrument.unit,
        band=meaning.band,
        result=meaning_as_json(meaning, person, profiles=profiles),
        note=entry.note.strip(),
        at=at,
        by_id=by.clinician_id,
        second_baseline=entry.second_baseline,
    )
