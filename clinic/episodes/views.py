from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clinic import clock
from clinic.domain.episodes import EpisodeClosed, EpisodeOpen
from clinic.episodes import actions, presenters, queries
from clinic.episodes.forms import DischargeForm, EnrolmentForm
from clinic.patients import presenters as people
from clinic.patients.models import Patient
from clinic.patients.queries import get_patient
from clinic.web.access import CLINICIANS, SIGNED_IN, Actor, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("episodes", __name__)


@blueprint.route("/patients/<uuid:patient_id>/episodes")
@permits(GET=SIGNED_IN)
def list_all(patient_id: UUID) -> ResponseReturnValue:
    patient = get_patient(patient_id)
    sheets = _sheets_of(patient, current_actor())
    return render_template("episodes/list_all.html", patient=patient, sheets=sheets)


@blueprint.route("/patients/<uuid:patient_id>/episodes/new", methods=["GET", "POST"])
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def enrol_again(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = get_patient(patient_id)
    if queries.find_open_episode(patient) is not None:
        raise EpisodeOpen
    form = EnrolmentForm(today=clock.today(actor.time_zone))
    form.offer_responsible(
        {c.id: c.name for c in queries.list_responsible(actor.clinic_id, at=clock.now())},
        suggested=actor.clinician_id,
    )

    if form.accepted():
        actions.enrol(
            patient, form.enrolment, by=actor, at=clock.now(), record_id=form.new_record_id
        )
        flash(f"{people.name(patient)} is enrolled again. Take the falls history next.")
        return redirect(url_for("risk.show", patient_id=patient.id))

    sheets = _sheets_of(patient, actor)
    page = render_template("episodes/enrol_again.html", patient=patient, form=form, sheets=sheets)
    return page, 422 if form.errors else 200


@blueprint.route("/patients/<uuid:patient_id>/discharge", methods=["GET", "POST"])
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def discharge(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = get_patient(patient_id)
    episode = queries.find_open_episode(patient)
    if episode is None:
        raise EpisodeClosed
    form = DischargeForm(today=today, data={"discharged_on": today})
    form.enrolled_on = episode.enrolled_on

    if form.accepted():
        closing = actions.discharge(
            episode,
            form.reason.data,
            form.outcome.data,
            on=form.last_day,
            note=form.note.data or "",
            by=actor,
            at=clock.now(),
            record_id=form.new_record_id,
        )
        flash(presenters.discharge_sentence(closing, today=today))
        return redirect(url_for("caseload.patient", patient_id=patient.id))

    agreed = presenters.agreed(episode, today=today)
    page = render_template("episodes/discharge.html", patient=patient, form=form, agreed=agreed)
    return page, 422 if form.errors else 200


@blueprint.app_errorhandler(EpisodeClosed)
def explain_closed(_refusal: EpisodeClosed) -> ResponseReturnValue:
    """A clinical act on a closed episode, anywhere in the program."""
    patient = get_patient((request.view_args or {})["patient_id"])
    return render_template("episodes/closed.html", patient=patient), 409


@blueprint.app_errorhandler(EpisodeOpen)
def explain_open(_refusal: EpisodeOpen) -> ResponseReturnValue:
    patient = get_patient((request.view_args or {})["patient_id"])
    return render_template("episodes/open.html", patient=patient), 409


def _sheets_of(patient: Patient, actor: Actor) -> list[presenters.EpisodeSheet]:
    episodes = queries.list_episodes(patient)
    discharges = queries.discharges_of([episode.id for episode in episodes])
    people_ids = {
        *(episode.responsible_id for episode in episodes),
        *(episode.enrolled_by_id for episode in episodes),
        *(closing.by_id for closing in discharges.values()),
    }
    names = queries.names_of(actor.clinic_id, people_ids)
    return presenters.sheets(episodes, discharges, names, today=clock.today(actor.time_zone))
