"""A browser in which an account has signed in before is known by a sealed cookie.

It lets nobody in. It only gives tries from there a count of their own (see throttle.py).
"""

import secrets
from datetime import datetime
from typing import Final

from flask import current_app, request
from werkzeug.wrappers import Response

from clinic.web.seals import seal, unseal

PURPOSE: Final = "known browser"
YEAR_S: Final = 365 * 24 * 3600


def mark_known(response: Response, account_id: int, *, at: datetime) -> Response:
    """This browser has signed in to this account."""
    https: bool = current_app.config["SETTINGS"].https
    response.set_cookie(
        _name(),
        seal(PURPOSE, f"{account_id} {secrets.token_urlsafe(16)}", at=at),
        max_age=YEAR_S,
        secure=https,
        httponly=True,
        samesite="Strict",
    )
    return response


def known_browser_of(account_id: int, *, at: datetime) -> str | None:
    """What this browser is known as to the account; None when it is a stranger's."""
    opened = unseal(PURPOSE, request.cookies.get(_name(), ""), at=at, within_s=YEAR_S)
    if opened is None:
        return None
    owner, _, word = opened.partition(" ")
    return word if owner == str(account_id) else None


def _name() -> str:
    return "__Host-stepback-known" if current_app.config["SETTINGS"].https else "stepback-known"
