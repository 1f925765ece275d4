"""Walking tests as they lie in the record."""

from decimal import Decimal

from clinic.assessments.models import Assessment
from clinic.db import db
from tests.factories import MORNING, TODAY


def make_tug(episode, ana, value, **given) -> Assessment:
    """A time in seconds; None is a test that could not be done."""
    return _make("tug", "s", episode, ana, value, **given)


def make_gait(episode, ana, speed, **given) -> Assessment:
    """A gait speed in m/s, not rounded; None is a test that could not be done."""
    given = {"result": {"speed_m_per_s": speed}, "conditions": {"pace": "usual"}} | given
    value = None if speed is None else f"{Decimal(speed):.2f}"
    return _make("gait", "m/s", episode, ana, value, **given)


def _make(code, unit, episode, ana, value, *, status=None, on=TODAY, **changes) -> Assessment:
    assessment = Assessment(
        episode_id=episode.id,
        instrument_code=code,
        instrument_version=1,
        assessed_on=on,
        status=status or ("unable" if value is None else "completed"),
        responses={},
        conditions=changes.pop("conditions", {}),
        score_value=None if value is None else Decimal(value),
        score_unit=unit,
        band=None,
        result=changes.pop("result", {}),
        at=MORNING,
        by_id=ana.clinician_id,
        **changes,
    )
    db.session.add(assessment)
    db.session.flush()
    return assessment
