"""What the caseload is made of, read for many episodes at once: the number of queries is fixed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from clinic.accounts.models import Clinician
from clinic.assessments.models import Assessment
from clinic.caseload.cases import Case, OpenEvents, Standing, is_grave
from clinic.caseload.proposed import proposed_stop_since, seldom_since, step_up_since
from clinic.caseload.standings import standings_of
from clinic.catalogue.checklist_definitions import CLINICAL_SCREEN
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.db import db
from clinic.domain.caseload import CaseloadFacts, OpenFall
from clinic.domain.clearance import Clearance
from clinic.domain.names import fold
from clinic.domain.progression_decisions import StepDecision
from clinic.domain.responses import CANNOT_DO, Status
from clinic.episodes import queries as episodes
from clinic.episodes.models import Discharge, Episode
from clinic.falls import queries as falls
from clinic.patients.models import Patient
from clinic.precautions import queries as precautions
from clinic.precautions.facts import Strata
from clinic.precautions.models import Checklist, MedicalClearance
from clinic.progress.facts import read_answers
from clinic.progress.models import ProgressionDecision
from clinic.progress.proposals import CurrentProposal, courses_of, current_proposals
from clinic.routines.models import Routine
from clinic.session_logs.models import SessionLog
from clinic.web.records import IDS, Question

MEASURED = (Status.COMPLETED, *CANNOT_DO)

_SCREENS: Final = Question(
    sa.select(Checklist.episode_id, Checklist.id)
    .where(Checklist.episode_id.in_(IDS), Checklist.definition_code == CLINICAL_SCREEN)
    .order_by(Checklist.completed_on, Checklist.signed_at)
)
_ASSESSED: Final = Question(
    sa.select(Assessment.episode_id, sa.func.max(Assessment.assessed_on))
    .where(Assessment.episode_id.in_(IDS), Assessment.status.in_(MEASURED))
    .group_by(Assessment.episode_id)
)
_LOGGED: Final = Question(
    sa.select(SessionLog.episode_id, sa.func.max(SessionLog.trained_on))
    .where(SessionLog.episode_id.in_(IDS))
    .group_by(SessionLog.episode_id)
)


def read_cases(
    pairs: Sequence[tuple[Episode, Patient]], *, today: date, strata: Strata | None = None
) -> list[Case]:
    """The cases of these episodes, by family name as a reader of any language looks for it.

    `strata` are their fall-risk strata, from who has read them already.
    """
    ids = [episode.id for episode, _ in pairs]
    clearances = precautions.current_clearances(
        [episode for episode, _ in pairs], today=today, strata=strata
    )
    events = open_events(ids)
    waiting = [one for one in ids if events[one]]
    standings = standings_of(ids, awaiting_review=waiting, today=today)
    stops = open_stops(standings)
    proposals = _proposals(pairs, standings, clearances, today=today)
    screens = _latest_screens(ids)
    asked = _doctors_asked(screens)
    assessed: dict[UUID, date] = dict(_ASSESSED.rows(ids))
    logged: dict[UUID, date] = dict(_LOGGED.rows(ids))
    return [
        Case(
            episode=episode,
            patient=patient,
            clearance=clearances[episode.id],
            standing=standings[episode.id],
            events=events[episode.id],
            stop=stops.get(episode.id),
            proposal=proposals.get(episode.id),
            asked=asked.get(episode.id),
            screen_id=screens.get(episode.id),
            facts=_facts(
                episode,
                clearance=clearances[episode.id],
                standing=standings[episode.id],
                events=events[episode.id],
                stop=stops.get(episode.id),
                proposal=proposals.get(episode.id),
                last_assessed_on=assessed.get(episode.id),
                last_logged_on=logged.get(episode.id),
            ),
        )
        for episode, patient in sorted(pairs, key=_by_name)
    ]


def open_events(episode_ids: Collection[UUID]) -> dict[UUID, OpenEvents]:
    waiting = falls.unreviewed_in(episode_ids)
    return {one: OpenEvents(all=waiting.get(one, ())) for one in episode_ids}


def open_stops(standings: Mapping[UUID, Standing]) -> dict[UUID, ProgressionDecision]:
    """Decisions to stop and review that no later decision, review or routine has resolved."""
    answers = read_answers([one for one, standing in standings.items() if standing.paused])
    return {
        episode_id: last
        for episode_id, signed in answers.items()
        if isinstance(last := signed[-1], ProgressionDecision)
        and last.decision is StepDecision.STOP_AND_REVIEW
        and (routine := standings[episode_id].routine) is not None
        and routine.id == last.routine_id
    }


def _proposals(
    pairs: Sequence[tuple[Episode, Patient]],
    standings: Mapping[UUID, Standing],
    clearances: Mapping[UUID, Clearance],
    *,
    today: date,
) -> dict[UUID, CurrentProposal]:
    training = [
        (episode, routine)
        for episode, _ in pairs
        if (routine := standings[episode.id].routine) is not None
    ]
    courses = courses_of(training, clearances, today=today)
    return current_proposals(courses, today=today)


def latest_episodes(patient_ids: Collection[UUID]) -> dict[UUID, tuple[Episode, Discharge | None]]:
    """The newest episode of each patient who has one, with its discharge."""
    newest = {episode.patient_id: episode for episode in episodes.list_episodes_of(patient_ids)}
    discharges = episodes.discharges_of([episode.id for episode in newest.values()])
    return {
        patient_id: (episode, discharges.get(episode.id)) for patient_id, episode in newest.items()
    }


def clearances_in_care(
    latest: Iterable[tuple[Episode, Discharge | None]], *, today: date
) -> Mapping[UUID, Clearance]:
    """The clearance of each episode that is open, by episode id."""
    in_care = [episode for episode, discharge in latest if discharge is None]
    return precautions.current_clearances(in_care, today=today)


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
    proposal: CurrentProposal | None,
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
        stop_proposed_since=proposed_stop_since(proposal),
        seldom_since=None if standing.paused else seldom_since(proposal),
        step_up_since=None if standing.paused else step_up_since(proposal),
    )


def _reassess_days(routine: Routine | None) -> int | None:
    if routine is None:
        return None
    ladder = get_ladder(routine.ladder_code, routine.ladder_version)
    return ladder.level(routine.level).reassess_days


def _latest_screens(episode_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The id of the latest clinical screen of each episode."""
    return {row.episode_id: row.id for row in _SCREENS.rows(episode_ids)}


def _doctors_asked(screens: dict[UUID, UUID]) -> dict[UUID, MedicalClearance]:
    """The last step with a doctor about the screen of each episode, if it was a question."""
    episode_of = {checklist_id: episode_id for episode_id, checklist_id in screens.items()}
    steps = precautions.list_medical_clearances_of(episode_of)
    last = {episode_of[step.checklist_id]: step for step in steps}
    return {episode_id: step for episode_id, step in last.items() if step.step == "asked"}
