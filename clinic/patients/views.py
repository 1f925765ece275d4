from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from clinic import clock
from clinic.audit.directory import directory_of
from clinic.patients import actions, in_audit, presenters, queries
from clinic.patients.forms import PatientForm, typed_details
from clinic.web.access import CARE_TEAM, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("patients", __name__)


@blueprint.record_once
def _name_patients_in_the_audit_trail(state: BlueprintSetupState) -> None:
    found = directory_of(state.app.extensions)
    found.patient_names, found.find_patients = in_audit.names_of, in_audit.find


@blueprint.route("/patients/<uuid:patient_id>/edit", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def edit(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = queries.get_patient(patient_id)
    standing = actions.details_of(patient)
    form = PatientForm(today=today, data=typed_details(standing) | {"version": patient.version})
    page = {"patient": patient, "form": form, "known": [], "differences": []}

    if not form.accepted():
        return render_template("patients/edit.html", **page), 422 if form.errors else 200
    if form.opened_version != patient.version:
        page["differences"] = presenters.differences(standing, form.details)
        form.version.data = str(patient.version)
        return render_template("patients/edit.html", **page), 409
    duplicates = queries.possible_duplicates(form.details, apart_from=patient.id)
    if not form.stands_apart_from(duplicates):
        page["known"] = presenters.known_people(duplicates, form.details, today=today)
        return render_template("patients/edit.html", **page), 422
    actions.correct(patient, form.details, version=form.opened_version, by=actor, at=clock.now())
    return redirect(url_for("caseload.patient", patient_id=patient.id))
