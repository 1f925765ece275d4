"""Paper for the gym, as its page and the command line print it, and what is noted of it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from clinic.audit.actions import record_event
from clinic.documents.gathering_gym import gather_class_list, gather_wall
from clinic.documents.printing import with_logo
from clinic.episodes.models import Episode
from clinic.patients.models import Patient
from clinic.web.access import Actor
from reports.gym import render_class_list, render_wall
from reports.theme import Paper

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


def wall_pdf(language: str, paper: Paper, *, on: date) -> bytes:
    """The programme for the wall, in a language of the handout. It names nobody."""
    return render_wall(with_logo(gather_wall(language, on=on)), paper)


def class_list_pdf(chosen: Sequence[tuple[Episode, Patient]], paper: Paper, *, on: date) -> bytes:
    """The class list of these people for the clipboard."""
    return render_class_list(with_logo(gather_class_list(chosen, on=on)), paper)
