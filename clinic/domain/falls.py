"""Falls, near falls and health events: what they are, and what they stop.

- fall: coming to rest unexpectedly on the ground, floor or lower level (pool: to the bottom or
  held up by a person)
- near fall: would have fallen without being caught by a person, belt or harness, without unplanned
  full weight on a rail, or without two or more rescue moves
- loss of balance: extra step or quick touch of support, recovered alone

Source: programme reference, definitions (ProFaNE, Lamb 2005 [V]; Maidan [V]).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

# A report may reach back before care began: the falls that led to it. Further back it is history.
LONGEST_BEFORE_ENROLMENT: Final = timedelta(days=366)

FALL: Final = "fall"
NEAR_FALL: Final = "near_fall"


class HealthEventKind(StrEnum):
    """What else happens to a person and ends a checklist.

    Source: programme reference, section 4, "Invalidated by"; section 3.4, event groups.
    """

    # Group "rescreen": the clinical screen is repeated first, and training rests until then.
    HOSPITAL_STAY = "hospital_stay"
    ED_VISIT = "ed_visit"
    SURGERY = "surgery"
    MEDICATION_CHANGE = "medication_change"
    NEW_DIAGNOSIS = "new_diagnosis"
    ACUTE_ILLNESS = "acute_illness"
    # Group "informational": ends the lists that name it, and pauses nothing.
    HOUSE_MOVE = "house_move"
    HOME_CHANGE = "home_change"
    HELPER_CHANGE = "helper_change"
    OTHER_TREADMILL = "other_treadmill"
    OTHER_STAIRS = "other_stairs"
    LEVEL_CHANGE = "level_change"
    WOUND = "wound"
    INFECTION = "infection"
    NEW_SYMPTOM = "new_symptom"


RESCREEN: Final = frozenset(
    {
        HealthEventKind.HOSPITAL_STAY,
        HealthEventKind.ED_VISIT,
        HealthEventKind.SURGERY,
        HealthEventKind.MEDICATION_CHANGE,
        HealthEventKind.NEW_DIAGNOSIS,
        HealthEventKind.ACUTE_ILLNESS,
    }
)
INFORMATIONAL: Final = frozenset(HealthEventKind) - RESCREEN


class Injury(StrEnum):
    """What a fall did, the least first; of a fall reported with one tap it is not known yet."""

    NONE = "none"
    MINOR = "minor"
    NEEDED_CARE = "needed_care"
    FRACTURE_OR_HEAD = "fracture_or_head"
    NOT_KNOWN = "not_known"


class Setting(StrEnum):
    """Where a training or an event took place.

    Source: programme reference, section 3.4, `setting` of a session log.
    """

    HOME = "home"
    CLINIC = "clinic"
    POOL = "pool"
    COMMUNITY = "community"


class ReviewOutcome(StrEnum):
    """How a clinician closes an event.

    Source: programme reference, section 3.4, workflow: "outcome resume, lower level, pause or
    discharge".
    """

    RESUME = "resume"
    LOWER_LEVEL = "lower_level"
    KEEP_PAUSED = "keep_paused"
    DISCHARGE = "discharge"


class EventDayProblem(StrEnum):
    """Why an event cannot be reported for a day."""

    IN_THE_FUTURE = "in_the_future"
    LONG_BEFORE_ENROLMENT = "long_before_enrolment"


@dataclass(frozen=True, kw_only=True, slots=True)
class FallDetails:
    """What is told about a fall. Empty texts and None mean that nobody said."""

    happened_on: date
    injury: Injury
    able_to_rise: bool | None
    place: str = ""
    happened_at_time: str = ""
    activity: str = ""
    direction: str = ""
    minutes_on_floor: int | None = None
    lost_consciousness: bool | None = None
    help_received: str = ""
    seen_by: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.minutes_on_floor is not None and self.minutes_on_floor < 0:
            raise ValueError("time on the floor cannot be negative")


@dataclass(frozen=True, kw_only=True, slots=True)
class NearFallDetails:
    """What is told about a near fall."""

    happened_on: date
    setting: Setting
    caught_by: str = ""
    place: str = ""
    activity: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportedEvent:
    """A fall, near fall or health event, as far as a rule needs it.

    Attributes:
        type: "fall", "near_fall" or a `HealthEventKind`, as in the checklists' `invalidated_by`.
        reviewed: whether a clinician has closed it.
    """

    type: str
    on: date
    reviewed: bool


def pauses_routine(event: ReportedEvent) -> bool:
    """Whether training rests because of the event: until a clinician has reviewed it.

    Source: programme reference, section 3.4, S02 (fall), S08 (events of the rescreen group), S09
    ("an unclosed near_fall event").
    """
    stops = event.type in {FALL, NEAR_FALL} or event.type in RESCREEN
    return stops and not event.reviewed


def is_event_of_its_own(setting: Setting) -> bool:
    """Whether a near fall in a session log is also an event to review.

    Away from the clinic nobody of the team was there: it stops until reviewed. In clinic and pool
    it stays a count in the log, and two in three sessions step the level down.

    Source: programme reference, section 3.4, S09 and R01; section 3.5, X02.
    """
    return setting in {Setting.HOME, Setting.COMMUNITY}


def event_day_problem(on: date, *, enrolled_on: date, today: date) -> EventDayProblem | None:
    """What is wrong with the day of an event, or None.

    >>> event_day_problem(date(2026, 3, 21), enrolled_on=date(2026, 2, 9), today=date(2026, 3, 20))
    <EventDayProblem.IN_THE_FUTURE: 'in_the_future'>
    """
    if on > today:
        return EventDayProblem.IN_THE_FUTURE
    if enrolled_on - on > LONGEST_BEFORE_ENROLMENT:
        return EventDayProblem.LONG_BEFORE_ENROLMENT
    return None


def within_12_months(on: date, *, today: date) -> bool:
    """Whether a day lies in the 12 months that end today; the same day last year does not.

    >>> within_12_months(date(2025, 3, 20), today=date(2026, 3, 20))
    False
    """
    return a_year_before(today) < on <= today


def a_year_before(today: date) -> date:
    """The same calendar day a year ago; 28 February before a 29 February."""
    try:
        return today.replace(year=today.year - 1)
    except ValueError:
        return today.replace(year=today.year - 1, day=28)
