"""The training side of one patient's care: place, prescribe, log, decide, print."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from clinic.catalogue.exercise_definitions import list_exercises
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.catalogue.template_definitions import get_template
from clinic.demo.care import Care
from clinic.demo.courses import Measured
from clinic.demo.trainings import Planned, how_it_went, planned_items
from clinic.documents import actions as documents
from clinic.documents.orders import Order
from clinic.documents.printing import Kind
from clinic.documents.requests import ReportRequest
from clinic.domain.criteria import MeasuredTests
from clinic.domain.falls import ReviewOutcome, Setting
from clinic.domain.placement import PlacementAnswers
from clinic.domain.plan import Helper, RoutinePlan, Severity
from clinic.domain.plan_minutes import with_backward_minutes
from clinic.domain.prescription import find_problems, fit_to_person
from clinic.domain.progression_decisions import StepDecision
from clinic.domain.templates import plan_from_block
from clinic.progress import actions as progress
from clinic.progress.actions import Reply
from clinic.progress.proposals import CurrentProposal, current_proposal
from clinic.progress.reviewing import review_stop
from clinic.routines import actions as routines
from clinic.routines import queries as routine_queries
from clinic.routines.facts import latest_tests, placement_case, prescription_facts
from clinic.routines.models import Routine
from clinic.routines.prescribing import Prescription, prescribe_routine
from clinic.session_logs import actions as session_logs

HIGHEST_TEMPLATE_LEVEL: Final = 6
FRAIL_UP_TO_LEVEL: Final = 2


@dataclass(kw_only=True)
class Treatment(Care):
    """Care with a routine in it."""

    paper: str
    routine: Routine | None = field(init=False, default=None)
    planned: tuple[Planned, ...] = field(init=False, default=())

    def latest_tests(self) -> MeasuredTests:
        """The tests as placing and prescribing read them."""
        return {code: test.value for code, test in latest_tests(self.episode).items()}

    # --- place and prescribe ---

    def place(self, found: Measured) -> int:
        answers = PlacementAnswers(
            stand_supported_s=Decimal(found.supported_stand_s),
            stand_supported_on=self.today,
            new_to_backward_walking=False,
        )
        proposed = placement_case(self.episode, answers, today=self.today).proposal.level
        level = min(proposed, HIGHEST_TEMPLATE_LEVEL)
        routines.place(
            self.episode,
            answers,
            level=level,
            reason="" if level == proposed else "Starts with a template of the clinic.",
            record_id=self.new_id(),
            by=self.clinician,
            at=self.now,
            today=self.today,
        )
        return level

    def prescribe(
        self, level: int, *, later_block: bool = False, minutes: Decimal | None = None
    ) -> None:
        """A block of the clinic's template for this level, with these minutes where it can be."""
        template = get_template(
            "frail-high-risk" if level <= FRAIL_UP_TO_LEVEL else "moderate-community"
        )
        blocks = template.blocks_for(level)
        block = blocks[-1 if later_block else 0]
        exercises = {exercise.code: exercise for exercise in list_exercises()}
        wanted = plan_from_block(template, block, exercises=exercises, ladder=get_ladder())
        plan, ticked = self._fitted(wanted, minutes)
        latest = routine_queries.latest_routine(self.episode)
        self.routine = prescribe_routine(
            self.episode,
            Prescription(
                plan=plan,
                replaces=latest.number if latest else None,
                ticked=ticked,
                helper=self.helper,
                template=template,
            ),
            record_id=self.new_id(),
            by=self.clinician,
            at=self.now,
            today=self.today,
        )
        self.planned = planned_items(self.routine)

    def set_minutes(self, minutes: Decimal, *, later_block: bool) -> None:
        """The same level with other minutes, if they are others."""
        if self.routine is not None and minutes != self.routine.backward_min:
            self.prescribe(self.routine.level, later_block=later_block, minutes=minutes)

    @property
    def helper(self) -> Helper:
        return Helper(name=self.person.details.emergency_contact_name, trained=True)

    def _fitted(
        self, wanted: RoutinePlan, minutes: Decimal | None
    ) -> tuple[RoutinePlan, frozenset[str]]:
        """What of the template this person may do, with every warning read and ticked."""
        facts = prescription_facts(self.episode, helper=self.helper, today=self.today)
        plan = fit_to_person(wanted, facts).plan
        if minutes is not None:
            shared = with_backward_minutes(plan, minutes)
            refused = any(one.severity is Severity.ERROR for one in find_problems(shared, facts))
            plan = plan if refused else shared
        warnings = {
            problem.key
            for problem in find_problems(plan, facts)
            if problem.severity is Severity.WARNING
        }
        return plan, frozenset(warnings)

    # --- train ---

    def log_training(self, setting: Setting, *, too_hard: float, attendance: float) -> None:
        """Yesterday's or today's training, done or not; some that were missed nobody tells of."""
        if self.routine is None:
            return
        entry = how_it_went(
            self.planned,
            on=self.today,
            setting=setting,
            too_hard=too_hard,
            attendance=attendance,
            random=self.random,
        )
        if entry is not None:
            session_logs.record_log(
                self.episode,
                self.routine,
                entry,
                by=self.assistant,
                at=self.now,
                record_id=self.new_id(),
            )

    # --- decide and print ---

    def proposal(self) -> CurrentProposal:
        """What the decision table proposes today; something is always prescribed by then."""
        current = current_proposal(self.episode, today=self.today)
        if current is None:
            raise LookupError("a step is decided about a routine in force")
        return current

    def decide(
        self, decision: StepDecision, reason: str = "", *, minutes: Decimal | None = None
    ) -> None:
        """Accepts what was proposed, or decides otherwise and says why."""
        progress.decide(
            self.episode,
            decision,
            reason=reason,
            reply=Reply(minutes=minutes),
            record_id=self.new_id(),
            by=self.clinician,
            at=self.now,
            today=self.today,
        )

    def review_stop(self, note: str) -> None:
        """Looks into what the table stops for, and lets training go on."""
        review_stop(
            self.episode,
            ReviewOutcome.RESUME,
            note=note,
            record_id=self.new_id(),
            by=self.clinician,
            at=self.now,
            today=self.today,
        )

    def issue_handout(self) -> None:
        documents.issue(
            Order(kind=Kind.HANDOUT, paper=self.paper),
            self.episode,
            record_id=self.new_id(),
            by=self.clinician,
            at=self.now,
            today=self.today,
        )

    def issue_report(self, next_step: str) -> None:
        request = ReportRequest(recipient=self.person.details.referrer, next_step=next_step)
        documents.issue(
            Order(kind=Kind.PROGRESS_REPORT, paper=self.paper, request=request),
            self.episode,
            record_id=self.new_id(),
            by=self.clinician,
            at=self.now,
            today=self.today,
        )
