"""What went wrong, in a plain page: what happened, what to do, and a number to tell us."""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Flask, g, render_template, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException, InternalServerError

from clinic.db import db
from clinic.web import drafts
from clinic.web.transactions import AlreadySaved, ChangedMeanwhile

logger = logging.getLogger(__name__)

ANSWERS_WITHOUT_PAGE: Final = 400  # below this, an HTTPException is a redirect
FAULTS_OF_OURS: Final = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentences:
    """A page's heading, and what to do now."""

    title: str
    advice: str


GENERAL: Final = Sentences(
    title="This could not be done",
    advice="Go back and try again. If it happens again, tell the clinic manager.",
)
PAGES: Final[Mapping[int, Sentences]] = {
    400: Sentences(
        title="This request could not be read",
        advice="Go back to the page before, load it anew, and try again.",
    ),
    401: Sentences(
        title="You are not signed in",
        advice="Sign in, then open the page again.",
    ),
    403: Sentences(
        title="This is not open to your role",
        advice="Ask the clinic manager if it is part of your work: roles are given under Settings.",
    ),
    404: Sentences(
        title="There is no such page in this clinic",
        advice="The address may be mistyped or out of date. Find the patient from the caseload.",
    ),
    405: Sentences(
        title="This address does not take that",
        advice="Go to the page from the caseload, not by its address.",
    ),
    409: Sentences(
        title="Not saved: something else was saved first",
        advice="Load the page anew to see how things stand, then decide.",
    ),
    413: Sentences(
        title="That is more than one form may hold",
        advice="Shorten the text, or choose a smaller picture, and send it again.",
    ),
    429: Sentences(
        title="Too many tries",
        advice="Wait a few minutes, then try again. Nobody is locked out for good.",
    ),
    500: Sentences(
        title="The program failed",
        advice="Nothing was saved. Try again; if it happens again, tell the clinic manager.",
    ),
    503: Sentences(
        title="The record cannot be reached just now",
        advice="Nothing was saved. Wait a moment, then send it again.",
    ),
}
STALE_FORM: Final = Sentences(
    title="Not saved: the page was out of date",
    advice="You signed in anew after it was opened. Look through your text, then send it again.",
)
TAKEN: Final = Sentences(
    title="Not saved: the record has this already",
    advice="Something that exists once, such as a record number, is taken. Change it in the form.",
)
UNREADABLE_VALUE: Final = Sentences(
    title="Not saved: a value does not fit",
    advice="A number or a text is too large for its field. Go back, shorten it and try again.",
)

NOT_OUR_NAME: Final = (
    "This server is not called by this name. Use the address that the clinic manager gave you; "
    "whoever runs the server can add the name to host_names.\n"
)


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_page)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(ChangedMeanwhile, _changed_meanwhile)
    app.register_error_handler(AlreadySaved, _already_saved)
    for unreachable in (exc.OperationalError, exc.TimeoutError):
        app.register_error_handler(unreachable, _database_out_of_reach)
    app.register_error_handler(exc.IntegrityError, _taken)
    app.register_error_handler(exc.DataError, _unreadable_value)


def error_page(
    status: int,
    sentences: Sentences | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    cause: BaseException | None = None,
) -> ResponseReturnValue:
    """The page of an error, logged under its number; with what one of our pages sent, if any."""
    reference = _log(status, cause)
    if request_ctx.url_adapter is None:  # called by a name that is not ours: no page has links
        return NOT_OUR_NAME, status, {"Content-Type": "text/plain; charset=utf-8"}
    page = render_template(
        "errors/page.html",
        status=status,
        sentences=sentences or PAGES.get(status, GENERAL),
        reference=reference,
        draft=drafts.typed_in_this_request() if g.get("actor") else None,
    )
    return page, status, dict(headers or {})


def _http_page(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or FAULTS_OF_OURS) < ANSWERS_WITHOUT_PAGE:
        return error
    cause = error.original_exception if isinstance(error, InternalServerError) else None
    _forget_transaction()
    headers = {
        name: value
        for name, value in error.get_headers(request.environ)
        if name.lower() in {"allow", "retry-after"}
    }
    return error_page(error.code or FAULTS_OF_OURS, headers=headers, cause=cause)


def _stale_form(error: CSRFError) -> ResponseReturnValue:
    return error_page(400, STALE_FORM if drafts.from_our_own_page() else None, cause=error)


def _database_out_of_reach(error: Exception) -> ResponseReturnValue:
    _forget_transaction()
    return error_page(503, headers={"Retry-After": "5"}, cause=error)


def _taken(error: exc.IntegrityError) -> ResponseReturnValue:
    _forget_transaction()
    return error_page(409, TAKEN, cause=error)


def _unreadable_value(error: exc.DataError) -> ResponseReturnValue:
    _forget_transaction()
    return error_page(400, UNREADABLE_VALUE, cause=error)


def _changed_meanwhile(error: ChangedMeanwhile) -> ResponseReturnValue:
    _forget_transaction()
    draft = drafts.typed_in_this_request()
    page = render_template(
        "errors/changed_meanwhile.html",
        reference=_log(409),
        draft=draft,
        texts=_both_texts(error, draft),
        version=error.version,
        who=error.who,
    )
    return page, 409


@dataclass(frozen=True, kw_only=True, slots=True)
class BothTexts:
    """One field that two people changed: its words, and each one's text."""

    label: str
    yours: str
    theirs: str

    @property
    def differ(self) -> bool:
        return self.yours != self.theirs


def _both_texts(error: ChangedMeanwhile, draft: drafts.Draft | None) -> list[BothTexts]:
    typed = dict(draft.fields) if draft else {}
    return [
        BothTexts(
            label=error.labels.get(name, drafts.in_words(name)),
            yours=typed.get(name, "").replace("\r\n", "\n"),
            theirs=theirs,
        )
        for name, theirs in error.theirs.items()
    ]


def _already_saved(error: AlreadySaved) -> ResponseReturnValue:
    _forget_transaction()
    page = render_template(
        "errors/already_saved.html",
        reference=_log(409),
        draft=drafts.typed_in_this_request(),
        location=error.location,
    )
    return page, 409


def _forget_transaction() -> None:
    try:
        db.session.rollback()
    except exc.SQLAlchemyError:  # the connection is gone, and the transaction with it
        db.session.remove()


def _log(status: int, cause: BaseException | None = None) -> str:
    number = secrets.token_hex(4).upper()
    reference = f"{number[:4]}-{number[4:]}"
    actor = g.get("actor")
    level = logging.ERROR if status >= FAULTS_OF_OURS else logging.WARNING
    logger.log(
        level,
        "answered %s to %s %s, account %s, address %s, reference %s",
        status,
        request.method,
        request.endpoint or "no route",
        actor.account_id if actor else "none",
        request.remote_addr or "unknown",
        reference,
        exc_info=cause if status >= FAULTS_OF_OURS else None,
    )
    return reference
