"""How a patient's months go by: the visits of a course, one moment after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from clinic.catalogue.ladder_definitions import get_ladder
from clinic.demo.changes import (
    another_house,
    other_medicines,
    set_own_limits,
    sign_home_list,
    two_days_later,
)
from clinic.demo.courses import Course, Measured, Story, measure
from clinic.demo.treatment import HIGHEST_TEMPLATE_LEVEL, Treatment
from clinic.domain.episodes import DischargeOutcome, DischargeReason
from clinic.domain.falls import Setting
from clinic.domain.progression_decisions import StepDecision

REASSESS_DAYS: Final = 28
MOST_EXTRAS: Final = 10  # with ten core batteries: sixty assessments
SECOND_BLOCK_AFTER: Final = timedelta(days=14)
SATURDAY: Final = 5
HANDOUTS_SHOWN: Final = timedelta(days=70)
# Weekdays of training, first clinic and then home; taken in this order as often as prescribed.
CLINIC_WEEKDAYS: Final = (1, 3)
HOME_WEEKDAYS: Final = (5, 6, 2)
FELL_DAYS_AGO: Final = 3
REVIEWED_FALL_AT: Final = 0.55  # of the course
QUIET_DAYS: Final = {Story.STOPPED: 24, Story.FALLER: FELL_DAYS_AGO, Story.LEFT: 20}
DISCHARGED_DAYS_AGO: Final = {Story.FINISHED: 9, Story.LEFT: 16}
NO_HIGHER_TEMPLATE: Final = "Goes on at this level: the clinic has no template above it."
TO_THE_TARGET: Final = "Trains easily; minutes raised to what this level is about."
LOOKED_INTO: Final = (
    "Talked it through and looked at the set-up at home; nothing that speaks against training."
)
Change = Callable[[Treatment, date, date], Iterator[datetime]]
CHANGES_AT: Final[dict[float, Change]] = {0.4: other_medicines, 0.7: another_house}  # of the course
UNABLE_TESTS: Final = ("bwt3m", "cst30")


@dataclass(kw_only=True)
class Months:
    """The months of one course. `visits` does each act when the next moment is asked for.

    Acts of all patients of a clinic are done in the order of their moments, so that the audit
    trail runs forward in time.
    """

    care: Treatment
    course: Course
    today: date
    first_day: date = field(init=False)
    level: int = field(init=False, default=0)
    level_since: date = field(init=False)
    second_block: bool = field(init=False, default=False)
    fallen: bool = field(init=False, default=False)
    walked_on: date = field(init=False)
    extras: int = field(init=False, default=0)
    changed: list[Change] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        # Not all on one weekday, or all their reassessments would be due today.
        days = self.course.weeks * 7 + (self.care.random.randrange(7) if self.course.weeks else 1)
        self.first_day = _weekday(self.today - timedelta(days=days))

    def visits(self) -> Iterator[datetime]:
        """The moments of the course in order."""
        yield self.care.begin_day(self.first_day, 9)
        self.care.enrol()
        if self.course.story is Story.NEWCOMER:
            return
        self.care.sign_screen(doctor_needed=self.course.story is Story.PENDING)
        found = self._measure()
        if self.course.story is Story.PENDING:
            self.care.ask_doctor()
            return
        yield self.care.begin_day(_weekday(self.first_day + timedelta(days=2)), 10)
        self._start(self.care.place(found))
        if self.course.own_limits:
            set_own_limits(self.care)
        if self.course.changes:
            sign_home_list(self.care)
        yield from self._weeks()
        yield from self._end()

    # --- week by week ---

    def _weeks(self) -> Iterator[datetime]:
        day = self.care.today + timedelta(days=1)
        last = self.today - timedelta(days=QUIET_DAYS.get(self.course.story, 1))
        if self.course.story is Story.FINISHED:
            last = self.today - timedelta(days=DISCHARGED_DAYS_AGO[Story.FINISHED] + 1)
        while day <= last:
            if self._falls_on(day):
                yield from self._fall_and_review(day)
                day = max(day, self.care.today)
            elif (change := self._change_on(day)) is not None:
                yield from change(self.care, day, two_days_later(day))
                day = self.care.today
            elif day.weekday() < SATURDAY and self._reassessment_due(day):
                yield self.care.begin_day(day, 11)
                self._reassess()
            elif day.weekday() < SATURDAY and self._second_block_due(day):
                yield self.care.begin_day(day, 11)
                self._to_the_target()
            elif (setting := self._training_on(day)) is not None:
                yield self.care.begin_day(day, 14 if setting is Setting.CLINIC else 18)
                self.care.log_training(
                    setting,
                    too_hard=self.level - self._ability(day),
                    attendance=self.course.attendance,
                )
                self._extra_measurement(day)
            day += timedelta(days=1)

    def _training_on(self, day: date) -> Setting | None:
        routine = self.care.routine
        if routine is None:
            return None
        if day.weekday() in CLINIC_WEEKDAYS[: routine.clinic_days]:
            return Setting.CLINIC
        return Setting.HOME if day.weekday() in HOME_WEEKDAYS[: routine.home_days] else None

    def _reassessment_due(self, day: date) -> bool:
        if self.course.story is Story.OVERDUE and self.today - day < timedelta(days=45):
            return False
        return day - self.care.measured_on >= timedelta(days=REASSESS_DAYS)

    def _second_block_due(self, day: date) -> bool:
        return not self.second_block and day - self.level_since >= SECOND_BLOCK_AFTER

    def _reassess(self) -> None:
        self._renew_screen_if_old()
        self._measure()
        self._decide()
        if self.care.random.randrange(6) == 0:
            self.care.issue_report("Goes on with the routine; tests again in four weeks.")

    def _measure(self) -> Measured:
        found = self._found(self.care.today)
        self.care.measure(found, without=UNABLE_TESTS if self.course.story is Story.UNABLE else ())
        self.walked_on = self.care.today
        return found

    def _renew_screen_if_old(self) -> None:
        if self.course.story is Story.EXPIRED:
            return
        until = self.care.screen_valid_until
        if until is None or until - self.care.today < timedelta(days=REASSESS_DAYS + 7):
            self.care.sign_screen()

    def _decide(self) -> None:
        """As proposed, but for what the clinic has no template for."""
        current = self.care.proposal()
        match current.proposal.decision:
            case StepDecision.ADVANCE if self.level < HIGHEST_TEMPLATE_LEVEL:
                self.care.decide(StepDecision.ADVANCE)
                self._start(self.level + 1)
            case StepDecision.ADVANCE:
                self.care.decide(StepDecision.HOLD, NO_HIGHER_TEMPLATE)
            case StepDecision.REGRESS:
                self.care.decide(StepDecision.REGRESS)
                self._start(self.level - 1)
            case StepDecision.HOLD:
                self.care.decide(StepDecision.HOLD)
                self.care.set_minutes(current.minutes, later_block=self.second_block)
            case StepDecision.STOP_AND_REVIEW:
                if self.care.screen_valid_until is not None:
                    self.care.review_stop(LOOKED_INTO)

    def _to_the_target(self) -> None:
        """After two weeks at a level: the minutes that the level is about."""
        self._renew_screen_if_old()
        current = self.care.proposal()
        self.second_block = True
        cleared = self.care.screen_valid_until is not None
        if not cleared or current.proposal.decision is not StepDecision.HOLD:
            self._decide()
            return
        target = get_ladder().level(self.level).minutes.target
        self.care.decide(StepDecision.HOLD, TO_THE_TARGET, minutes=target)
        self.care.prescribe(self.level, later_block=True, minutes=target)

    def _start(self, level: int) -> None:
        self.level, self.level_since, self.second_block = level, self.care.today, False
        first = self.care.routine is None
        self.care.prescribe(level)
        # Each costs a tenth of a second: of those in between, the demo shows the latest.
        if first or self.today - self.care.today < HANDOUTS_SHOWN:
            self.care.issue_handout()

    # --- what happens on the way ---

    def _falls_on(self, day: date) -> bool:
        if self.fallen:
            return False
        if self.course.story is Story.FALLER:
            return day >= self.today - timedelta(days=FELL_DAYS_AGO)
        if self.course.story is Story.FALLER_REVIEWED:
            return day >= self.first_day + timedelta(days=self.course.weeks * 7 * REVIEWED_FALL_AT)
        return False

    def _fall_and_review(self, day: date) -> Iterator[datetime]:
        self.fallen = True
        yield self.care.begin_day(day + timedelta(days=1), 9)
        event = self.care.fall(on=day)
        if self.course.story is Story.FALLER:
            return
        yield self.care.begin_day(_weekday(day + timedelta(days=3)), 11)
        self.care.sign_screen()
        self.care.review(event)

    def _change_on(self, day: date) -> Change | None:
        if not self.course.changes or day.weekday() >= SATURDAY:
            return None
        for share, change in CHANGES_AT.items():
            due = self.first_day + timedelta(days=self.course.weeks * 7 * share)
            if change not in self.changed and day >= due:
                self.changed.append(change)
                return change
        return None

    def _extra_measurement(self, day: date) -> None:
        """Somebody who wants to know every week: sixty assessments in the end."""
        halfway = day - self.walked_on >= timedelta(days=REASSESS_DAYS // 2)
        if self.course.story is Story.MEASURED and halfway and self.extras < MOST_EXTRAS:
            self.extras += 1
            self.walked_on = day
            self.care.measure_backward_walk(self._found(day))

    def _end(self) -> Iterator[datetime]:
        match self.course.story:
            case Story.FINISHED:
                ago = DISCHARGED_DAYS_AGO[Story.FINISHED]
                yield self.care.begin_day(_weekday(self.today - timedelta(days=ago)), 10)
                self.care.issue_report("Discharged to the walking group.")
                self.care.discharge(
                    DischargeReason.GOALS_REACHED,
                    DischargeOutcome.IMPROVED,
                    "Goal reached. Goes on with the walking group on Wednesdays.",
                )
            case Story.LEFT:
                ago = DISCHARGED_DAYS_AGO[Story.LEFT]
                yield self.care.begin_day(_weekday(self.today - timedelta(days=ago)), 16)
                self.care.discharge(
                    DischargeReason.PATIENT_STOPPED,
                    DischargeOutcome.MAINTAINED,
                    "Called: the way to the clinic is too long in winter. May come back in spring.",
                )
            case _:
                return

    # --- how it is with the person ---

    def _ability(self, day: date) -> float:
        drop = 0.35 if self.fallen else 0.0
        return self.course.ability((day - self.first_day).days) - drop

    def _found(self, day: date) -> Measured:
        return measure(self._ability(day), self.care.random)


def _weekday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))
