from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic import clock
from clinic.domain.progression_decisions import StepDecision, refusals
from clinic.episodes import queries as episodes
from clinic.episodes.models import Episode
from clinic.patients import queries as patients
from clinic.patients.models import Patient
from clinic.progress import actions, presenters, queries
from clinic.progress.forms import DecisionForm
from clinic.progress.models import ProgressionDecision
from clinic.progress.pages import read_progress
from clinic.routines import queries as routines
from clinic.web.access import CLINICIANS, SIGNED_IN, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("progress", __name__)

OK, REFUSED = 200, 422


@blueprint.route("/patients/<uuid:patient_id>/progress", methods=["GET", "POST"])
@permits(GET=SIGNED_IN, POST=CLINICIANS)
@writes
def show(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = patients.get_patient(patient_id)
    episode = episodes.latest_episode(patient)
    if episode is None:
        raise NotFound
    routine = routines.current_routine(episode)
    if routine is None or not episodes.is_open(episode):
        return _page(patient, episode, today=today)
    facts = queries.step_facts(episode, routine, today=today)
    refused = refusals(facts)
    form = DecisionForm(refusals=refused)

    if form.accepted():
        signed = actions.decide(
            episode,
            form.decided,
            reason=form.reason.data or "",
            record_id=form.new_record_id,
            by=actor,
            at=clock.now(),
            today=today,
        )
        return redirect(_onward(patient, signed))

    options = presenters.decision_options(facts, refused, routine)
    return _page(patient, episode, today=today, form=form, options=options)


def _page(
    patient: Patient,
    episode: Episode,
    *,
    today: date,
    form: DecisionForm | None = None,
    options: Sequence[presenters.DecisionOption] = (),
) -> ResponseReturnValue:
    actor = current_actor()
    answer = render_template(
        "progress/show.html",
        patient=patient,
        page=read_progress(episode, actor=actor, today=today),
        is_open=episodes.is_open(episode),
        form=form,
        options=options,
        signed_as=presenters.signed(today, actor.name, today=today),
    )
    return answer, REFUSED if form and form.errors else OK


def _onward(patient: Patient, signed: ProgressionDecision) -> str:
    if signed.decision in (StepDecision.ADVANCE, StepDecision.REGRESS):
        flash(f"Signed. Prescribe the routine at Level {signed.new_level} next.")
        return url_for("routines.prescribe", patient_id=patient.id, level=signed.new_level)
    if signed.decision is StepDecision.STOP_AND_REVIEW:
        flash("Signed. The routine is paused.")
    else:
        flash("Signed. The routine goes on as prescribed.")
    return url_for("progress.show", patient_id=patient.id)
