from clinic.db import db, entered_clinic
from clinic.organisation.models import Clinic


def get_clinic() -> Clinic:
    """The clinic that was entered."""
    return db.session.get_one(Clinic, entered_clinic())
