"""The library of instruments: pages about tests, not about people."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from clinic import clock
from clinic.assessments import actions, queries
from clinic.assessments.library import present_instrument, present_library
from clinic.assessments.permission_forms import PermissionForm
from clinic.catalogue.instrument_definitions import get_instrument, list_instruments
from clinic.catalogue.loading import UnknownDefinition
from clinic.domain.instruments import Instrument
from clinic.organisation.queries import get_clinic
from clinic.web.access import ADMINISTRATORS, SIGNED_IN, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("instruments", __name__)


@blueprint.route("/instruments")
@permits(GET=SIGNED_IN)
def list_all() -> ResponseReturnValue:
    """Every instrument in a table."""
    return render_template(
        "assessments/library.html", cards=present_library(list_instruments()), here="instruments"
    )


@blueprint.route("/instruments/<instrument_code>")
@permits(GET=SIGNED_IN)
def show(instrument_code: str) -> ResponseReturnValue:
    """All about one instrument."""
    instrument = _instrument(instrument_code)
    return _page(instrument, PermissionForm()), 200


@blueprint.route("/instruments/<instrument_code>/permission", methods=["POST"])
@permits(POST=ADMINISTRATORS)
@writes
def record_permission(instrument_code: str) -> ResponseReturnValue:
    """The holder's permission is written down; the items can then be filled in."""
    instrument = _instrument(instrument_code)
    if not instrument.permission:
        abort(404)
    form = PermissionForm()
    if not form.accepted():
        return _page(instrument, form), 422
    actions.record_permission(
        get_clinic(), instrument, terms=form.terms.data or "", by=current_actor(), at=clock.now()
    )
    flash("The permission is recorded. The items can be filled in now.", "improved")
    return redirect(url_for("instruments.show", instrument_code=instrument.code))


def _instrument(code: str) -> Instrument:
    try:
        return get_instrument(code)
    except UnknownDefinition:
        abort(404)


def _page(instrument: Instrument, form: PermissionForm) -> str:
    profiles = queries.profiles_of(instrument.code)
    return render_template(
        "assessments/instrument.html",
        page=present_instrument(
            profiles.applied_to(instrument), threshold=profiles.threshold, mdc=profiles.mdc
        ),
        permission=queries.find_permission(instrument.code),
        form=form,
        here="instruments",
    )
