"""One's own account: password, second factor, recovery codes, signed-in browsers."""

from uuid import UUID

from flask import abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from clinic import clock
from clinic.accounts import actions, checking, passwords, queries, second_factor, sessions
from clinic.accounts.checking import Checked
from clinic.accounts.forms import ChangePasswordForm, CurrentPasswordForm, SecondFactorForm
from clinic.accounts.presenters import role_words, session_lines, wait_sentence
from clinic.web.access import SIGNED_IN, current_actor, permits
from clinic.web.forms import Act, Form
from clinic.web.transactions import storing, writes

WRONG_PASSWORD = "This is not your password. Check it."  # noqa: S105 - a sentence
WRONG_CODE = "This code is not right. Wait for the next one and enter it."


@permits(GET=SIGNED_IN)
def profile() -> ResponseReturnValue:
    """What the program knows about the account, and what can be changed."""
    actor = current_actor()
    account = queries.get_account(actor.account_id)
    places = queries.list_places(account.id, at=clock.now())
    return render_template(
        "accounts/profile.html",
        form=Act(),
        actor=actor,
        email=account.email,
        role=role_words(queries.get_clinician(actor.clinician_id)),
        second_factor_on=second_factor.is_on(account),
        codes_left=second_factor.recovery_codes_left(account),
        has_several_clinics=len(places) > 1,
        sessions=session_lines(
            queries.list_sessions(account.id, at=clock.now()),
            this=actor.session_id,
            time_zone=actor.time_zone,
            clinics={clinic.id: clinic.name for _, clinic in places},
        ),
    )


@permits(GET=SIGNED_IN, POST=SIGNED_IN)
def change_password() -> ResponseReturnValue:
    """Needs the current one; ends every other session, and gives this one a new id."""
    actor, at = current_actor(), clock.now()
    form = ChangePasswordForm()
    form.known = (queries.get_account(actor.account_id).email, actor.name, actor.clinic_name)
    if not form.accepted():
        return _page("change_password", form, 422 if form.errors else 200)
    checked = _check(form, actor.account_id)
    if isinstance(checked, Response) or checked is None:
        return checked or _page("change_password", form, 422)
    hashed = passwords.hash_password(form.new_password.data or "")
    with storing():
        account = queries.lock_account(actor.account_id)
        checked.settle(account)
        actions.set_password(account, hashed, by=actor, at=at)
        token = sessions.open_session(account.id, actor.clinic_id, at=at)
    sessions.remember(token)
    flash("Your password is changed. You were signed out everywhere else.", "due")
    return redirect(url_for("accounts.profile"))


@permits(GET=SIGNED_IN, POST=SIGNED_IN)
def set_up_second_factor() -> ResponseReturnValue:
    """A picture for the telephone; a code from it shows that it was read."""
    actor, at = current_actor(), clock.now()
    account = queries.get_account(actor.account_id)
    if second_factor.is_on(account):
        return redirect(url_for("accounts.profile"))
    form, email = SecondFactorForm(), account.email
    secret = second_factor.brought_back(form.secret.data or "", account.id, at=at)
    if secret is None:
        secret = second_factor.new_secret()
        form.secret.data = second_factor.carried(secret, account.id, at=at)
    shown = _factor_page(form, secret, email)
    if not form.accepted():
        return make_response(shown, 422 if form.errors else 200)
    checked = _check(form, actor.account_id)
    if checked is None or isinstance(checked, Response):
        return checked or make_response(_factor_page(form, secret, email), 422)
    with storing():
        account = queries.lock_account(actor.account_id)
        checked.settle(account)
        right = second_factor.accepts(account, form.code.data or "", secret=secret)
        codes = actions.turn_on_second_factor(account, secret, by=actor, at=at) if right else []
    if not right:
        form.code.errors = [WRONG_CODE]
        return make_response(_factor_page(form, secret, email), 422)
    return render_template("accounts/recovery_codes.html", codes=codes, is_new=True)


@permits(GET=SIGNED_IN, POST=SIGNED_IN)
def remove_second_factor() -> ResponseReturnValue:
    """From then on the password is enough."""
    actor, at = current_actor(), clock.now()
    form = CurrentPasswordForm()
    if not form.accepted():
        return _page("remove_second_factor", form, 422 if form.errors else 200)
    checked = _check(form, actor.account_id)
    if checked is None or isinstance(checked, Response):
        return checked or _page("remove_second_factor", form, 422)
    with storing():
        account = queries.lock_account(actor.account_id)
        checked.settle(account)
        place = queries.get_clinician(actor.clinician_id)
        actions.turn_off_second_factor(account, place, by=actor, at=at)
    flash("The second factor is off. Your password is enough to sign in.", "due")
    return redirect(url_for("accounts.profile"))


@permits(GET=SIGNED_IN, POST=SIGNED_IN)
def renew_recovery_codes() -> ResponseReturnValue:
    """Ten new codes, shown once; the old ones are void."""
    actor, at = current_actor(), clock.now()
    if not second_factor.is_on(queries.get_account(actor.account_id)):
        return redirect(url_for("accounts.profile"))
    form = CurrentPasswordForm()
    if not form.accepted():
        return _page("renew_recovery_codes", form, 422 if form.errors else 200)
    checked = _check(form, actor.account_id)
    if checked is None or isinstance(checked, Response):
        return checked or _page("renew_recovery_codes", form, 422)
    with storing():
        account = queries.lock_account(actor.account_id)
        checked.settle(account)
        codes = actions.renew_recovery_codes(account, by=actor, at=at)
    return render_template("accounts/recovery_codes.html", codes=codes, is_new=False)


@permits(POST=SIGNED_IN)
@writes
def end_other_sessions() -> ResponseReturnValue:
    """Everywhere but here."""
    actor = current_actor()
    actions.end_own_sessions(by=actor, at=clock.now())
    flash("You are signed out everywhere else.", "due")
    return redirect(url_for("accounts.profile"))


@permits(POST=SIGNED_IN)
@writes
def end_session(session_id: UUID) -> ResponseReturnValue:
    """One browser of one's own; anybody else's does not exist here."""
    actor = current_actor()
    found = queries.find_session(session_id)
    if found is None or found.account_id != actor.account_id:
        abort(404)
    actions.end_session(found, at=clock.now())
    actions.note_session_ended(found, by=actor, at=clock.now())
    flash("That browser is signed out.", "due")
    return redirect(url_for("accounts.profile"))


def _check(
    form: ChangePasswordForm | CurrentPasswordForm | SecondFactorForm, account_id: int
) -> Checked | Response | None:
    """The password that was asked for again; None when it is wrong, and the form says so."""
    try:
        checked = checking.check_password(account_id, form.password.data or "", at=clock.now())
    except TooManyRequests as refused:
        seconds = int(str(refused.retry_after))
        page = render_template("accounts/wait.html", wait=wait_sentence(seconds))
        response = make_response(page, 429)
        response.headers["Retry-After"] = str(seconds)
        return response
    if checked is None:
        form.password.errors = [WRONG_PASSWORD]
    return checked


def _factor_page(form: SecondFactorForm, secret: str, email: str) -> str:
    return render_template(
        "accounts/set_up_second_factor.html",
        form=form,
        picture=second_factor.picture(second_factor.address_of(secret, email)),
        key=second_factor.readable_key(secret),
    )


def _page(name: str, form: Form, status: int) -> Response:
    return make_response(render_template(f"accounts/{name}.html", form=form), status)
