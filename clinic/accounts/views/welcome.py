"""Taking a place in a clinic, by a link that was handed over and works once."""

from flask import abort, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from clinic import clock
from clinic.accounts import actions, checking, passwords, queries, sessions
from clinic.accounts.forms import ChoosePasswordForm, CurrentPasswordForm
from clinic.accounts.links import hash_of
from clinic.accounts.models import PasswordLink
from clinic.accounts.presenters import wait_sentence
from clinic.accounts.views.own_account import WRONG_PASSWORD
from clinic.db import db, enter_clinic
from clinic.organisation.models import Clinic
from clinic.web.access import ANYBODY, permits
from clinic.web.transactions import storing


@permits(GET=ANYBODY, POST=ANYBODY)
def welcome(token: str) -> ResponseReturnValue:
    """Chooses a password, or shows with the account's own that the place is taken by its owner."""
    link = queries.find_link(hash_of(token), at=clock.now())
    if link is None:
        return _page("welcome_over", 404)
    enter_clinic(link.clinic_id)
    clinic = db.session.get_one(Clinic, link.clinic_id)
    account = queries.get_account(link.account_id)
    place = queries.find_place(account.id) or abort(404)
    facts = {"clinic_name": clinic.name, "name": place.name, "email": account.email}
    chooses = link.renews_password or not account.password
    form = ChoosePasswordForm() if chooses else CurrentPasswordForm()
    if isinstance(form, ChoosePasswordForm):
        form.known = tuple(facts.values())
    if not form.accepted():
        return _page("welcome", 422 if form.errors else 200, form=form, **facts)
    if isinstance(form, ChoosePasswordForm):
        _take_place(link, passwords.hash_password(form.new_password.data or ""))
        return redirect(url_for("accounts.sign_in"))
    try:
        checked = checking.check_password(account.id, form.password.data or "", at=clock.now())
    except TooManyRequests as refused:
        return _wait(refused)
    if checked is None:
        form.password.errors = [WRONG_PASSWORD]
        return _page("welcome", 422, form=form, **facts)
    _take_place(link, None)
    return redirect(url_for("accounts.sign_in"))


def _take_place(link: PasswordLink, password_hash: str | None) -> None:
    """In one transaction, and once: a link that was used meanwhile is a 404."""
    at, token_hash = clock.now(), link.token_hash
    with storing():
        again = queries.find_link(token_hash, at=at) or abort(404)
        enter_clinic(again.clinic_id)
        place = queries.find_place(again.account_id) or abort(404)
        by = sessions.actor_of(place, db.session.get_one(Clinic, again.clinic_id))
        actions.use_link(again, place, password_hash=password_hash, by=by, at=at)


def _page(template: str, status: int, /, **facts: object) -> Response:
    response = make_response(render_template(f"accounts/{template}.html", **facts), status)
    response.headers["Referrer-Policy"] = "no-referrer"  # the address holds the token
    return response


def _wait(refused: TooManyRequests) -> Response:
    seconds = int(str(refused.retry_after))
    response = _page("wait", 429, wait=wait_sentence(seconds))
    response.headers["Retry-After"] = str(seconds)
    return response
