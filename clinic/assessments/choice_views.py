"""Settings of the measures: whose lines and whose error this clinic judges by."""

from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from clinic import clock
from clinic.assessments import queries
from clinic.assessments.choice_actions import CHOSEN, choose_profiles
from clinic.assessments.choice_forms import ChoicesForm, filled, has_choices
from clinic.assessments.choice_words import (
    TUG_THRESHOLD,
    Told,
    choice_rows,
    error_in_force,
    past_choices,
)
from clinic.audit.directory import directory
from clinic.audit.queries import list_changes_of
from clinic.catalogue.instrument_definitions import get_instrument, list_instruments
from clinic.catalogue.loading import UnknownDefinition
from clinic.domain.instruments import Instrument
from clinic.domain.risk import DEFAULT_TUG_THRESHOLD_S
from clinic.organisation.models import Clinic
from clinic.organisation.queries import get_clinic
from clinic.web.access import ADMINISTRATORS, Actor, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("measure_settings", __name__)

RISK: Final = "wfg"
SAVED: Final = "The choice is saved. What was scored before stays as it is."
SAVED_LINE: Final = "The choice is saved, and the fall risk of everybody in care follows it."


@blueprint.route("/settings/measures")
@permits(GET=ADMINISTRATORS)
def list_all() -> ResponseReturnValue:
    """What holds for each instrument."""
    return render_template(
        "assessments/choices.html", rows=choice_rows(list_instruments(), get_clinic().profiles)
    )


@blueprint.route("/settings/measures/<instrument_code>", methods=["GET", "POST"])
@permits(GET=ADMINISTRATORS, POST=ADMINISTRATORS)
@writes
def choose(instrument_code: str) -> ResponseReturnValue:
    """What holds for one instrument, and what held before."""
    instrument, clinic, actor = _instrument(instrument_code), get_clinic(), current_actor()
    today = clock.today(actor.time_zone)
    profiles = queries.profiles_of(instrument.code)
    tug_s = Decimal((clinic.profiles.get(instrument.code) or {}).get(TUG_THRESHOLD, "0"))
    form = ChoicesForm(
        instrument,
        today=today,
        data=filled(instrument, profiles, tug_s=tug_s or DEFAULT_TUG_THRESHOLD_S)
        | {"version": clinic.version},
    )
    if form.accepted():
        choose_profiles(
            clinic,
            instrument,
            form.profiles,
            tug_threshold_s=form.tug_threshold,
            version=form.opened_version,
            by=actor,
            at=clock.now(),
        )
        flash(SAVED_LINE if instrument.code == RISK else SAVED, "due")
        return redirect(url_for("measure_settings.choose", instrument_code=instrument.code))
    page = render_template(
        "assessments/choose_profiles.html",
        form=form,
        instrument=instrument,
        error=error_in_force(instrument, profiles),
        past=past_choices(instrument, _told(instrument, clinic, actor), today=today),
    )
    return page, 422 if form.errors else 200


def _instrument(code: str) -> Instrument:
    try:
        instrument = get_instrument(code)
    except UnknownDefinition:
        abort(404)
    if not has_choices(instrument):
        abort(404)
    return instrument


def _told(instrument: Instrument, clinic: Clinic, actor: Actor) -> list[Told]:
    """The choices for one instrument in the audit trail, the newest first."""
    names, zone = directory().clinicians(), ZoneInfo(actor.time_zone)
    return [
        Told(
            on=event.at.astimezone(zone).date(),
            by=names.get(event.clinician_id, "") if event.clinician_id else "",
            new=event.changes["new"][instrument.code],
        )
        for event in list_changes_of(clinic.id, CHOSEN)
        if instrument.code in event.changes["new"]
    ]
