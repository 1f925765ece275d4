"""Assessments with fixed values, and what a page says."""

import re
from datetime import UTC, date, datetime

from clinic.assessments.actions import record_assessment
from clinic.assessments.results import Entry
from clinic.ids import new_id
from tests.domain.instrument_cases import recorded
from tests.factories import MORNING

FEBRUARY = date(2026, 2, 9)
MARCH = date(2026, 3, 20)


def measure(episode, by, instrument, *values, on=FEBRUARY, at=None, note="", **more):
    """One recorded assessment, flushed; more: status, aid, flags, conditions."""
    responses = recorded(instrument, *values, **more)
    return record_assessment(
        episode,
        instrument,
        Entry(assessed_on=on, responses=responses, note=note),
        record_id=new_id(),
        by=by.actor,
        at=at or (MORNING if on == MARCH else datetime(on.year, on.month, on.day, 9, tzinfo=UTC)),
    )


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
