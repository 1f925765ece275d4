from dataclasses import asdict

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from clinic import clock
from clinic.audit.directory import who_changed
from clinic.organisation import actions, queries
from clinic.organisation.forms import SettingsForm, details_typed
from clinic.organisation.models import Clinic
from clinic.web.access import ADMINISTRATORS, current_actor, permits
from clinic.web.transactions import ChangedMeanwhile, writes

blueprint = Blueprint("organisation", __name__)

FIELDS = {
    "clinic_name": "name",
    "address": "address",
    "telephone": "telephone",
    "emergency_number": "emergency_number",
    "time_zone": "time_zone",
    "language": "language",
    "paper": "paper",
    "idle_limit_min": "idle_limit_min",
}


@blueprint.route("/settings", methods=["GET", "POST"])
@permits(GET=ADMINISTRATORS, POST=ADMINISTRATORS)
@writes
def settings() -> ResponseReturnValue:
    clinic = queries.get_clinic()
    form = SettingsForm(data=_stored(clinic) | {"version": clinic.version})

    if not form.accepted():
        status = 422 if form.errors else 200
        return render_template("organisation/settings.html", form=form), status
    if form.opened_version != clinic.version:
        raise _changed_meanwhile(form, clinic)
    actions.change_clinic(
        clinic,
        actions.ClinicDetails(
            **details_typed(form),
            address=form.address.data or "",
            idle_limit_min=form.idle_limit_min.data or 0,
        ),
        version=form.opened_version,
        by=current_actor(),
        at=clock.now(),
    )
    flash("The settings are saved.", "due")
    return redirect(url_for("organisation.settings"))


def _stored(clinic: Clinic) -> dict[str, object]:
    details = asdict(actions.details_of(clinic))
    return {field: details[name] for field, name in FIELDS.items()}


def _changed_meanwhile(form: SettingsForm, clinic: Clinic) -> ChangedMeanwhile:
    return ChangedMeanwhile(
        {field: str(text) for field, text in _stored(clinic).items()},
        labels={field: form[field].label.text for field in FIELDS},
        version=clinic.version,
        who=who_changed(clinic.id, time_zone=clinic.time_zone),
    )
