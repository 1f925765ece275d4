from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic import clock
from clinic.domain.falls import ReviewOutcome
from clinic.domain.progression_decisions import StepDecision
from clinic.episodes import queries as episodes
from clinic.episodes import telling
from clinic.episodes.models import Episode
from clinic.patients import queries as patients
from clinic.patients.models import Patient
from clinic.precautions.queries import current_clearance
from clinic.progress import actions, presenters, queries, reviewing
from clinic.progress.decision_presenters import onward_url
from clinic.progress.desk import Desk, desk_for
from clinic.progress.forms import DecisionForm, ReviewForm
from clinic.progress.models import ProgressionDecision, StopReview
from clinic.progress.pages import read_progress
from clinic.progress.proposals import CurrentProposal, current_proposal
from clinic.progress.stopping import pause_at_stop_sign
from clinic.routines import queries as routines
from clinic.routines.models import Routine
from clinic.web.access import CLINICIANS, SIGNED_IN, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("progress", __name__)

OK, CHANGED, REFUSED = 200, 409, 422


@blueprint.record_once
def offer_ceilings(_state: BlueprintSetupState) -> None:
    """Routines ask which dose a decision left, and logs whether they stop: both stand below."""
    routines.dose_ceiling_comes_from(queries.find_dose_ceiling)
    telling.listen(pause_at_stop_sign)


@blueprint.route("/patients/<uuid:patient_id>/progress", methods=["GET", "POST"])
@permits(GET=SIGNED_IN, POST=CLINICIANS)
@writes
def show(patient_id: UUID) -> ResponseReturnValue:
    today = clock.today(current_actor().time_zone)
    patient = patients.get_patient(patient_id)
    episode = episodes.latest_episode(patient)
    if episode is None:
        raise NotFound
    routine = routines.current_routine(episode)
    if routine is None or not episodes.is_open(episode):
        return _page(patient, episode, None, today=today)
    current = current_proposal(episode, today=today)
    if current is None:
        return _page(patient, episode, None, today=today)
    desk = desk_for(current, episode, routine, today=today)
    if desk.changed or not desk.form.accepted():
        return _page(patient, episode, current, desk, today=today)
    if isinstance(desk.form, ReviewForm):
        return _review(desk.form, patient, episode, routine, today=today)
    return _decide(desk.form, patient, episode, routine, today=today)


def _decide(
    form: DecisionForm, patient: Patient, episode: Episode, routine: Routine, *, today: date
) -> ResponseReturnValue:
    signed = actions.decide(
        episode,
        form.step,
        reason=form.reason.data or "",
        record_id=form.new_record_id,
        by=current_actor(),
        at=clock.now(),
        today=today,
        reply=actions.Reply(
            answer=form.given,
            minutes=form.decided_minutes,
            decline_reviewed=bool(form.decline_reviewed.data),
        ),
    )
    return redirect(_after(signed, patient, routine))


def _review(
    form: ReviewForm, patient: Patient, episode: Episode, routine: Routine, *, today: date
) -> ResponseReturnValue:
    actor, now, record_id = current_actor(), clock.now(), form.new_record_id
    note, outcome = form.note.data or "", form.decided
    if outcome is None:
        signed = actions.decide(
            episode,
            StepDecision.STOP_AND_REVIEW,
            reason=note,
            record_id=record_id,
            by=actor,
            at=now,
            today=today,
        )
        return redirect(_after(signed, patient, routine))
    review = reviewing.review_stop(
        episode, outcome, note=note, record_id=record_id, by=actor, at=now, today=today
    )
    return redirect(_after_review(review, patient, episode, routine, today=today))


def _page(
    patient: Patient,
    episode: Episode,
    current: CurrentProposal | None,
    desk: Desk | None = None,
    *,
    today: date,
) -> ResponseReturnValue:
    actor = current_actor()
    sent = request.method == "POST"
    page = read_progress(patient, episode, current, actor=actor, today=today)
    answer = render_template(
        "progress/show.html",
        patient=patient,
        page=page,
        is_open=episodes.is_open(episode),
        desk=desk if page.answered is None or sent or "again" in request.args else None,
        form=desk.form if desk else None,
        is_review=desk is not None and isinstance(desk.form, ReviewForm),
        signed_as=presenters.signed(today, actor.name, today=today),
    )
    if desk is None or not sent:
        return answer, OK
    return answer, CHANGED if desk.changed else REFUSED


def _after(signed: ProgressionDecision, patient: Patient, routine: Routine) -> str:
    if signed.decision is StepDecision.STOP_AND_REVIEW:
        flash("Signed. The routine is paused.")
        return url_for("progress.show", patient_id=patient.id)
    onward = onward_url(signed, routine, patient)
    if not onward:
        flash("Signed. The routine goes on as prescribed.")
        return url_for("progress.show", patient_id=patient.id)
    flash(f"Signed. Prescribe the routine at Level {signed.new_level} next.")
    return onward


def _after_review(
    review: StopReview, patient: Patient, episode: Episode, routine: Routine, *, today: date
) -> str:
    match review.outcome:
        case ReviewOutcome.DISCHARGE:
            flash("Reviewed. Complete the discharge here.")
            return url_for("episodes.discharge", patient_id=patient.id)
        case ReviewOutcome.LOWER_LEVEL:
            flash(f"Reviewed. Prescribe the routine at Level {review.level - 1} next.")
            return onward_url(review, routine, patient)
        case ReviewOutcome.KEEP_PAUSED:
            flash("Reviewed. The routine stays paused.")
        case ReviewOutcome.RESUME if current_clearance(episode, today=today).granted:
            flash("Reviewed. The routine goes on.")
        case ReviewOutcome.RESUME:
            flash("Reviewed. Training goes on once the clinical screen is renewed.", "caution")
    return url_for("progress.show", patient_id=patient.id)
