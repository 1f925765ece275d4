"""Finished words for the settings of the measures: what holds now, and what held before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinic import phrasing
from clinic.assessments.choice_forms import compares, error_profile_words, has_choices
from clinic.assessments.results import Profiles, profiles_from
from clinic.domain.instruments import Instrument
from clinic.domain.local_errors import OWN_PROFILE
from clinic.domain.thresholds import DEFAULT_PROFILE

TUG_THRESHOLD = "tug_threshold_s"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChoiceRow:
    """One instrument in the list of settings; `is_own` where the clinic left the default."""

    code: str
    name: str
    lines: str
    error: str
    is_own: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A change of a choice as the audit trail keeps it."""

    on: date
    by: str
    new: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class PastChoice:
    """A choice in words, with who made it and when."""

    when: str
    by: str
    words: str


def choice_rows(
    instruments: Sequence[Instrument], chosen: Mapping[str, Any]
) -> tuple[ChoiceRow, ...]:
    """Every instrument for which there is something to choose."""
    return tuple(
        _row(instrument, chosen.get(instrument.code) or {})
        for instrument in instruments
        if has_choices(instrument)
    )


def past_choices(
    instrument: Instrument, told: Sequence[Told], *, today: date
) -> tuple[PastChoice, ...]:
    """What was chosen before, in the order in which it is told."""
    return tuple(
        PastChoice(
            when=phrasing.day(one.on, today=today),
            by=one.by,
            words=". ".join(_words(instrument, one.new)),
        )
        for one in told
    )


def error_in_force(instrument: Instrument, profiles: Profiles) -> str:
    """The error by which a change is judged, with its level and population."""
    if not compares(instrument):
        return "not compared"
    local = profiles.applied_to(instrument)
    rows = [row for row in local.mdc if row.profile == (profiles.mdc or DEFAULT_PROFILE)]
    if not rows:
        return "none published: no verdict"
    words = error_profile_words(instrument, rows)
    percent = rows[0].in_percent
    if percent is None:
        return words
    return f"{words}; {phrasing.number(percent.percent)} % of the earlier score if that is more"


def _row(instrument: Instrument, own: Mapping[str, Any]) -> ChoiceRow:
    profiles = profiles_from({instrument.code: own}, instrument.code)
    lines = instrument.profile(profiles.threshold).words
    if instrument.computed_by:
        lines = f"Timed Up and Go slow over {own.get(TUG_THRESHOLD, 15)} s"
    return ChoiceRow(
        code=instrument.code,
        name=instrument.name,
        lines=phrasing.capitalised(lines),
        error=phrasing.capitalised(error_in_force(instrument, profiles)),
        is_own=profiles != Profiles() or TUG_THRESHOLD in own,
    )


def _words(instrument: Instrument, new: Mapping[str, Any]) -> list[str]:
    row = _row(instrument, new)
    said = [f"Lines: {row.lines}"] if len(instrument.profiles) > 1 else []
    if instrument.computed_by:
        said = [row.lines]
    if compares(instrument):
        said.append(f"Error: {row.error}")
    profiles = profiles_from({instrument.code: new}, instrument.code)
    if profiles.mdc == OWN_PROFILE and profiles.own_sem is not None:
        value = phrasing.quantity(instrument, profiles.own_sem.value)
        said.append(f"SEM {value}, {profiles.own_sem.source}")
    return said
