"""The first visit to an empty instance makes the clinic and its first administrator."""

import hmac

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from clinic import clock
from clinic.accounts import actions, checking, passwords, queries, sessions
from clinic.accounts.actions import PlaceDetails
from clinic.accounts.first_visit import set_up_token
from clinic.accounts.forms import SetUpForm
from clinic.config import is_loopback
from clinic.organisation.actions import ClinicDetails, found_clinic
from clinic.organisation.forms import details_typed
from clinic.web.access import ANYBODY, Role, permits
from clinic.web.transactions import storing

# A sentence, not a secret.
WRONG_TOKEN = "This is not the token that the server printed when it started."  # noqa: S105 - a sentence
NOT_EMPTY = "stepback_not_empty"
OPEN_BEFORE = frozenset({"accounts.set_up", "static"})


def lead_to_set_up() -> ResponseReturnValue | None:
    """Until there is a clinic, every page leads here. Asked of the database until it is so."""
    if request.endpoint in OPEN_BEFORE or current_app.extensions.get(NOT_EMPTY):
        return None
    if queries.instance_is_empty():
        return redirect(url_for("accounts.set_up"))
    current_app.extensions[NOT_EMPTY] = True
    return None


@permits(GET=ANYBODY, POST=ANYBODY)
def set_up() -> ResponseReturnValue:
    """From this machine, or with the token that the server printed."""
    if not queries.instance_is_empty():
        raise NotFound
    form = SetUpForm(time_zone="Europe/London", language="en", paper="a4", emergency_number="112")
    form.known = (form.email.data or "", form.name.data or "", form.clinic_name.data or "")
    if not form.accepted():
        return _page(form, 422 if form.errors else 200)
    if not _is_from_here():
        tries = checking.take_a_try_from_here("set-up", at=clock.now())
        if not _is_token(form.token.data or ""):
            form.token.errors = [WRONG_TOKEN]
            return _page(form, 422)
        checking.settle(tries)
    hashed, at = passwords.hash_password(form.new_password.data or ""), clock.now()
    with storing():
        if not queries.instance_is_empty():
            raise NotFound
        clinic = found_clinic(ClinicDetails(**details_typed(form)), by=None, at=at)
        account = actions.make_account(form.email.data or "", password_hash=hashed)
        place = actions.give_place(
            account,
            PlaceDetails(
                name=form.name.data or "", role=Role.ADMINISTRATOR, treats=form.treats.data
            ),
            by=None,
            at=at,
        )
        token = actions.sign_in(place, by=sessions.actor_of(place, clinic), at=at)
    sessions.remember(token)
    return redirect("/")


def _is_from_here() -> bool:
    """From this machine itself; a proxy on it that nobody told us of speaks for the whole world."""
    forwarded = any(
        name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-Ip")
    )
    trusted = current_app.config["SETTINGS"].trusted_proxies > 0
    return is_loopback(request.remote_addr or "") and (trusted or not forwarded)


def _is_token(typed: str) -> bool:
    expected = set_up_token(current_app.config["SETTINGS"])
    return hmac.compare_digest("".join(typed.split()).encode(), expected.encode())


def _page(form: SetUpForm, status: int) -> Response:
    page = render_template("accounts/set_up.html", form=form, needs_token=not _is_from_here())
    return make_response(page, status)
