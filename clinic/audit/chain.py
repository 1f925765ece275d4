"""How one event of the audit trail holds on to the one before."""

import hashlib
from datetime import UTC
from typing import Final

from clinic.audit.models import AuditEvent, canonical

FIRST_LINK: Final = "0" * 64


def link_hash(event: AuditEvent) -> str:
    """SHA-256 over everything the event says and the hash of the one before."""
    content = {
        "clinic": str(event.clinic_id),
        "event": str(event.id),
        "number": event.number,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "account": event.account_id,
        "clinician": str(event.clinician_id),
        "action": event.action,
        "record": [event.record_kind, str(event.record_id)],
        "patient": str(event.patient_id),
        "address": event.address,
        "changes": event.changes,
        "previous": event.previous_hash,
    }
    return hashlib.sha256(canonical(content).encode()).hexdigest()
