"""Writes a clinic's choices about its measures."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from clinic.assessments.choice_words import TUG_THRESHOLD
from clinic.assessments.permissions import PERMISSION
from clinic.assessments.results import Profiles, profiles_as_json
from clinic.audit.actions import record_event
from clinic.domain.instruments import Instrument
from clinic.domain.risk import DEFAULT_TUG_THRESHOLD_S
from clinic.episodes.telling import tell_of_line
from clinic.organisation.models import Clinic
from clinic.web.access import Actor
from clinic.web.transactions import ChangedMeanwhile

CHOSEN = "measure_profiles.chosen"


def choose_profiles(
    clinic: Clinic,
    instrument: Instrument,
    profiles: Profiles,
    *,
    tug_threshold_s: Decimal | None,
    version: int,
    by: Actor,
    at: datetime,
) -> None:
    """Chooses whose lines and whose error hold from now on. What was scored stays as it is; a
    fall risk that rests on a line follows it.

    Raises:
        ChangedMeanwhile: the clinic was changed after the form was opened.
    """
    if clinic.version != version:
        raise ChangedMeanwhile
    old = dict(clinic.profiles.get(instrument.code) or {})
    new = profiles_as_json(profiles)
    if "own_sem" in new:
        new["own_sem"] |= _entered(new["own_sem"], old.get("own_sem"), instrument, by=by, at=at)
    if tug_threshold_s is not None and tug_threshold_s != DEFAULT_TUG_THRESHOLD_S:
        new[TUG_THRESHOLD] = f"{tug_threshold_s.normalize():f}"
    if PERMISSION in old:
        new[PERMISSION] = old[PERMISSION]
    if new == old:
        return
    clinic.profiles = clinic.profiles | {instrument.code: new}
    code = instrument.code
    record_event(CHOSEN, clinic, by=by, at=at, old={code: old}, new={code: new})
    if old.get(TUG_THRESHOLD) != new.get(TUG_THRESHOLD):
        tell_of_line(by=by, at=at)


def _entered(
    new: dict[str, Any],
    old: dict[str, Any] | None,
    instrument: Instrument,
    *,
    by: Actor,
    at: datetime,
) -> dict[str, Any]:
    """Unit, and who entered it on which day: those of then where the error is the same."""
    same = ("value", "people", "source")
    if old and all(old[name] == new[name] for name in same):
        return {name: old[name] for name in ("unit", "by", "on")}
    return {
        "unit": instrument.unit,
        "by": str(by.clinician_id),
        "on": at.astimezone(ZoneInfo(by.time_zone)).date().isoformat(),
    }
