"""Flask-Security under our own pages: hashes, second factor, recovery codes. None of its routes.

What it leaves open is closed here: a code of the second factor counts once (the counter of the
last one is stored), and a list of common passwords is refused.
"""

import base64
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from flask import Flask, current_app
from flask_security import Security, SQLAlchemySessionUserDatastore, UserMixin
from flask_security.totp import Totp
from passlib.totp import TotpMatch  # type: ignore[import-untyped]

from clinic.accounts.models import Account
from clinic.config import Settings
from clinic.db import db
from clinic.web.seals import derived_key

ISSUER: Final = "Stepback"
SHORTEST_PASSWORD: Final = 12
RECOVERY_CODES: Final = 10
# A code is good for its 30 seconds and the 30 before and after: telephones' clocks differ.
CODE_WINDOW_S: Final = 30
COMMON: Final = Path(__file__).with_name("common_passwords.txt")


class SingleUseTotp(Totp):
    """A code that was used, or an older one, is refused."""

    def get_last_counter(self, user: UserMixin) -> int | None:
        return cast("Account", user).totp_last_counter

    def set_last_counter(self, user: UserMixin, tmatch: TotpMatch) -> None:
        cast("Account", user).totp_last_counter = tmatch.counter


def init_app(app: Flask) -> None:
    """Sets the library up; its blueprint stays unregistered."""
    settings: Settings = app.config["SETTINGS"]
    app.config.update(_library_settings(settings))
    datastore = SQLAlchemySessionUserDatastore(
        db.session,
        Account,
        None,  # type: ignore[arg-type]  # roles are places in clinics, not the library's
    )
    security = Security(app, datastore, register_blueprint=False, totp_cls=SingleUseTotp)
    _leave_requests_alone(app, security)


def machinery() -> Any:  # noqa: ANN401 - Flask-Security ships no types that hold
    """The library as this application set it up."""
    return current_app.extensions["security"]


def _leave_requests_alone(app: Flask, security: Any) -> None:  # noqa: ANN401 - as above
    """Who is signed in is asked in one place, `sessions.load_actor`, and of one cookie.

    Flask-Login and Flask-Principal would ask their own, and a token in the address, each time.
    """
    app.before_request_funcs[None].remove(security.principal._on_before_request)  # noqa: SLF001 - no other way
    app.after_request_funcs[None].remove(security.login_manager._update_remember_cookie)  # noqa: SLF001 - no other way
    app.template_context_processors[None] = [
        processor
        for processor in app.template_context_processors[None]
        if processor.__module__ != "flask_login.utils"
    ]


@cache
def common_passwords() -> frozenset[str]:
    """Passwords that are tried first, in lower case."""
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("# "))


def _library_settings(settings: Settings) -> dict[str, Any]:
    keys = (settings.secret_key, *settings.older_secret_keys)
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": _argon2(settings),
        # Not mixed with a key first: a restored database must let people in without the old key.
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        "SECURITY_PASSWORD_SALT": "not used: argon2 salts each hash by itself",
        "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TOTP_ISSUER": ISSUER,
        # passlib writes with the highest number: the newest key; the oldest has number 1 for good.
        "SECURITY_TOTP_SECRETS": {
            str(number): base64.urlsafe_b64encode(derived_key(key, "second factor")).decode()
            for number, key in enumerate(reversed(keys), start=1)
        },
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": RECOVERY_CODES,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [
            base64.urlsafe_b64encode(derived_key(key, "recovery codes")) for key in keys
        ],
        "SECURITY_MULTI_FACTOR_RECOVERY_CODE_TTL": None,
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
    }


def _argon2(settings: Settings) -> dict[str, Any]:
    """RFC 9106, second choice: 64 MiB, 3 passes, 4 lanes. Tests hash by the hundred."""
    memory_kib, passes, lanes = (64, 1, 1) if settings.testing else (65536, 3, 4)
    return {
        "argon2__type": "ID",
        "argon2__memory_cost": memory_kib,
        "argon2__rounds": passes,
        "argon2__parallelism": lanes,
    }
