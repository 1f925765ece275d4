"""The page of what is asked again on the day, before the treadmill, the pool or the steps."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic import clock
from clinic.catalogue.loading import UnknownDefinition
from clinic.patients import queries as patients
from clinic.precautions.asked import open_episode
from clinic.precautions.forms import form_of
from clinic.precautions.presenters import checklist_title
from clinic.precautions.questions import present_sections
from clinic.precautions.same_day import record_check, same_day_definition
from clinic.web.access import CARE_TEAM, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("same_day_checks", __name__)

OK, REFUSED = 200, 422
SAFE = "Checked for today. The session can begin."
NOT_SAFE = "Not today: what was found stands in the way. Train something else."


@blueprint.route("/patients/<uuid:patient_id>/checklists/<code>/today", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def check(patient_id: UUID, code: str) -> ResponseReturnValue:
    """Every item of the day with its answer; nothing is filled in."""
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = patients.get_patient(patient_id)
    episode = open_episode(patient)
    try:
        definition = same_day_definition(code)
    except (UnknownDefinition, ValueError):
        raise NotFound from None
    form = form_of(definition)()
    if form.accepted():
        kept = record_check(
            episode,
            form.completed(on=today),
            record_id=form.new_record_id,
            by=actor,
            at=clock.now(),
        )
        flash(SAFE if kept.safe else NOT_SAFE, "message" if kept.safe else "refused")
        return redirect(url_for("session_logs.new", patient_id=patient.id))
    page = render_template(
        "precautions/same_day.html",
        patient=patient,
        form=form,
        title=checklist_title(definition),
        sections=present_sections(definition, language=patient.language),
    )
    return page, REFUSED if form.errors or form.problems else OK
