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
from clinic.documents.requests import ReportRequest
from clinic.domain.criteria import MeasuredTests
from clinic.domain.falls import Setting
from clinic.domain.placement import PlacementAnswers
from clinic.domain.plan import Helper, RoutinePlan, Severity
from clinic.domain.prescription import find_problems, fit_to_person
from clinic.domain.progression_decisions import StepDecision
from clinic.domain.templates import plan_from_block
from clinic.progress import actions as progress
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

    def prescribe(self, level: int, *, later_block: bool = False) -> None:
        template = get_template(
            "frail-high-risk" if level <= FRAIL_UP_TO_LEVEL else "moderate-community"
        )
        blocks = template.blocks_for(level)
        block = blocks[-1 if later_block else 0]
        exercises = {exercise.code: exercise for exercise in list_exercises()}
        wanted = plan_from_block(template, block, exercises=exercises, ladder=get_ladder())
        plan, ticked = self._fitted(wanted)
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

    @property
    def helper(self) -> Helper:
        return Helper(name=self.person.details.emergency_contact_name, trained=True)

    def _fitted(self, wanted: RoutinePlan) -> tuple[RoutinePlan, frozenset[str]]:
        """What of the template this person may do, with every warning read and ticked."""
        facts = prescription_facts(self.episode, helper=self.helper, today=self.today)
        plan = fit_to_person(wanted, facts).plan
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

    def decide(self, decision: StepDecision, reason: str) -> None:
        progress.decide(
            self.episode,
            decision,
            reason=reason,
            record_id=self.new_id(),
            by=self.clinician,
            at=self.now,
            today=self.today,
        )

    def issue_handout(self) -> None:
        documents.issue_handout(
            self.episode,
            paper=self.paper,
            record_id=self.new_id(),
            by=self.clinician,
            at=self.now,
            today=self.today,
        )

    def issue_report(self, next_step: str) -> None:
        documents.issue_progress_report(
            self.episode,
            ReportRequest(recipient=self.person.details.referrer, next_step=next_step),
            paper=self.paper,
            record_id=self.new_id(),
            by=self.clinician,
            at=self.now,
            today=self.today,
        )
