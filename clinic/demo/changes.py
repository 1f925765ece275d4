"""What comes in between in invented lives: other medicines, another house, limits of one's own."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from clinic.catalogue.checklist_definitions import get_checklist
from clinic.demo.treatment import Treatment
from clinic.domain.checklists import all_safe
from clinic.domain.falls import HealthEventKind, ReviewOutcome
from clinic.domain.own_limits import Agreement
from clinic.domain.progression_facts import OwnLimits
from clinic.falls import actions as falls
from clinic.falls.models import HealthEvent
from clinic.precautions import actions as precautions
from clinic.precautions.own_limits import set_limits

HOME_CHECKLIST: Final = "home_environment"
# Looser than the general 100 a minute, and below the 120 that stop everybody.
PULSE_AT_MOST: Final = Decimal(110)
FRIDAY: Final = 4
DAYS: Final = 7
AGREED_WITH: Final = "Dr Samira Haddad, Westhaven Surgery"


def set_own_limits(care: Treatment) -> None:
    """A pulse of her own, as agreed with her doctor."""
    agreement = Agreement(
        reason="Treated atrial fibrillation: her pulse at rest is often a little above 100.",
        agreed_with=AGREED_WITH,
        agreed_on=care.today,
    )
    set_limits(
        care.episode,
        OwnLimits(vitals={"heart_rate_above_per_min": PULSE_AT_MOST}),
        agreement,
        record_id=care.new_id(),
        by=care.clinician,
        at=care.now,
    )


def sign_home_list(care: Treatment) -> None:
    """The home looked at together, and nothing found that speaks against training there."""
    precautions.sign_checklist(
        care.episode,
        all_safe(get_checklist(HOME_CHECKLIST), on=care.today),
        record_id=care.new_id(),
        by=care.clinician,
        at=care.now,
    )


def other_medicines(care: Treatment, day: date, seen: date) -> Iterator[datetime]:
    """Told on the telephone; two days later she is screened anew and goes on."""
    yield care.begin_day(day, 9)
    event = _tell(
        care,
        HealthEventKind.MEDICATION_CHANGE,
        "Rang: the surgery has changed her blood pressure tablets.",
    )
    yield care.begin_day(seen, 11)
    care.sign_screen()
    falls.review(
        event,
        care.episode,
        ReviewOutcome.RESUME,
        note="New tablet since Monday. Pressure lying and standing measured, no drop, not dizzy.",
        by=care.clinician,
        at=care.now,
        record_id=care.new_id(),
    )


def another_house(care: Treatment, day: date, seen: date) -> Iterator[datetime]:
    """Training goes on; the home list is answered again in the new home."""
    yield care.begin_day(day, 9)
    _tell(care, HealthEventKind.HOUSE_MOVE, "Moved to a flat on the ground floor.")
    yield care.begin_day(seen, 11)
    sign_home_list(care)


def two_days_later(day: date) -> date:
    """Two days later, or the Monday after a weekend."""
    seen = day + timedelta(days=2)
    return seen + timedelta(days=DAYS - seen.weekday()) if seen.weekday() > FRIDAY else seen


def _tell(care: Treatment, kind: HealthEventKind, note: str) -> HealthEvent:
    return falls.record_health_event(
        care.episode,
        kind,
        happened_on=care.today,
        note=note,
        by=care.assistant,
        at=care.now,
        record_id=care.new_id(),
    )
