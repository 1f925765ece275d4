"""Batteries of a clinic's own: put together, changed, retired and offered again."""

from typing import Final
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clinic import clock
from clinic.assessments import own_batteries
from clinic.assessments.battery import own_battery_rows
from clinic.assessments.battery_forms import BatteryForm, battery_form, filled
from clinic.assessments.models import OwnBattery
from clinic.web.access import Role, current_actor, permits
from clinic.web.records import get_record
from clinic.web.transactions import writes

blueprint = Blueprint("batteries", __name__)

# Whoever measures with them, and whoever answers for how the clinic works.
WHO_MAY: Final = frozenset({Role.ADMINISTRATOR, Role.CLINICIAN})


@blueprint.route("/batteries")
@permits(GET=WHO_MAY)
def list_all() -> ResponseReturnValue:
    """Those in use, and those that were retired."""
    return render_template(
        "assessments/batteries.html",
        rows=own_battery_rows(own_batteries.list_in_use()),
        retired=own_battery_rows(own_batteries.list_retired()),
    )


@blueprint.route("/batteries/new", methods=["GET", "POST"])
@permits(GET=WHO_MAY, POST=WHO_MAY)
@writes
def new() -> ResponseReturnValue:
    """A new battery."""
    form = battery_form()()
    if _accepted(form):
        own_batteries.make_battery(
            form.plan, record_id=form.new_record_id, by=current_actor(), at=clock.now()
        )
        flash(f"{form.plan.name} is ready: it stands first where a visit is chosen.", "due")
        return redirect(url_for("batteries.list_all"))
    return _page(form, None)


@blueprint.route("/batteries/<uuid:battery_id>", methods=["GET", "POST"])
@permits(GET=WHO_MAY, POST=WHO_MAY)
@writes
def change(battery_id: UUID) -> ResponseReturnValue:
    """Another name, other tests or another order."""
    battery = get_record(OwnBattery, battery_id)
    form = battery_form()(
        data=filled(battery.name, battery.instruments) | {"version": battery.version}
    )
    if _accepted(form, besides=battery.id):
        own_batteries.change_battery(
            battery, form.plan, version=form.opened_version, by=current_actor(), at=clock.now()
        )
        flash("The battery is saved.", "due")
        return redirect(url_for("batteries.list_all"))
    return _page(form, battery)


@blueprint.route("/batteries/<uuid:battery_id>/retire", methods=["POST"])
@permits(POST=WHO_MAY)
@writes
def retire(battery_id: UUID) -> ResponseReturnValue:
    """Offers a battery no more."""
    battery = get_record(OwnBattery, battery_id)
    own_batteries.retire_battery(battery, by=current_actor(), at=clock.now())
    flash(f"{battery.name} is offered no more. Its results stay.", "due")
    return redirect(url_for("batteries.list_all"))


@blueprint.route("/batteries/<uuid:battery_id>/restore", methods=["POST"])
@permits(POST=WHO_MAY)
@writes
def restore(battery_id: UUID) -> ResponseReturnValue:
    """Offers a retired battery again."""
    battery = get_record(OwnBattery, battery_id)
    if own_batteries.is_name_taken(battery.name, besides=battery.id):
        flash(f"Another battery is called {battery.name} now. Rename that one first.", "refused")
    else:
        own_batteries.restore_battery(battery, by=current_actor(), at=clock.now())
        flash(f"{battery.name} is offered again.", "due")
    return redirect(url_for("batteries.list_all"))


def _accepted(form: BatteryForm, *, besides: UUID | None = None) -> bool:
    if request.method != "POST":
        return False
    form.taken = own_batteries.is_name_taken(str(form.name.data or ""), besides=besides)
    return form.accepted()


def _page(form: BatteryForm, battery: OwnBattery | None) -> tuple[str, int]:
    page = render_template("assessments/battery.html", form=form, battery=battery)
    return page, 422 if form.errors else 200
