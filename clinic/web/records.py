"""Reading one record of the clinic that was entered."""

from typing import TypeVar
from uuid import UUID

from werkzeug.exceptions import NotFound

from clinic.db import ClinicOwned, db, entered_clinic

R = TypeVar("R", bound=ClinicOwned)


def find_record(kind: type[R], record_id: UUID) -> R | None:
    """The record, or None; another clinic's record does not exist here."""
    return db.session.get(kind, (entered_clinic(), record_id))


def get_record(kind: type[R], record_id: UUID) -> R:
    """The record, or a 404 equal to that of an id that never existed."""
    record = find_record(kind, record_id)
    if record is None:
        raise NotFound
    return record
