"""What is noted when paper for the gym leaves the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from clinic.audit.actions import record_event
from clinic.episodes.models import Episode
from clinic.patients.models import Patient
from clinic.web.access import Actor

MOST_IN_A_CLASS: Final = 60


def note_class_list(chosen: Sequence[tuple[Episode, Patient]], *, by: Actor, at: datetime) -> None:
    """Notes each person on a class list in the audit trail: who printed it, and for how many."""
    for _, patient in chosen:
        record_event(
            "class_list.printed",
            patient,
            by=by,
            at=at,
            patient_id=patient.id,
            new={"people": len(chosen)},
        )
