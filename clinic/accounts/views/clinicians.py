"""The clinic's people, for its administrators: who works here, as what, and who no longer does."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from clinic import clock
from clinic.accounts import actions, emails, queries
from clinic.accounts.actions import LastAdministrator, PlaceDetails, PlaceTaken
from clinic.accounts.emails import EmailTaken
from clinic.accounts.forms import (
    AddClinicianForm,
    ChangeEmailForm,
    EditClinicianForm,
    place_typed,
)
from clinic.accounts.models import Account, Clinician
from clinic.accounts.presenters import clinician_line, moment, session_lines
from clinic.accounts.roles import ROLE_MEANS
from clinic.audit.directory import who_changed
from clinic.web.access import ADMINISTRATORS, Actor, current_actor, permits
from clinic.web.forms import Act
from clinic.web.transactions import ChangedMeanwhile, writes

LAST_ADMINISTRATOR = (
    "Somebody has to look after people and settings. Make somebody else administrator first."
)
WORKS_HERE = "This e-mail has a place in this clinic already."
ELSEWHERE = (
    "This account works in another clinic as well, so its password is not this clinic's to renew. "
    "Whoever runs the server can do it on the command line."
)
EMAIL_ELSEWHERE = (
    "This account works in another clinic as well, so its e-mail is not this clinic's to change."
)
EMAIL_TAKEN = "Somebody signs in with this e-mail already. Enter another."


@permits(GET=ADMINISTRATORS)
def list_clinicians() -> ResponseReturnValue:
    """Everybody, also who has left."""
    zone = current_actor().time_zone
    lines = [
        clinician_line(clinician, account, time_zone=zone)
        for clinician, account in queries.list_clinicians()
    ]
    return render_template("accounts/clinicians.html", clinicians=lines)


@permits(GET=ADMINISTRATORS, POST=ADMINISTRATORS)
@writes
def add_clinician() -> ResponseReturnValue:
    """A place for an account, new or not; a link, shown once, for who takes it."""
    form, actor, at = AddClinicianForm(), current_actor(), clock.now()
    if not form.accepted():
        return _add_page(form, 422 if form.errors else 200)
    account = queries.find_account(form.email.data or "") or actions.make_account(
        form.email.data or ""
    )
    try:
        clinician = actions.give_place(
            account,
            PlaceDetails(**place_typed(form)),
            by=actor,
            at=at,
            invited=True,
            record_id=form.new_record_id,
        )
    except PlaceTaken:
        form.email.errors = [WORKS_HERE]
        return _add_page(form, 422)
    return _link_page(clinician, account, by=actor)


@permits(GET=ADMINISTRATORS, POST=ADMINISTRATORS)
@writes
def edit_clinician(clinician_id: UUID) -> ResponseReturnValue:
    """Name, role and what stands under a signature."""
    clinician = queries.get_clinician(clinician_id)
    form = EditClinicianForm(obj=clinician)
    if not form.accepted():
        return _edit_page(form, clinician, 422 if form.errors else 200)
    if form.opened_version != clinician.version:
        raise _changed_meanwhile(form, clinician)
    try:
        actions.change_place(
            clinician,
            PlaceDetails(**place_typed(form)),
            version=form.opened_version,
            by=current_actor(),
            at=clock.now(),
        )
    except LastAdministrator:
        form.role.errors = [LAST_ADMINISTRATOR]
        return _edit_page(form, clinician, 422)
    flash(f"{clinician.name}: saved.", "due")
    return redirect(url_for("accounts.list_clinicians"))


@permits(POST=ADMINISTRATORS)
@writes
def deactivate_clinician(clinician_id: UUID) -> ResponseReturnValue:
    """The place ends, and with it every session in this clinic."""
    clinician = queries.get_clinician(clinician_id)
    try:
        actions.end_place(clinician, by=current_actor(), at=clock.now())
    except LastAdministrator:
        flash(LAST_ADMINISTRATOR, "refused")
        return redirect(url_for("accounts.edit_clinician", clinician_id=clinician_id))
    flash(f"{clinician.name} can no longer sign in here.", "due")
    return redirect(url_for("accounts.list_clinicians"))


@permits(POST=ADMINISTRATORS)
@writes
def reactivate_clinician(clinician_id: UUID) -> ResponseReturnValue:
    """The place begins again."""
    clinician = queries.get_clinician(clinician_id)
    actions.reopen_place(clinician, by=current_actor(), at=clock.now())
    flash(f"{clinician.name} can sign in here again.", "due")
    return redirect(url_for("accounts.edit_clinician", clinician_id=clinician_id))


@permits(POST=ADMINISTRATORS)
@writes
def change_email(clinician_id: UUID) -> ResponseReturnValue:
    """For a slip of the pen, a marriage, another provider."""
    clinician = queries.get_clinician(clinician_id)
    form = ChangeEmailForm()
    if queries.works_elsewhere(clinician.account_id):
        flash(EMAIL_ELSEWHERE, "refused")
        return redirect(url_for("accounts.edit_clinician", clinician_id=clinician_id))
    if not form.accepted():
        return _edit_page(_place_form(clinician), clinician, 422, email_form=form)
    account = queries.lock_account(clinician.account_id)
    typed = form.email.data or ""
    try:
        changed = emails.change_email(account, typed, clinician, by=current_actor(), at=clock.now())
    except EmailTaken:
        form.email.errors = [EMAIL_TAKEN]
        return _edit_page(_place_form(clinician), clinician, 422, email_form=form)
    if changed:
        flash(f"{clinician.name} signs in with {account.email} from now on.", "due")
    return redirect(url_for("accounts.edit_clinician", clinician_id=clinician_id))


@permits(POST=ADMINISTRATORS)
@writes
def end_clinician_sessions(clinician_id: UUID) -> ResponseReturnValue:
    """Everybody's of the own clinic; never another clinic's."""
    clinician = queries.get_clinician(clinician_id)
    actions.end_all_sessions_of(clinician, by=current_actor(), at=clock.now())
    flash(f"{clinician.name} is signed out of this clinic.", "due")
    return redirect(url_for("accounts.edit_clinician", clinician_id=clinician_id))


@permits(POST=ADMINISTRATORS)
@writes
def make_link(clinician_id: UUID) -> ResponseReturnValue:
    """A new link, for a lost one or a forgotten password."""
    clinician = queries.get_clinician(clinician_id)
    account = queries.get_account(clinician.account_id)
    if not clinician.invited and queries.works_elsewhere(account.id):
        flash(ELSEWHERE, "refused")
        return redirect(url_for("accounts.edit_clinician", clinician_id=clinician_id))
    return _link_page(clinician, account, by=current_actor())


@permits(POST=ADMINISTRATORS)
@writes
def remove_clinician_second_factor(clinician_id: UUID) -> ResponseReturnValue:
    """For a lost telephone."""
    clinician = queries.get_clinician(clinician_id)
    if queries.works_elsewhere(clinician.account_id):
        flash(ELSEWHERE, "refused")
    else:
        account = queries.lock_account(clinician.account_id)
        actions.turn_off_second_factor(account, clinician, by=current_actor(), at=clock.now())
        flash(f"{clinician.name} signs in without a second factor now.", "due")
    return redirect(url_for("accounts.edit_clinician", clinician_id=clinician_id))


def _add_page(form: AddClinicianForm, status: int) -> Response:
    page = render_template("accounts/add_clinician.html", form=form, role_means=ROLE_MEANS)
    return make_response(page, status)


def _place_form(clinician: Clinician) -> EditClinicianForm:
    """The place as it is stored, whatever another form of the page has sent."""
    return EditClinicianForm(None, obj=clinician)


def _edit_page(
    form: EditClinicianForm,
    clinician: Clinician,
    status: int,
    *,
    email_form: ChangeEmailForm | None = None,
) -> Response:
    actor = current_actor()
    account = queries.get_account(clinician.account_id)
    found = queries.list_sessions(account.id, at=clock.now(), clinic_id=actor.clinic_id)
    page = render_template(
        "accounts/edit_clinician.html",
        form=form,
        email_form=email_form or ChangeEmailForm(None, data={"email": account.email}),
        act=Act(),
        clinician=clinician_line(clinician, account, time_zone=actor.time_zone),
        ended=clinician.active_until is not None,
        role_means=ROLE_MEANS,
        sessions=session_lines(found, this=actor.session_id, time_zone=actor.time_zone, clinics={}),
    )
    return make_response(page, status)


def _link_page(clinician: Clinician, account: Account, *, by: Actor) -> Response:
    """Shown once: the token is stored nowhere."""
    at = clock.now()
    token = actions.make_link(clinician, by=by, at=at)
    page = render_template(
        "accounts/link.html",
        name=clinician.name,
        email=account.email,
        address=url_for("accounts.welcome", token=token, _external=True),
        until=moment(at + actions.LINK_VALID_FOR, by.time_zone),
        clinician_id=clinician.id,
    )
    return make_response(page)


def _changed_meanwhile(form: EditClinicianForm, clinician: Clinician) -> ChangedMeanwhile:
    names = ("name", "credentials", "registration_number", "role")
    return ChangedMeanwhile(
        {name: str(getattr(clinician, name)) for name in names},
        labels={name: form[name].label.text for name in names},
        version=clinician.version,
        who=who_changed(clinician.id, time_zone=current_actor().time_zone),
    )
