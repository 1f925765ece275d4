from clinic.audit.models import AuditHead
from clinic.db import db, entered_clinic


def lock_head() -> AuditHead | None:
    """The chain's last link, locked until the transaction ends (SQLite already is)."""
    return db.session.get(AuditHead, (entered_clinic(), entered_clinic()), with_for_update=True)
