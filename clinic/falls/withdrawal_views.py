"""Taking back an event that was reported in error, or amending it."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from clinic import clock
from clinic.episodes.queries import get_episode
from clinic.falls import presenters, queries, withdrawing, words
from clinic.falls.forms import (
    ChangeAmendmentForm,
    FallAmendmentForm,
    NearFallAmendmentForm,
    WithdrawalForm,
)
from clinic.falls.models import FallEvent, HealthEvent, NearFall
from clinic.patients.queries import get_patient
from clinic.web.access import CARE_TEAM, current_actor, permits
from clinic.web.fields import ANOTHER_DAY, TODAY
from clinic.web.transactions import writes

blueprint = Blueprint("event_withdrawals", __name__)

OK, REFUSED = 200, 422
ALREADY = "This was withdrawn or amended already. Here is how it stands."
WITHDRAWN = "Withdrawn. It no longer counts."
STILL_RESTS = "Withdrawn. It no longer counts; training rests until a clinician has reviewed it."
AMENDED = "Saved. The report before stays readable."

AmendmentForm = FallAmendmentForm | NearFallAmendmentForm | ChangeAmendmentForm


@blueprint.route(
    "/patients/<uuid:patient_id>/falls/<uuid:event_id>/withdraw", methods=["GET", "POST"]
)
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def withdraw(patient_id: UUID, event_id: UUID) -> ResponseReturnValue:
    """The page that asks why, and the event as it then stands."""
    patient = get_patient(patient_id)
    event = queries.get_event(patient, event_id)
    here = url_for("falls.show", patient_id=patient.id, event_id=event.id)
    if queries.find_withdrawal(event) is not None:
        flash(ALREADY)
        return redirect(here)
    form = WithdrawalForm()
    waits = queries.pauses(event) and queries.find_review(event) is None
    if form.accepted():
        withdrawing.withdraw(
            event,
            get_episode(event.episode_id),
            reason=form.reason.data or "",
            by=current_actor(),
            at=clock.now(),
            record_id=form.new_record_id,
        )
        flash(STILL_RESTS if waits else WITHDRAWN)
        return redirect(here)
    page = render_template(
        "falls/withdraw.html",
        patient=patient,
        form=form,
        event_id=event.id,
        title=presenters.title(event),
        waits=waits,
        in_a_log=not isinstance(event, HealthEvent),
    )
    return page, REFUSED if form.errors else OK


@blueprint.route("/patients/<uuid:patient_id>/falls/<uuid:event_id>/amend", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def amend(patient_id: UUID, event_id: UUID) -> ResponseReturnValue:
    """The form of its kind with what was told, to be written anew."""
    actor = current_actor()
    patient = get_patient(patient_id)
    event = queries.get_event(patient, event_id)
    if queries.find_withdrawal(event) is not None:
        flash(ALREADY)
        return redirect(url_for("falls.show", patient_id=patient.id, event_id=event.id))
    episode = get_episode(event.episode_id)
    form = _form_for(event)
    form.enrolled_on = episode.enrolled_on
    if form.accepted():
        told = withdrawing.amend(
            event,
            episode,
            _details(form),
            reason=form.reason.data or "",
            by=actor,
            at=clock.now(),
            record_id=form.new_record_id,
        )
        flash(AMENDED)
        return redirect(url_for("falls.show", patient_id=patient.id, event_id=told.id))
    page = render_template(
        "falls/amend.html",
        patient=patient,
        form=form,
        event_id=event.id,
        title=presenters.title(event),
        reviewed=queries.find_review(event) is not None,
    )
    return page, REFUSED if form.errors else OK


def _form_for(event: queries.Event) -> AmendmentForm:
    """The form of its kind with everything that was told."""
    today = clock.today(current_actor().time_zone)
    when = TODAY if event.happened_on == today else ANOTHER_DAY
    told = {"when": when, "other_day": event.happened_on, "note": event.note}
    match event:
        case FallEvent():
            same = ("happened_at_time", "place", "activity", "direction", "minutes_on_floor")
            told |= {name: getattr(event, name) for name in (*same, "help_received", "seen_by")}
            known = event.injury in words.INJURIES
            return FallAmendmentForm(
                today=today,
                data=told
                | {
                    "injury": event.injury if known else None,
                    "able_to_rise": _yes_no(answer=event.able_to_rise),
                    "lost_consciousness": _yes_no(answer=event.lost_consciousness),
                },
            )
        case NearFall():
            told |= {name: getattr(event, name) for name in ("setting", "caught_by", "activity")}
            return NearFallAmendmentForm(today=today, data=told)
        case HealthEvent():
            return ChangeAmendmentForm(today=today, data=told)


def _details(form: AmendmentForm) -> withdrawing.Details:
    if isinstance(form, ChangeAmendmentForm):
        return withdrawing.ChangeDetails(happened_on=form.happened_on, note=form.note.data or "")
    return form.details


def _yes_no(*, answer: bool | None) -> str | None:
    return None if answer is None else "yes" if answer else "no"
