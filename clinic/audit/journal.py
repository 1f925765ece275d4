"""Every look at a patient's page or document is written down, beside the request."""

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from flask import Flask, g, request
from werkzeug.wrappers import Response

from clinic import clock
from clinic.audit.models import AccessEntry
from clinic.ids import new_id
from clinic.web.access import Actor
from clinic.web.beside import Note, beside

SEEN = range(200, 300)

_ENTRY = sa.insert(AccessEntry)


def init_app(app: Flask) -> None:
    """Central, so that no view can forget it: what hangs on it is the name `patient_id`."""
    app.after_request(_note_look)


def _note_look(response: Response) -> Response:
    actor: Actor | None = g.get("actor")
    patient_id = (request.view_args or {}).get("patient_id")
    if request.method == "GET" and response.status_code in SEEN and actor and patient_id:
        beside().put(_look(actor, patient_id))
    return response


def note_looks(looks: Iterable[tuple[UUID, UUID]]) -> None:
    """For an answer about many patients: each of them, with the record that was handed out."""
    actor: Actor = g.actor
    for patient_id, record_id in looks:
        beside().put(_look(actor, patient_id, record_id))


def _look(actor: Actor, patient_id: UUID, record_id: UUID | None = None) -> Note:
    values = {
        "clinic_id": actor.clinic_id,
        "id": new_id(),
        "at": clock.now(),
        "account_id": actor.account_id,
        "clinician_id": actor.clinician_id,
        "patient_id": patient_id,
        "endpoint": request.endpoint,
        "record_id": record_id or _record_id(),
        "address": actor.address,
    }
    return Note(actor.clinic_id, _ENTRY, values)


def _record_id() -> UUID | None:
    """Which record of the patient, when the address names one."""
    for name, value in (request.view_args or {}).items():
        if name != "patient_id" and isinstance(value, UUID):
            return value
    return None
