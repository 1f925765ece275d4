"""The e-mail that an account signs in with."""

from datetime import datetime

from clinic.accounts import queries
from clinic.accounts.actions import end_sessions, void_links
from clinic.accounts.models import Account, Clinician
from clinic.audit.actions import record_event
from clinic.db import db
from clinic.web.access import Actor


class EmailTaken(RuntimeError):
    """Another account signs in with it."""


def change_email(
    account: Account, email: str, place: Clinician, *, by: Actor, at: datetime
) -> bool:
    """Another e-mail for the account; it signs out, and links under the old one are void.

    Returns whether anything changed.

    Raises:
        EmailTaken: it belongs to another account.
    """
    wanted = email.strip().lower()
    if wanted == account.email:
        return False
    if queries.find_account(wanted) is not None:
        raise EmailTaken
    old, account.email = account.email, wanted
    db.session.flush()
    end_sessions(account.id, at=at, keep=(by.session_id,))
    void_links(account.id, place.clinic_id)
    record_event(
        "account.email_changed", place, by=by, at=at, old={"email": old}, new={"email": wanted}
    )
    return True
