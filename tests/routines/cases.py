"""An episode that may be prescribed to: screened, measured, placed."""

from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser

from clinic import clock
from clinic.assessments.models import Assessment
from clinic.catalogue.exercise_definitions import list_exercises
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.catalogue.template_definitions import get_template
from clinic.db import db, enter_clinic, writing
from clinic.domain.checklists import Answer, CompletedChecklist, ItemAnswer, ItemId, all_safe
from clinic.domain.falls import FallDetails, Injury
from clinic.domain.placement import PlacementAnswers
from clinic.domain.plan import Helper
from clinic.domain.prescription import find_problems, fit_to_person
from clinic.domain.templates import plan_from_block
from clinic.falls.actions import record_fall
from clinic.ids import new_id
from clinic.precautions.actions import sign_checklist
from clinic.precautions.queries import get_checklist
from clinic.routines.actions import place
from clinic.routines.facts import prescription_facts
from clinic.routines.prescribing import Prescription, prescribe_routine
from clinic.routines.queries import current_routine, list_items
from tests import factories
from tests.factories import MORNING, TODAY

NOON = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
TRAINED = Helper(name="Anna Marlowe", trained=True)
STRONG = {"berg": 43, "tug": 14, "four_stage": 2, "bwt3m": 8}


def screen(episode, by, *, on: date = TODAY, at=MORNING, yes: tuple[str, ...] = ()):
    """A signed clinical screen; the items named are triggered, a caution with its action ticked."""
    safe = all_safe(get_checklist("clinical_screen"), on=on)
    triggered = {ItemId(code): ItemAnswer(answer=Answer.YES, mitigation_ack=True) for code in yes}
    completed = CompletedChecklist(
        definition=safe.definition, completed_on=on, answers={**safe.answers, **triggered}
    )
    return sign_checklist(episode, completed, record_id=new_id(), by=by.actor, at=at)


def measure(episode, by, code: str, value, *, on: date = TODAY, status: str = "completed"):
    """One assessment as it is kept; only what placement reads is stated."""
    assessment = Assessment(
        episode_id=episode.id,
        instrument_code=code,
        instrument_version=1,
        assessed_on=on,
        status=status,
        responses={},
        conditions={},
        score_value=None if value is None else Decimal(str(value)),
        score_unit="",
        band=None,
        result={},
        at=MORNING,
        by_id=by.clinician_id,
    )
    db.session.add(assessment)
    db.session.flush()
    return assessment


def answers(seconds=60, *, new=False, on: date = TODAY) -> PlacementAnswers:
    return PlacementAnswers(
        stand_supported_s=None if seconds is None else Decimal(seconds),
        stand_supported_on=on,
        new_to_backward_walking=new,
    )


def place_at(episode, by, level: int, *, at=MORNING):
    return place(
        episode,
        answers(),
        level=level,
        reason="Judged at the bars",
        record_id=new_id(),
        by=by.actor,
        at=at,
        today=TODAY,
    )


def ready_episode(
    by, *, level: int = 3, yes: tuple[str, ...] = (), tests=STRONG, screened_on: date = TODAY
):
    """Screened, measured and placed; nothing prescribed yet."""
    episode = factories.make_episode(by)
    screen(episode, by, yes=yes, on=screened_on)
    for code, value in tests.items():
        measure(episode, by, code, value)
    place_at(episode, by, level)
    return episode


def template_plan(episode, *, code="moderate-community", block=0, helper=TRAINED, today=TODAY):
    """A template's plan fitted to the person, with every warning accepted."""
    template = get_template(code)
    plan = plan_from_block(
        template,
        template.blocks[block],
        exercises={exercise.code: exercise for exercise in list_exercises()},
        ladder=get_ladder(),
    )
    facts = prescription_facts(episode, helper=helper, today=today)
    fitted = fit_to_person(plan, facts).plan
    return fitted, frozenset(problem.key for problem in find_problems(fitted, facts))


def prescribe(episode, by, *, replaces=None, at=NOON, today=TODAY, helper=TRAINED, **template):
    plan, ticked = template_plan(episode, helper=helper, today=today, **template)
    prescription = Prescription(
        plan=plan,
        replaces=replaces,
        ticked=ticked,
        helper=helper,
        template=get_template(template.get("code", "moderate-community")),
    )
    return prescribe_routine(
        episode, prescription, record_id=new_id(), by=by.actor, at=at, today=today
    )


def routine_of(episode):
    return current_routine(episode)


def put_on_treadmill(routine) -> None:
    """The first exercise becomes one that asks for the treadmill's own list."""
    item = list_items(routine)[0]
    item.exercise_code, item.dose = "treadmill-bw-rail", {"sets": 3, "duration_min": "10"}
    db.session.flush()


def fall(episode, by, *, on: date = TODAY, at=NOON):
    details = FallDetails(happened_on=on, injury=Injury.NONE, able_to_rise=True)
    return record_fall(episode, details, by=by.actor, at=at)


def commit_ready(app, by, *, level: int = 3, yes: tuple[str, ...] = (), tests=STRONG):
    """A committed patient who may be prescribed to today; for tests of pages: the patient's id."""
    today, now = clock.today(by.actor.time_zone), clock.now()
    with app.app_context(), writing():
        enter_clinic(by.clinic_id)
        episode = factories.make_episode(by)
        screen(episode, by, on=today, at=now, yes=yes)
        for code, value in tests.items():
            measure(episode, by, code, value, on=today)
        place(
            episode,
            answers(on=today),
            level=level,
            reason="Judged at the bars",
            record_id=new_id(),
            by=by.actor,
            at=now,
            today=today,
        )
        patient_id = episode.patient_id
        db.session.commit()
    return patient_id


def typed(page: str, **changes) -> list[tuple[str, str]]:
    """What a browser would send from the plan on this page, with these fields changed."""
    form = Fields()
    form.feed(page)
    sent = [(name, value) for name, value in form.fields if name not in changes]
    return [*sent, *((name, value) for name, value in changes.items() if value is not None)]


class Fields(HTMLParser):
    """The fields of the first POST form of a page, as a browser sends them without a button."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self.within = False
        self.select = ""

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self.within = "data-once" in found
        elif not self.within:
            return
        elif tag == "select":
            self.select = found["name"]
        elif tag == "option" and self.select and "selected" in found:
            self.fields.append((self.select, found["value"]))
        elif tag == "textarea":
            self.fields.append((found["name"], ""))
        elif tag == "input" and "name" in found:
            ticked = found.get("type") not in ("checkbox", "radio") or "checked" in found
            if ticked:
                self.fields.append((found["name"], found.get("value", "")))

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = ""
        elif tag == "form":
            self.within = False
