from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from clinic import clock
from clinic.assessments import actions, queries
from clinic.assessments.battery import battery_steps, next_step
from clinic.assessments.forms import MeasureForm, amend_form, carried, measure_form, recorded
from clinic.assessments.models import Assessment
from clinic.assessments.presenters import (
    MeasurePage,
    present_amending,
    present_choice,
    present_list,
    present_measure,
)
from clinic.assessments.result_page import present_result
from clinic.assessments.results import instrument_of, responses_of, series_from
from clinic.assessments.running import RunningFacts, RunningResult, present_running
from clinic.catalogue.instrument_definitions import get_instrument, list_battery, list_instruments
from clinic.catalogue.loading import UnknownDefinition
from clinic.domain.ages import completed_years
from clinic.domain.episodes import EpisodeClosed
from clinic.domain.instruments import Instrument
from clinic.domain.interpretation import Person
from clinic.episodes import queries as episodes
from clinic.episodes.models import Episode
from clinic.patients.models import Patient
from clinic.patients.queries import get_patient
from clinic.web.access import CARE_TEAM, SIGNED_IN, Actor, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("assessments", __name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """Who measures whom, in which episode, today."""

    actor: Actor
    today: date
    patient: Patient
    episode: Episode


@blueprint.route("/patients/<uuid:patient_id>/assessments")
@permits(GET=SIGNED_IN)
def list_all(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = get_patient(patient_id)
    episode = episodes.latest_episode(patient)
    taken = queries.list_with_amended(episode) if episode else []
    page = present_list(
        queries.read_all_series(episode) if episode else [],
        taken,
        episodes.names_of(actor.clinic_id, {row.by_id for row in taken}),
        today=clock.today(actor.time_zone),
    )
    can_measure = episode is not None and episodes.is_open(episode)
    return render_template(
        "assessments/list_all.html", patient=patient, page=page, can_measure=can_measure
    )


@blueprint.route("/patients/<uuid:patient_id>/assessments/new")
@permits(GET=CARE_TEAM)
def choose(patient_id: UUID) -> ResponseReturnValue:
    desk = _desk(patient_id)
    cards = present_choice(
        list_instruments(), queries.latest_by_instrument(desk.episode), today=desk.today
    )
    return render_template("assessments/choose.html", patient=desk.patient, cards=cards)


@blueprint.route(
    "/patients/<uuid:patient_id>/assessments/new/<instrument_code>", methods=["GET", "POST"]
)
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def record(patient_id: UUID, instrument_code: str) -> ResponseReturnValue:
    desk = _desk(patient_id)
    instrument = _instrument(instrument_code)
    form = _new_form(desk, instrument)

    if form.accepted():
        assessment = actions.record_assessment(
            desk.episode,
            instrument,
            form.entry,
            record_id=form.new_record_id,
            by=desk.actor,
            at=clock.now(),
        )
        return redirect(_address(desk.patient, assessment))

    running = _running(desk, instrument, form)
    page = _measure_page(desk, instrument)
    return render_template(
        "assessments/record.html", patient=desk.patient, form=form, page=page, running=running
    ), 422 if form.errors else 200


@blueprint.route(
    "/patients/<uuid:patient_id>/assessments/new/<instrument_code>/preview", methods=["POST"]
)
@permits(POST=CARE_TEAM)
def preview(patient_id: UUID, instrument_code: str) -> ResponseReturnValue:
    """What the numbers typed so far mean. Stores nothing."""
    desk = _desk(patient_id)
    instrument = _instrument(instrument_code)
    form = _new_form(desk, instrument)
    form.validate()
    return render_template("assessments/running.html", running=_running(desk, instrument, form))


@blueprint.route("/patients/<uuid:patient_id>/assessments/<uuid:assessment_id>")
@permits(GET=SIGNED_IN)
def show(patient_id: UUID, assessment_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = get_patient(patient_id)
    assessment, episode = queries.get_assessment(assessment_id, patient_id=patient_id)
    code = assessment.instrument_code
    profiles = queries.profiles_of(code)
    names = episodes.names_of(actor.clinic_id, {assessment.by_id})
    steps = battery_steps(
        list_battery(), queries.latest_by_instrument(episode), current=code, today=today
    )
    page = present_result(
        assessment,
        series_from(code, queries.list_before(assessment), mdc_profile=profiles.mdc),
        by=names.get(assessment.by_id, ""),
        profiles=profiles,
        today=today,
    )
    return render_template(
        "assessments/show.html",
        patient=patient,
        page=page,
        assessment=assessment,
        steps=steps,
        next_step=next_step(steps) if episodes.is_open(episode) else None,
        amendment=queries.find_amendment(assessment),
        superseded=queries.find_superseded(assessment),
    )


@blueprint.route(
    "/patients/<uuid:patient_id>/assessments/<uuid:assessment_id>/amend", methods=["GET", "POST"]
)
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def amend(patient_id: UUID, assessment_id: UUID) -> ResponseReturnValue:
    patient = get_patient(patient_id)
    assessment, episode = queries.get_assessment(assessment_id, patient_id=patient_id)
    actor = current_actor()
    today = clock.today(actor.time_zone)
    instrument = instrument_of(assessment)
    form = amend_form(
        instrument,
        today=today,
        enrolled_on=episode.enrolled_on,
        data=recorded(
            instrument,
            responses_of(assessment),
            on=assessment.assessed_on,
            note=assessment.note,
        ),
    )

    if form.accepted():
        amended = actions.amend(
            assessment,
            form.entry,
            reason=form.reason.data or "",
            record_id=form.new_record_id,
            by=actor,
            at=clock.now(),
        )
        return redirect(_address(patient, amended))

    return render_template(
        "assessments/amend.html",
        patient=patient,
        form=form,
        page=present_amending(
            assessment, queries.read_series(episode, instrument.code), today=today
        ),
        assessment=assessment,
    ), 422 if form.errors else 200


def _desk(patient_id: UUID) -> Desk:
    actor = current_actor()
    patient = get_patient(patient_id)
    episode = episodes.find_open_episode(patient)
    if episode is None:
        raise EpisodeClosed
    return Desk(actor=actor, today=clock.today(actor.time_zone), patient=patient, episode=episode)


def _instrument(code: str) -> Instrument:
    try:
        return get_instrument(code)
    except UnknownDefinition:
        abort(404)


def _new_form(desk: Desk, instrument: Instrument) -> MeasureForm:
    last = queries.latest_by_instrument(desk.episode).get(instrument.code)
    before = responses_of(last) if last is not None else None
    return measure_form(
        instrument,
        today=desk.today,
        enrolled_on=desk.episode.enrolled_on,
        data=carried(instrument, today=desk.today, last=before),
    )


def _measure_page(desk: Desk, instrument: Instrument) -> MeasurePage:
    return present_measure(
        instrument,
        queries.read_series(desk.episode, instrument.code),
        queries.latest_by_instrument(desk.episode),
        list_battery(),
        today=desk.today,
    )


def _running(desk: Desk, instrument: Instrument, form: MeasureForm) -> RunningResult:
    last = queries.latest_by_instrument(desk.episode).get(instrument.code)
    on = form.assessed_on.data or desk.today
    age = completed_years(desk.patient.birth_date, on)
    return present_running(
        form.responses,
        RunningFacts(
            before=queries.read_series(desk.episode, instrument.code),
            last=responses_of(last) if last is not None else None,
            person=Person(age_years=age, sex=desk.patient.sex),
            profiles=queries.profiles_of(instrument.code),
            on=on,
            today=desk.today,
        ),
    )


def _address(patient: Patient, assessment: Assessment) -> str:
    return url_for("assessments.show", patient_id=patient.id, assessment_id=assessment.id)
