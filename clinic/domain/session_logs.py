"""Session logs: what a patient did on a day, how it went, and what of it counts.

Source: programme reference, sections 3.2 (green session, pain flag), 3.4 (inputs, symptom codes)
and 3.5 (stop signs). All limits in them are design judgement [?] unless marked there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from typing import Final

from clinic.domain.dose import Dose


class LogStatus(StrEnum):
    """How much of a training was done."""

    DONE = "done"
    PARTLY = "partly"
    MISSED = "missed"


class Assistance(StrEnum):
    """The scale of help, from none to most; `order` is its place.

    Source: programme reference, assistance scale.
    """

    INDEPENDENT = "independent"
    STANDBY = "standby"
    CONTACT_GUARD = "contact_guard"
    MIN = "min"
    MOD = "mod"
    MAX = "max"

    @property
    def order(self) -> int:
        """0 for no help to 5 for more than half of the effort."""
        return list(Assistance).index(self)


class SymptomGroup(StrEnum):
    """What a symptom asks for, the most serious first.

    Source: programme reference, section 3.4, symptom codes.
    """

    RED_FLAG = "red_flag"
    DIZZINESS = "dizziness"
    JOINT_OR_VASCULAR_WARNING = "joint_or_vascular_warning"
    BRIEF = "brief"
    FATIGUE = "fatigue"
    BENIGN = "benign"


SYMPTOMS: Final[Mapping[SymptomGroup, tuple[str, ...]]] = {
    SymptomGroup.RED_FLAG: (
        "chest_pain",
        "syncope",
        "stroke_signs",
        "severe_breathlessness",
        "palpitations_new",
        "sudden_severe_headache",
        "new_confusion",
        "sudden_vision_loss",
        "new_leg_weakness_numbness",
        "bladder_bowel_loss_new",
    ),
    SymptomGroup.DIZZINESS: ("dizziness", "vertigo", "near_syncope"),
    SymptomGroup.JOINT_OR_VASCULAR_WARNING: (
        "joint_giving_way",
        "joint_locking",
        "new_joint_swelling",
        "suspected_fracture",
        "calf_pain_swelling",
        "wound_problem",
    ),
    SymptomGroup.BRIEF: ("dizziness_brief",),
    SymptomGroup.FATIGUE: ("fatigue_next_day",),
    SymptomGroup.BENIGN: ("muscle_soreness", "breathless_mild"),
}
GROUP_OF: Final[Mapping[str, SymptomGroup]] = {
    code: group for group, codes in SYMPTOMS.items() for code in codes
}
CODES_OF: Final[Mapping[SymptomGroup, frozenset[str]]] = {
    group: frozenset(codes) for group, codes in SYMPTOMS.items()
}

MOST_ON_SCALE: Final = 10  # effort and pain run from 0 to 10


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionValues:
    """What was observed in a training. None was not asked or is not known; 0 was asked.

    Raises:
        ValueError: a rating is not from 0 to 10, or a count is below 0.
    """

    effort: int | None = None
    pain_before: int | None = None
    pain_during: int | None = None
    pain_next_day: int | None = None
    symptoms: tuple[str, ...] = ()
    losses_of_balance: int | None = None
    near_falls: int | None = None
    falls: int | None = None
    assistance: Assistance | None = None

    def __post_init__(self) -> None:
        for rating in (self.effort, self.pain_before, self.pain_during, self.pain_next_day):
            if rating is not None and not 0 <= rating <= MOST_ON_SCALE:
                raise ValueError(f"a rating runs from 0 to {MOST_ON_SCALE}")
        for count in (self.losses_of_balance, self.near_falls, self.falls):
            if count is not None and count < 0:
                raise ValueError("a count is not below 0")


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemDone:
    """How much of one prescribed exercise was done.

    Attributes:
        prescribed: sets, walks or minutes of one training; above 0.
        amount: how many of them were done; asked for only when it was partly.
        backward_min: practice minutes the exercise counts with when all of it is done.
    """

    status: LogStatus
    prescribed: Decimal
    amount: Decimal | None = None
    backward_min: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.prescribed <= 0:
            raise ValueError("something is prescribed, or it is no item")
        if self.amount is not None and self.amount < 0:
            raise ValueError("no less than nothing was done")
        if self.status is LogStatus.PARTLY and self.amount is None:
            raise ValueError("partly done: say how much")

    @property
    def amount_done(self) -> Decimal:
        """Sets, walks or minutes that were done."""
        if self.status is LogStatus.MISSED:
            return Decimal(0)
        if self.status is LogStatus.DONE or self.amount is None:
            return self.prescribed
        return self.amount

    @property
    def fraction(self) -> Decimal:
        """The share that was done, from 0 to 1; more than prescribed is no more than all."""
        return min(Decimal(1), self.amount_done / self.prescribed)


class AmountUnit(StrEnum):
    """In what a part of an exercise is counted."""

    WALKS = "walks"
    SETS = "sets"
    MINUTES = "minutes"


def countable(dose: Dose) -> tuple[Decimal, AmountUnit]:
    """How much of an exercise a training asks for, and in what it is counted.

    Walks where a distance is walked, sets where there are sets, else minutes; one set when the
    dose states none of them.
    """
    if dose.sets is not None:
        unit = AmountUnit.SETS if dose.distance_m is None else AmountUnit.WALKS
        return Decimal(dose.sets), unit
    if dose.duration_min is not None:
        return dose.duration_min, AmountUnit.MINUTES
    return Decimal(1), AmountUnit.SETS


def completed_fraction(items: Sequence[ItemDone]) -> Decimal | None:
    """The share of a training that was done: the mean of its exercises, each counted alike.

    Rounded down to hundredths, so that 0.9 is reached and not rounded to.

    Returns:
        0 to 1, or None without items.

    Source: judgement [?]; programme reference names the fraction and not how it is counted.
    """
    if not items:
        return None
    mean = sum((item.fraction for item in items), Decimal(0)) / len(items)
    return mean.quantize(Decimal("0.01"), rounding=ROUND_DOWN)


def backward_minutes(items: Sequence[ItemDone]) -> Decimal:
    """Practice minutes that were done, in tenths, rounded down.

    Source: programme reference, section 3.2, unit.
    """
    done = sum((item.backward_min * item.fraction for item in items), Decimal(0))
    return done.quantize(Decimal("0.1"), rounding=ROUND_DOWN)
