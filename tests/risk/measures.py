"""A Timed Up and Go as it lies in the record."""

from decimal import Decimal

from clinic.assessments.models import Assessment
from clinic.db import db
from tests.factories import MORNING, TODAY


def make_tug(episode, ana, value, *, status=None, on=TODAY, **changes) -> Assessment:
    """A time in seconds; None is a test that could not be done."""
    assessment = Assessment(
        episode_id=episode.id,
        instrument_code="tug",
        instrument_version=1,
        assessed_on=on,
        status=status or ("unable" if value is None else "completed"),
        responses={},
        conditions={},
        score_value=None if value is None else Decimal(value),
        score_unit="s",
        band=None,
        result={},
        at=MORNING,
        by_id=ana.clinician_id,
        **changes,
    )
    db.session.add(assessment)
    db.session.flush()
    return assessment
