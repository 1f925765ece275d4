"""Reads the record for a document: what it is made of, before it is put into words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from clinic import phrasing
from clinic.accounts import queries as accounts
from clinic.accounts.models import Clinician
from clinic.assessments import queries as assessments
from clinic.assessments.charts import trend_chart
from clinic.catalogue.checklist_definitions import CLINICAL_SCREEN, get_checklist
from clinic.catalogue.handout_definitions import get_handout
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.documents.handout_content import HandoutFacts, handout_content
from clinic.documents.heads import letterhead
from clinic.documents.patient_report_content import patient_report_content
from clinic.documents.refusals import why_no_handout
from clinic.documents.report_content import funder_report_content, progress_report_content
from clinic.documents.report_facts import Decided, Happening, LoggedSession, ReportFacts
from clinic.documents.requests import Audience, ReportRequest
from clinic.documents.training_rests import find_rest
from clinic.domain import names
from clinic.domain.ages import completed_years
from clinic.domain.checklists import ItemId
from clinic.domain.clearance import Clearance
from clinic.domain.dose import plain_number
from clinic.domain.exercises import ExerciseDefinition
from clinic.domain.progression_decisions import StepDecision
from clinic.domain.series import Series
from clinic.domain.session_logs import LogStatus
from clinic.episodes.models import Episode
from clinic.episodes.queries import names_of
from clinic.exercises.queries import own_pictures
from clinic.falls import queries as falls
from clinic.falls.models import FallEvent, HealthEvent, NearFall
from clinic.falls.presenters import title, told
from clinic.patients import queries as patients
from clinic.patients.models import Patient
from clinic.plotting import TrendChart
from clinic.precautions import queries as precautions
from clinic.progress import queries as progress
from clinic.progress.models import ProgressionDecision
from clinic.progress.words import DECISION_NAMES
from clinic.risk import queries as risk
from clinic.risk.presenters import risk_tag
from clinic.routines import queries as routines
from clinic.routines.models import Routine
from clinic.routines.presenters import days_words
from clinic.session_logs import queries as session_logs
from clinic.session_logs.models import SessionLog
from clinic.session_logs.words import SETTINGS, STATUS_IN_A_LIST, SYMPTOM_WORDS
from clinic.trends.queries import chart_events
from reports.content import (
    HandoutContent,
    PatientReportContent,
    ProgressReportContent,
)


class CannotBeIssued(ValueError):
    """Something that the document cannot do without is missing; says what, and what to do."""


def gather_handout(
    episode: Episode, *, on: date, language: str = "", text_size: int = 18, questions: bool = False
) -> HandoutContent:
    """The handout of the routine in force, as of a day; in the patient's language if none is said.

    Raises:
        CannotBeIssued: no routine is in force, training is paused, the screen says stop, or the
            clinic has no telephone.
    """
    refusal = why_no_handout(episode, on=on)
    routine = routines.current_routine(episode)
    if refusal or routine is None:
        raise CannotBeIssued(refusal)
    facts = _handout_facts(episode, routine, on=on, language=language)
    return handout_content(replace(facts, text_size=text_size, with_questions=questions))


def prescribed_exercises(episode: Episode) -> tuple[ExerciseDefinition, ...]:
    """The exercises of the routine in force."""
    routine = routines.current_routine(episode)
    return tuple(item.exercise for item in routines.plan_of(routine).items) if routine else ()


def _handout_facts(episode: Episode, routine: Routine, *, on: date, language: str) -> HandoutFacts:
    patient = patients.get_patient(episode.patient_id)
    clearance = precautions.current_clearance(episode, today=on)
    helper = routines.helper_of(routine)
    plan = routines.plan_of(routine)
    return HandoutFacts(
        definition=get_handout(),
        clinic=letterhead(),
        patient_name=full_name(patient),
        record_number=patient.record_number,
        language=language or patient.language,
        therapist=accounts.get_clinician(episode.responsible_id).name,
        helper_name=helper.name if helper else "",
        routine_number=routine.number,
        plan=plan,
        pictures=own_pictures(item.exercise for item in plan.items),
        triggered_items=clearance.triggered_items,
        conditions=_conditions(routine, clearance),
        effects=clearance.effects,
        issued_on=on,
    )


def _conditions(routine: Routine, clearance: Clearance) -> tuple[tuple[ItemId, str], ...]:
    """What the clinical screen asks today, and what other lists asked when it was prescribed."""
    screen = {item.id for item in get_checklist(CLINICAL_SCREEN).items}
    kept = [(ItemId(one["item"]), one["text"]) for one in routine.conditions]
    today = [(one.item_id, one.text) for one in clearance.conditions]
    return (*today, *(pair for pair in kept if pair[0] not in screen))


def full_name(patient: Patient) -> str:
    """Given and family name, as on every document."""
    return names.full_name(patient.given_name, patient.family_name)


def gather_progress_report(
    episode: Episode, request: ReportRequest, *, signed_by: UUID, on: date
) -> ProgressReportContent | PatientReportContent:
    """The progress report of an episode, as of a day, for the audience that is asked for.

    Args:
        episode: open or closed.
        request: what the clinician adds: for whom, what comes next, what is asked.
        signed_by: the clinician whose name stands under it.
        on: the day of issue.
    """
    facts = report_facts(episode, request, signed_by=signed_by, on=on)
    match request.audience:
        case Audience.PATIENT:
            return patient_report_content(facts)
        case Audience.FUNDER:
            return funder_report_content(facts)
        case Audience.DOCTOR:
            return progress_report_content(facts)


def report_facts(
    episode: Episode, request: ReportRequest, *, signed_by: UUID, on: date
) -> ReportFacts:
    """Everything that a report of an episode says, as of a day."""
    patient = patients.get_patient(episode.patient_id)
    routine = routines.current_routine(episode)
    signatory = accounts.get_clinician(signed_by)
    series = tuple(assessments.read_all_series(episode))
    stratum = risk.current_stratum(episode)
    logs = session_logs.list_for(episode)
    return ReportFacts(
        clinic=letterhead(),
        patient_name=full_name(patient),
        record_number=patient.record_number,
        birth_date=patient.birth_date,
        age_years=completed_years(patient.birth_date, on),
        enrolled_on=episode.enrolled_on,
        reason=episode.reason,
        series=series,
        charts=_charts(episode, series, on=on),
        risk=risk_tag(stratum.risk).text if stratum else "",
        level=_level_words(routine),
        routine=_routine_words(routine),
        rest=find_rest(episode, on=on),
        adherence=session_logs.adherence_in(logs, routine, today=on) if routine else None,
        sessions=tuple(map(_session, logs)),
        happenings=tuple(map(_happening, falls.list_events(episode))),
        decisions=_decisions(episode),
        goals=episode.goals,
        request=request,
        signed_by=signatory.name,
        credentials=_credentials(signatory),
        issued_on=on,
    )


def _charts(
    episode: Episode, all_series: tuple[Series, ...], *, on: date
) -> tuple[TrendChart, ...]:
    events = chart_events(episode)
    return tuple(
        trend_chart(
            series,
            mdc_profile=assessments.profiles_of(series.instrument.code).mdc,
            events=events,
            days=(episode.enrolled_on, max(on, episode.enrolled_on)),
        )
        for series in all_series
        # A result without a number has no place in a picture; the tables have it.
        if not series.instrument.gives_band_only
    )


def _level_words(routine: Routine | None) -> str:
    if routine is None:
        return ""
    name = get_ladder(routine.ladder_code, routine.ladder_version).level(routine.level).name()
    return f"Level {routine.level}: {name}."


def _routine_words(routine: Routine | None) -> str:
    if routine is None:
        return ""
    plan = routines.plan_of(routine)
    minutes = plain_number(plan.backward_min)
    return (
        f"Routine {routine.number}: {phrasing.plural(len(plan.items), 'exercise')}, "
        f"{days_words(plan.clinic_days, plan.home_days)}, {minutes} backward minutes a session."
    )


def _session(log: SessionLog) -> LoggedSession:
    remarks = [SYMPTOM_WORDS.get(code, code) for code in log.symptoms]
    if log.losses_of_balance:
        remarks.append(phrasing.plural(log.losses_of_balance, "loss", "losses") + " of balance")
    if log.near_falls:
        remarks.append(phrasing.plural(log.near_falls, "near fall"))
    if log.falls:
        remarks.append(phrasing.plural(log.falls, "fall"))
    remarks.extend(text for text in (log.missed_reason, log.note) if text)
    fraction = log.completed_fraction
    return LoggedSession(
        on=log.trained_on,
        place=SETTINGS[log.setting],
        status=phrasing.capitalised(STATUS_IN_A_LIST[log.status]),
        done=log.status is not LogStatus.MISSED,
        amount="" if fraction is None else f"{plain_number(fraction * 100)}\N{NO-BREAK SPACE}%",
        backward_min=log.backward_min or Decimal(0),
        effort="" if log.effort is None else str(log.effort),
        pain=_pain(log),
        remarks="; ".join(remarks),
    )


def _pain(log: SessionLog) -> str:
    values = [str(value) for value in (log.pain_before, log.pain_during) if value is not None]
    return ", ".join(values)


def _happening(event: FallEvent | NearFall | HealthEvent) -> Happening:
    return Happening(
        on=event.happened_on,
        title=title(event),
        told=told(event),
        is_fall=isinstance(event, FallEvent),
        is_near_fall=isinstance(event, NearFall),
    )


def _decisions(episode: Episode) -> tuple[Decided, ...]:
    decisions = progress.list_decisions(episode)
    names = names_of(episode.clinic_id, {decision.by_id for decision in decisions})
    return tuple(
        Decided(
            on=decision.decided_on,
            decision=_decision_words(decision),
            by=names.get(decision.by_id, ""),
            reason=decision.reason,
        )
        for decision in decisions
    )


def _decision_words(decision: ProgressionDecision) -> str:
    words = DECISION_NAMES[StepDecision(decision.decision)]
    if decision.new_level is not None and decision.new_level != decision.level:
        return f"{words} from level {decision.level} to {decision.new_level}"
    return f"{words} at level {decision.level}"


def _credentials(clinician: Clinician) -> str:
    number = clinician.registration_number
    parts = [clinician.credentials, f"registration {number}" if number else ""]
    return ", ".join(part for part in parts if part)
