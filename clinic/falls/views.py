from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from clinic import clock
from clinic.domain.episodes import EpisodeClosed
from clinic.domain.falls import FALL, NEAR_FALL
from clinic.episodes.models import Episode
from clinic.episodes.queries import find_open_episode, get_episode, is_open, names_of
from clinic.falls import actions, presenters, queries, words
from clinic.falls.forms import FallForm, HealthEventForm, NearFallForm, ReviewForm
from clinic.patients.models import Patient
from clinic.patients.queries import get_patient
from clinic.web.access import CARE_TEAM, CLINICIANS, SIGNED_IN, Actor, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("falls", __name__)

TOLD = "Reported. Answer the checklists that it ends again."
REPORTED = "Reported. Training rests until a clinician has reviewed it."


@blueprint.route("/patients/<uuid:patient_id>/falls")
@permits(GET=SIGNED_IN)
def list_all(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = get_patient(patient_id)
    return render_template(
        "falls/list_all.html",
        patient=patient,
        events=_sheets(queries.list_events_of_patient(patient), actor),
        fall_count=presenters.falls_sentence(queries.falls_in_12_months(patient, today)),
        open_episode=find_open_episode(patient),
    )


@blueprint.route("/patients/<uuid:patient_id>/falls/new", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def new(patient_id: UUID) -> ResponseReturnValue:
    """What happened: a fall, a near fall, or one tap for what else ends a screen."""
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = get_patient(patient_id)
    episode = _open_episode(patient)
    form = HealthEventForm(today=today, data={"happened_on": today})
    form.enrolled_on = episode.enrolled_on

    if form.accepted():
        event = _record(form, episode, by=actor)
        flash(REPORTED if queries.pauses(event) else TOLD)
        return redirect(url_for("falls.show", patient_id=patient.id, event_id=event.id))

    page = render_template("falls/new.html", patient=patient, form=form, words=words)
    return page, 422 if form.errors else 200


@blueprint.route("/patients/<uuid:patient_id>/falls/new/fall", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def report_fall(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = get_patient(patient_id)
    episode = _open_episode(patient)
    form = FallForm(today=clock.today(actor.time_zone))
    form.enrolled_on = episode.enrolled_on

    if form.accepted():
        event = actions.record_fall(
            episode, form.details, by=actor, at=clock.now(), record_id=form.new_record_id
        )
        flash(REPORTED)
        return redirect(url_for("falls.show", patient_id=patient.id, event_id=event.id))

    definition = words.DEFINITIONS[FALL]
    page = render_template(
        "falls/report_fall.html", patient=patient, form=form, definition=definition
    )
    return page, 422 if form.errors else 200


@blueprint.route("/patients/<uuid:patient_id>/falls/new/near-fall", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def report_near_fall(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = get_patient(patient_id)
    episode = _open_episode(patient)
    form = NearFallForm(today=clock.today(actor.time_zone))
    form.enrolled_on = episode.enrolled_on

    if form.accepted():
        event = actions.record_near_fall(
            episode, form.details, by=actor, at=clock.now(), record_id=form.new_record_id
        )
        flash(REPORTED)
        return redirect(url_for("falls.show", patient_id=patient.id, event_id=event.id))

    page = render_template(
        "falls/report_near_fall.html",
        patient=patient,
        form=form,
        definition=words.DEFINITIONS[NEAR_FALL],
        loss_of_balance=words.LOSS_OF_BALANCE,
    )
    return page, 422 if form.errors else 200


@blueprint.route("/patients/<uuid:patient_id>/falls/<uuid:event_id>")
@permits(GET=SIGNED_IN)
def show(patient_id: UUID, event_id: UUID) -> ResponseReturnValue:
    patient = get_patient(patient_id)
    event = queries.get_event(patient, event_id)
    [sheet] = _sheets([event], current_actor())
    episode_open = is_open(get_episode(event.episode_id))
    return render_template(
        "falls/show.html", patient=patient, event=sheet, episode_open=episode_open
    )


@blueprint.route(
    "/patients/<uuid:patient_id>/falls/<uuid:event_id>/review", methods=["GET", "POST"]
)
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def review(patient_id: UUID, event_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = get_patient(patient_id)
    event = queries.get_event(patient, event_id)
    here = url_for("falls.show", patient_id=patient.id, event_id=event.id)
    if queries.find_review(event) is not None:
        flash("This was reviewed already.")
        return redirect(here)
    form = ReviewForm()

    if form.accepted():
        actions.review(
            event,
            get_episode(event.episode_id),
            form.decided,
            note=form.note.data or "",
            by=actor,
            at=clock.now(),
            record_id=form.new_record_id,
        )
        return redirect(here)

    [sheet] = _sheets([event], actor)
    page = render_template(
        "falls/review.html", patient=patient, event=sheet, form=form, words=words
    )
    return page, 422 if form.errors else 200


def _record(form: HealthEventForm, episode: Episode, *, by: Actor) -> queries.Event:
    """What the button named; a fall or near fall with nothing but its day."""
    now, record_id = clock.now(), form.new_record_id
    if form.fall is not None:
        return actions.record_fall(episode, form.fall, by=by, at=now, record_id=record_id)
    if form.near_fall is not None:
        return actions.record_near_fall(episode, form.near_fall, by=by, at=now, record_id=record_id)
    return actions.record_health_event(
        episode,
        form.health_event,
        happened_on=form.happened,
        note=form.note.data or "",
        by=by,
        at=now,
        record_id=record_id,
    )


def _open_episode(patient: Patient) -> Episode:
    episode = find_open_episode(patient)
    if episode is None:
        raise EpisodeClosed
    return episode


def _sheets(events: list[queries.Event], actor: Actor) -> list[presenters.EventSheet]:
    ids = [event.id for event in events]
    reviews, withdrawals = queries.reviews_of(ids), queries.withdrawals_of(ids)
    people = {event.reported_by_id for event in events} | {r.by_id for r in reviews.values()}
    people |= {withdrawal.by_id for withdrawal in withdrawals.values()}
    return presenters.event_sheets(
        events,
        reviews,
        names_of(actor.clinic_id, people),
        today=clock.today(actor.time_zone),
        zone=actor.time_zone,
        withdrawals=withdrawals,
    )
