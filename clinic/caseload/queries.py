"""What the caseload is made of, read for many episodes at once: the number of queries is fixed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from clinic.accounts.models import Clinician
from clinic.assessments.models import Assessment
from clinic.caseload.cases import Case, OpenEvents, Standing, is_grave
from clinic.catalogue.checklist_definitions import CLINICAL_SCREEN
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.db import ClinicOwned, db
from clinic.domain.caseload import CaseloadFacts, OpenFall
from clinic.domain.clearance import Clearance
from clinic.domain.falls import ReviewOutcome
from clinic.domain.names import fold
from clinic.domain.progression_decisions import StepDecision
from clinic.domain.responses import CANNOT_DO, Status
from clinic.domain.routines import StopKind
from clinic.episodes import queries as episodes
from clinic.episodes.models import Discharge, Episode
from clinic.falls import queries as falls
from clinic.falls.models import FallReview
from clinic.patients.models import Patient
from clinic.precautions import queries as precautions
from clinic.precautions.models import Checklist, MedicalClearance
from clinic.progress.models import ProgressionDecision
from clinic.routines.models import Placement, Routine, RoutineStop
from clinic.session_logs.models import SessionLog

MEASURED = (Status.COMPLETED, *CANNOT_DO)

R = TypeVar("R", bound=ClinicOwned)


def read_cases(pairs: Sequence[tuple[Episode, Patient]], *, today: date) -> list[Case]:
    """The cases of these episodes, by family name as a reader of any language looks for it."""
    ids = [episode.id for episode, _ in pairs]
    clearances = precautions.current_clearances([episode for episode, _ in pairs], today=today)
    events = open_events(ids)
    standings = standings_of(ids, awaiting_review=[one for one in ids if events[one]])
    stops = open_stops(standings)
    screens = _latest_screens(ids)
    asked = _doctors_asked(screens)
    assessed = _latest_day(
        ids, Assessment.episode_id, Assessment.assessed_on, Assessment.status.in_(MEASURED)
    )
    logged = _latest_day(ids, SessionLog.episode_id, SessionLog.trained_on)
    return [
        Case(
            episode=episode,
            patient=patient,
            clearance=clearances[episode.id],
            standing=standings[episode.id],
            events=events[episode.id],
            stop=stops.get(episode.id),
            asked=asked.get(episode.id),
            screen_id=screens.get(episode.id),
            facts=_facts(
                episode,
                clearance=clearances[episode.id],
                standing=standings[episode.id],
                events=events[episode.id],
                stop=stops.get(episode.id),
                last_assessed_on=assessed.get(episode.id),
                last_logged_on=logged.get(episode.id),
            ),
        )
        for episode, patient in sorted(pairs, key=_by_name)
    ]


def standings_of(
    episode_ids: Collection[UUID], *, awaiting_review: Collection[UUID] = ()
) -> dict[UUID, Standing]:
    """Level, routine in force and pause of each episode."""
    routines = _newest_by_episode(Routine, episode_ids, Routine.number)
    placements = _newest_by_episode(Placement, episode_ids, Placement.at)
    stops = _stops([routine.id for routine in routines.values()])
    reviews = _reviews(episode_ids)
    standings = {}
    for episode_id in episode_ids:
        routine = routines.get(episode_id)
        if routine and any(stop.kind is StopKind.WITHDRAWAL for stop in stops[routine.id]):
            routine = None
        standings[episode_id] = Standing(
            level=_level(routine, placements.get(episode_id)),
            routine=routine,
            paused=routine is not None
            and (
                episode_id in awaiting_review
                or _is_paused(routine, stops[routine.id], reviews[episode_id])
            ),
        )
    return standings


def open_events(episode_ids: Collection[UUID]) -> dict[UUID, OpenEvents]:
    waiting = falls.unreviewed_in(episode_ids)
    return {one: OpenEvents(all=waiting.get(one, ())) for one in episode_ids}


def open_stops(standings: Mapping[UUID, Standing]) -> dict[UUID, ProgressionDecision]:
    """Decisions to stop and review that no later decision, routine or resumption has resolved."""
    episode_ids = [one for one, standing in standings.items() if standing.paused]
    latest = _newest_by_episode(ProgressionDecision, episode_ids, ProgressionDecision.at)
    return {
        episode_id: decision
        for episode_id, decision in latest.items()
        if decision.decision is StepDecision.STOP_AND_REVIEW
        and (routine := standings[episode_id].routine) is not None
        and routine.id == decision.routine_id
    }


def latest_episodes(patient_ids: Collection[UUID]) -> dict[UUID, tuple[Episode, Discharge | None]]:
    """The newest episode of each patient who has one, with its discharge."""
    newest = {
        episode.patient_id: episode
        for episode in db.session.scalars(
            sa.select(Episode)
            .where(Episode.patient_id.in_(patient_ids))
            .order_by(Episode.enrolled_on, Episode.id)
        )
    }
    discharges = episodes.discharges_of([episode.id for episode in newest.values()])
    return {
        patient_id: (episode, discharges.get(episode.id)) for patient_id, episode in newest.items()
    }


def clinicians(clinic_id: UUID) -> dict[UUID, str]:
    """The name of everybody who has, or had, a place in the clinic."""
    found = db.session.execute(
        sa.select(Clinician.id, Clinician.name).where(Clinician.clinic_id == clinic_id)
    )
    return {row.id: row.name for row in found}


def _by_name(pair: tuple[Episode, Patient]) -> tuple[str, str, UUID]:
    _, patient = pair
    return (fold(patient.family_name), fold(patient.given_name), patient.id)


def _facts(
    episode: Episode,
    *,
    clearance: Clearance,
    standing: Standing,
    events: OpenEvents,
    stop: ProgressionDecision | None,
    last_assessed_on: date | None,
    last_logged_on: date | None,
) -> CaseloadFacts:
    routine = standing.routine
    return CaseloadFacts(
        enrolled_on=episode.enrolled_on,
        screen=clearance.status,
        screen_since=next((reason.on for reason in clearance.reasons if reason.on), None),
        overridden=bool(clearance.overrides),
        falls=tuple(OpenFall(on=fall.happened_on, grave=is_grave(fall)) for fall in events.falls),
        open_events=tuple(event.happened_on for event in events.others),
        stop_decided_on=stop.decided_on if stop else None,
        last_assessed_on=last_assessed_on,
        reassess_days=_reassess_days(routine),
        routine_since=routine.prescribed_on if routine else None,
        paused=standing.paused,
        last_logged_on=last_logged_on,
    )


def _reassess_days(routine: Routine | None) -> int | None:
    if routine is None:
        return None
    ladder = get_ladder(routine.ladder_code, routine.ladder_version)
    return ladder.level(routine.level).reassess_days


def _level(routine: Routine | None, placement: Placement | None) -> int | None:
    if routine is not None and (placement is None or placement.at <= routine.at):
        return routine.level
    return placement.level if placement is not None and placement.level > 0 else None


def _is_paused(
    routine: Routine, stops: Iterable[RoutineStop], reviews: Iterable[FallReview]
) -> bool:
    """By a pause, or by a review that did not let training go on: the last word counts."""
    words = [(routine.at, False)]
    words += [(stop.at, stop.kind is StopKind.PAUSE) for stop in stops]
    words += [(review.at, review.outcome is not ReviewOutcome.RESUME) for review in reviews]
    return max((word for word in words if word[0] >= routine.at), key=lambda word: word[0])[1]


def _newest_by_episode(
    kind: type[R], episode_ids: Collection[UUID], order: sa.orm.InstrumentedAttribute[Any]
) -> dict[UUID, R]:
    of_episode = kind.episode_id  # type: ignore[attr-defined]  # every kind asked for has one
    found = db.session.scalars(
        sa.select(kind).where(of_episode.in_(episode_ids)).order_by(order, kind.id)
    )
    return {record.episode_id: record for record in found}  # type: ignore[attr-defined]


def _stops(routine_ids: Collection[UUID]) -> dict[UUID, list[RoutineStop]]:
    stops: dict[UUID, list[RoutineStop]] = defaultdict(list)
    for stop in db.session.scalars(
        sa.select(RoutineStop).where(RoutineStop.routine_id.in_(routine_ids))
    ):
        stops[stop.routine_id].append(stop)
    return stops


def _reviews(episode_ids: Collection[UUID]) -> dict[UUID, list[FallReview]]:
    reviews: dict[UUID, list[FallReview]] = defaultdict(list)
    for review in db.session.scalars(
        sa.select(FallReview).where(FallReview.episode_id.in_(episode_ids))
    ):
        reviews[review.episode_id].append(review)
    return reviews


def _latest_screens(episode_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The id of the latest clinical screen of each episode."""
    found = db.session.execute(
        sa.select(Checklist.episode_id, Checklist.id)
        .where(Checklist.episode_id.in_(episode_ids), Checklist.definition_code == CLINICAL_SCREEN)
        .order_by(Checklist.completed_on, Checklist.signed_at)
    )
    return {row.episode_id: row.id for row in found}


def _doctors_asked(screens: dict[UUID, UUID]) -> dict[UUID, MedicalClearance]:
    """The last step with a doctor about the screen of each episode, if it was a question."""
    episode_of = {checklist_id: episode_id for episode_id, checklist_id in screens.items()}
    steps = db.session.scalars(
        sa.select(MedicalClearance)
        .where(MedicalClearance.checklist_id.in_(list(episode_of)))
        .order_by(MedicalClearance.at, MedicalClearance.id)
    )
    last = {episode_of[step.checklist_id]: step for step in steps}
    return {episode_id: step for episode_id, step in last.items() if step.step == "asked"}


def _latest_day(
    episode_ids: Collection[UUID],
    of_episode: sa.orm.InstrumentedAttribute[UUID],
    day: sa.orm.InstrumentedAttribute[date],
    *conditions: sa.ColumnElement[bool],
) -> dict[UUID, date]:
    found = db.session.execute(
        sa.select(of_episode.label("episode_id"), sa.func.max(day).label("latest"))
        .where(of_episode.in_(episode_ids), *conditions)
        .group_by(of_episode)
    )
    return {row.episode_id: row.latest for row in found}
