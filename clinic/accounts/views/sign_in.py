"""Signing in: password, second factor when there is one, clinic when there are several."""

import logging
from datetime import datetime
from uuid import UUID

from flask import g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from clinic import clock
from clinic.accounts import actions, checking, queries, second_factor, sessions, throttle
from clinic.accounts.forms import ChooseClinicForm, CodeForm, Continuing, SignInForm
from clinic.accounts.known_browsers import mark_known
from clinic.accounts.models import Account, Stage
from clinic.accounts.presenters import wait_sentence
from clinic.accounts.views.set_up import lead_to_set_up
from clinic.db import enter_clinic
from clinic.web import drafts
from clinic.web.access import ANYBODY, SignInNeeded, permits
from clinic.web.addresses import local_path, this_address
from clinic.web.transactions import storing, writes

logger = logging.getLogger(__name__)

NO_MATCH = "E-mail and password do not match. Check both."
NO_CODE = "This code is not right, or was used before. Wait for the next one."


@permits(GET=ANYBODY, POST=ANYBODY)
def sign_in() -> ResponseReturnValue:
    """E-mail and password."""
    form = SignInForm(next=request.args.get("next"))
    if request.method == "GET" and g.actor is not None:
        return redirect(local_path(form.next.data) or "/")
    if not form.accepted():
        return _page("sign_in", form, 422 if form.errors else 200)
    at = clock.now()
    try:
        checked = checking.check_sign_in(form.email.data or "", form.password.data or "", at=at)
    except TooManyRequests as wait:
        return _wait("sign_in", form, wait)
    if checked is None:
        form.password.errors = [NO_MATCH]
        return _page("sign_in", form, 401)
    with storing():
        account = queries.lock_account(checked.account_id)
        checked.settle(account)
        if second_factor.is_on(account):
            stage, token = Stage.CODE, actions.wait_for(account, Stage.CODE, at=at)
        else:
            stage, token = _open_or_choose(account, at)
    return _go_on(stage, token, checked.account_id, form)


@permits(GET=ANYBODY, POST=ANYBODY)
def enter_code() -> ResponseReturnValue:
    """The telephone's code, or a recovery code."""
    pending = sessions.find_pending(Stage.CODE)
    if pending is None:
        return redirect(url_for("accounts.sign_in"))
    form, account_id, pending_id, at = CodeForm(), pending.account_id, pending.id, clock.now()
    if not form.accepted():
        return _page("code", form, 422 if form.errors else 200)
    try:
        tries = checking.take_a_try_at_code(account_id, at=at)
    except TooManyRequests as wait:
        return _wait("code", form, wait)
    with storing():
        account = queries.lock_account(account_id)
        code = form.code.data or ""
        right = second_factor.accepts(account, code) or second_factor.spends_recovery_code(
            account, code
        )
        if right:
            throttle.strike_out(tries)
            _end(pending_id, at)
            stage, token = _open_or_choose(account, at)
    if not right:
        logger.warning("code refused for account %s from %s", account_id, request.remote_addr)
        form.code.errors = [NO_CODE]
        return _page("code", form, 401)
    return _go_on(stage, token, account_id, form)


@permits(GET=ANYBODY, POST=ANYBODY)
def choose_clinic() -> ResponseReturnValue:
    """Which of several clinics: while signing in, or later to change over."""
    pending = sessions.find_pending(Stage.CLINIC)
    if pending is None and g.actor is None:
        raise SignInNeeded
    account_id = pending.account_id if pending is not None else g.actor.account_id
    before = pending.id if pending is not None else g.actor.session_id
    at = clock.now()
    places = queries.list_places(account_id, at=at)
    form = ChooseClinicForm()
    form.offer((clinic.id, clinic.name) for _, clinic in places)
    if not form.accepted():
        return _page("choose_clinic", form, 422 if form.errors else 200)
    chosen = [clinic.id for _, clinic in places if str(clinic.id) == form.clinic_id.data]
    with storing():
        _end(before, at)
        token = _open(account_id, chosen, at)
    return _go_on(Stage.OPEN, token, account_id, form)


@permits(POST=ANYBODY)
@writes
def sign_out() -> ResponseReturnValue:
    """The session is ended on the server; the browser forgets what it kept of ours."""
    if g.actor is not None:
        _end(g.actor.session_id, clock.now())
        place = queries.get_clinician(g.actor.clinician_id)
        actions.note_sign_out(place, by=g.actor, at=clock.now())
    sessions.forget()
    response = make_response(redirect(url_for("accounts.sign_in")))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def ask_to_sign_in(_error: SignInNeeded) -> ResponseReturnValue:
    """Nobody is signed in any more. What was typed waits, sealed for who typed it."""
    if (to_set_up := lead_to_set_up()) is not None:
        return to_set_up
    if request.headers.get("Sec-Fetch-Dest") == "empty":  # a script asked, not a person
        return "Sign in.", 401, {"Content-Type": "text/plain; charset=utf-8"}
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("accounts.sign_in", next=this_address()))
    draft = drafts.typed_in_this_request()
    kept = drafts.kept(draft, g.typed_by, at=clock.now()) if draft and g.typed_by else ""
    shown = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    form = SignInForm(formdata=None, next=this_address() if shown else "", draft=kept)
    return _page("sign_in", form, 401)


def _page(name: str, form: Continuing, status: int, **more: object) -> Response:
    page = render_template(f"accounts/{name}.html", form=form, **more)
    return make_response(page, status)


def _wait(name: str, form: Continuing, refused: TooManyRequests) -> Response:
    seconds = int(str(refused.retry_after))
    logger.warning("too many tries at %s from %s", name, request.remote_addr)
    response = _page(name, form, 429, wait=wait_sentence(seconds))
    response.headers["Retry-After"] = str(seconds)
    return response


def _open_or_choose(account: Account, at: datetime) -> tuple[Stage, str]:
    places = queries.list_places(account.id, at=at)
    if len(places) > 1:
        return Stage.CLINIC, actions.wait_for(account, Stage.CLINIC, at=at)
    return Stage.OPEN, _open(account.id, [clinic.id for _, clinic in places], at)


def _open(account_id: int, clinic_ids: list[UUID], at: datetime) -> str:
    """Enters the clinic and opens the session there; a place that ended just now is refused."""
    for place, clinic in queries.list_places(account_id, at=at):
        if clinic.id in clinic_ids:
            enter_clinic(clinic.id)
            return actions.sign_in(place, by=sessions.actor_of(place, clinic), at=at)
    raise SignInNeeded


def _end(session_id: UUID | None, at: datetime) -> None:
    found = queries.find_session(session_id) if session_id is not None else None
    if found is not None:
        actions.end_session(found, at=at)


def _go_on(stage: Stage, token: str, account_id: int, form: Continuing) -> Response:
    """The next step, or what was wanted in the first place; a new session id in either case."""
    at = clock.now()
    sessions.remember(token)
    carried = {"next": form.next.data, "draft": form.draft.data}
    if stage is Stage.CODE:
        return _page("code", CodeForm(formdata=None, **carried), 200)
    if stage is Stage.CLINIC:
        choose = ChooseClinicForm(formdata=None, **carried)
        places = queries.list_places(account_id, at=at)
        choose.offer((clinic.id, clinic.name) for _, clinic in places)
        return _page("choose_clinic", choose, 200)
    draft = drafts.recalled(form.draft.data or "", account_id, at=at)
    if draft is not None:
        response = make_response(render_template("accounts/kept.html", draft=draft))
    else:
        response = make_response(redirect(local_path(form.next.data) or "/"))
    return mark_known(response, account_id, at=at)
