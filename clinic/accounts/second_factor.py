"""The second factor: a code from a telephone, or one of ten recovery codes. Each counts once."""

import logging
from datetime import datetime
from typing import Final

import segno
from markupsafe import Markup

from clinic.accounts.machinery import CODE_WINDOW_S, machinery
from clinic.accounts.models import Account
from clinic.web.seals import seal, unseal

logger = logging.getLogger(__name__)

PURPOSE: Final = "second factor"
SET_UP_WITHIN_S: Final = 900
METHOD: Final = "authenticator"


def is_on(account: Account) -> bool:
    """Whether this account is asked for a code."""
    return bool(account.tf_primary_method and account.tf_totp_secret)


def new_secret() -> str:
    """A secret as it is stored: encrypted."""
    secret: str = machinery().totp_factory.generate_totp_secret()
    return secret


def readable_key(secret: str) -> str:
    """The secret for somebody who types it: groups of four."""
    key: str = machinery().totp_factory.get_totp_pretty_key(secret)
    return key.replace("-", " ")


def address_of(secret: str, email: str) -> str:
    """The otpauth address that a telephone's app reads."""
    address: str = machinery().totp_factory.get_totp_uri(email, secret)
    return address


def picture(address: str) -> Markup:
    """The address as a QR code, an SVG without styles of its own."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        scale=5, border=3, dark="#000", light="#fff", svgclass="qr-code", lineclass=None
    )
    return Markup(drawn)  # noqa: S704 - drawn by us: rectangles, and nothing that was typed


def accepts(account: Account, code: str, *, secret: str | None = None) -> bool:
    """Whether the code is right and was not used before. The account is locked, and changes."""
    stored = secret or account.tf_totp_secret
    digits = "".join(code.split())
    if not stored or not digits.isascii() or not digits.isdigit():
        return False
    try:
        right: bool = machinery().totp_factory.verify_totp(digits, stored, account, CODE_WINDOW_S)
    except (ValueError, TypeError, KeyError):  # as passlib says that it lacks the key
        logger.warning("the second factor of account %s is sealed with another key", account.id)
        return False
    return right


def spends_recovery_code(account: Account, code: str) -> bool:
    """Whether this is a recovery code; it is gone afterwards. The account is locked."""
    typed = code.strip().lower().replace(" ", "-")
    codes = machinery().mf_recovery_codes_util
    if not codes.check_recovery_code(account, typed):
        return False
    return bool(codes.delete_recovery_code(account, typed))


def turn_on(account: Account, secret: str) -> list[str]:
    """Asks for a code from now on; returns the recovery codes, to be shown once."""
    machinery().datastore.tf_set(account, METHOD, totp_secret=secret)
    return new_recovery_codes(account)


def new_recovery_codes(account: Account) -> list[str]:
    """Ten new ones; the old ones are worth nothing."""
    codes: list[str] = machinery().mf_recovery_codes_util.create_recovery_codes(account)
    return codes


def turn_off(account: Account) -> None:
    """Asks for the password only."""
    account.tf_primary_method = None
    account.tf_totp_secret = None
    account.totp_last_counter = None
    account.mf_recovery_codes = None


def recovery_codes_left(account: Account) -> int:
    """How many are unused."""
    return len(account.mf_recovery_codes or [])


def carried(secret: str, account_id: int, *, at: datetime) -> str:
    """A secret on its way through the set-up page, for this account alone."""
    return seal(PURPOSE, f"{account_id} {secret}", at=at)


def brought_back(sealed: str, account_id: int, *, at: datetime) -> str | None:
    """The secret that the page was given; None when it is old or another account's."""
    opened = unseal(PURPOSE, sealed, at=at, within_s=SET_UP_WITHIN_S)
    if opened is None:
        return None
    owner, _, secret = opened.partition(" ")
    return secret if owner == str(account_id) else None
