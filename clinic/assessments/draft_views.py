"""Keeping a visit for later the same day, and letting it go."""

from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from clinic import clock
from clinic.assessments import visit_drafts, visit_takeovers
from clinic.assessments.battery import kept_words
from clinic.assessments.desk import (
    desk_of,
    instrument_named,
    taken_over_since,
    visit_with,
)
from clinic.assessments.models import Assessment
from clinic.assessments.visit_drafts import DraftTooLong, Place
from clinic.assessments.visit_takeovers import HasAnotherVisit
from clinic.ids import made_at
from clinic.patients.queries import get_patient
from clinic.web.access import CARE_TEAM, current_actor, permits
from clinic.web.errors import Sentences, error_page
from clinic.web.records import find_record
from clinic.web.transactions import storing, submitted_id, writes

blueprint = Blueprint("visit_drafts", __name__)

BY_SCRIPT = "text/plain"
# For an id that never was, too: whether another clinic has such a visit is not told.
VISIT_OVER = Sentences(
    title="This visit is no longer open",
    advice="It was saved or ended meanwhile. Find the patient from the caseload.",
)


@blueprint.route(
    "/patients/<uuid:patient_id>/assessments/new/<instrument_code>/keep", methods=["POST"]
)
@permits(POST=CARE_TEAM)
def keep(patient_id: UUID, instrument_code: str) -> ResponseReturnValue:
    """Keeps what is typed: for a button, and by itself for a script, which is told the time."""
    try:
        name, said = _keep(patient_id, instrument_code)
    except (IntegrityError, StaleDataError):
        # Two came at once, and neither found a draft; the second now finds the first one's.
        # Or a colleague took the draft over meanwhile; then a new one is begun.
        name, said = _keep(patient_id, instrument_code)
    if request.accept_mimetypes.best == BY_SCRIPT:
        return said, 200, {"Content-Type": "text/plain; charset=utf-8"}
    flash(f"{name}: {said[:1].lower()}{said[1:]}", "due")
    return redirect(url_for("assessments.choose", patient_id=patient_id))


@blueprint.route("/patients/<uuid:patient_id>/assessments/draft/discard", methods=["POST"])
@permits(POST=CARE_TEAM)
def discard(patient_id: UUID) -> ResponseReturnValue:
    """Ends the open visit deliberately."""
    with storing():
        visit_drafts.discard(get_patient(patient_id).id, by=current_actor())
    flash("What was typed and not saved is discarded. Saved results stay.", "due")
    return redirect(url_for("assessments.choose", patient_id=patient_id))


@blueprint.route(
    "/patients/<uuid:patient_id>/assessments/draft/<uuid:draft_id>/take-over", methods=["POST"]
)
@permits(POST=CARE_TEAM)
@writes
def take_over(patient_id: UUID, draft_id: UUID) -> ResponseReturnValue:
    """Goes on with a visit that a colleague began; pressed twice, it is taken over once."""
    desk = desk_of(patient_id)
    try:
        takeover = visit_takeovers.take_over(
            patient_id, draft_id, by=desk.actor, today=desk.today, at=clock.now()
        )
    except HasAnotherVisit:
        flash("You have typed results of your own for this person. Save or end them first.")
        return redirect(url_for("assessments.choose", patient_id=patient_id))
    if takeover is None:
        return error_page(404, VISIT_OVER)
    if takeover.by_id != desk.actor.clinician_id:
        flash("This visit is no longer open: it was saved, ended or taken over by a colleague.")
        return redirect(url_for("assessments.choose", patient_id=patient_id))
    flash("You have taken over this visit, with what was typed and not saved yet.", "due")
    return redirect(
        url_for(
            "assessments.record",
            patient_id=patient_id,
            instrument_code=takeover.instrument_code,
            visit=takeover.visit,
        )
    )


def _keep(patient_id: UUID, instrument_code: str) -> tuple[str, str]:
    """Keeps the form of this request: the name of its test, and when it was kept, in words."""
    fields = [(name, value) for name, values in request.form.lists() for value in values]
    with storing():
        desk, instrument = desk_of(patient_id), instrument_named(instrument_code)
        place = Place(
            patient_id=patient_id,
            visit=visit_with(instrument).code,
            instrument_code=instrument.code,
        )
        now = clock.now()
        try:
            # Behind the saving of the same form a script has nothing left to keep.
            if not _is_saved(submitted_id()):
                visit_drafts.keep(place, fields, by=desk.actor, today=desk.today, at=now)
        except DraftTooLong:
            abort(413)
        said = kept_words(now.astimezone(ZoneInfo(desk.actor.time_zone)))
        record_id = submitted_id()
        taken = taken_over_since(desk, made_at(record_id)) if record_id is not None else None
        return instrument.name, f"{taken.sentence} {said}" if taken else said


def _is_saved(record_id: UUID | None) -> bool:
    return record_id is not None and find_record(Assessment, record_id) is not None
