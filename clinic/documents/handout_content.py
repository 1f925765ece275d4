"""What the handout of a routine says: the catalogue's words, with the prescribed numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from clinic.catalogue.handout_definitions import HandoutDefinition, in_language
from clinic.catalogue.pictogram_definitions import picture_of
from clinic.documents import handout_conditions
from clinic.documents.handout_asides import asides, led
from clinic.documents.wording import Wording
from clinic.domain.checklists import Effect, ItemId
from clinic.domain.dose import Dose
from clinic.domain.exercises import Equipment, HomeRule
from clinic.domain.home_rules import NEEDS_HELPER
from clinic.domain.pictures import Picture
from clinic.domain.plan import PlannedItem, RoutinePlan, Where
from clinic.pictograms import Drawing
from reports.blocks.prose import running
from reports.content import (
    Clinic,
    ExerciseCard,
    HandoutContent,
    HandoutLabels,
    KeyFigure,
    Statement,
    Topic,
)
from reports.theme import HANDOUT_SIZES

# Items of the clinical screen with a line of their own on the sheet.
# Source: Stepback programme, section 5.20, order of a handout: warnings that apply.
ITEM_WARNINGS: Final = (
    (ItemId("CS41"), "blood_thinner"),
    (ItemId("CS61"), "diabetes"),
)
# Two of four sentences; the sheet says what it trains, and claims nothing.
WHY_KEYS: Final = ("01", "02")
# The signs that end a single exercise, printed on its card: dizziness, and pain.
CARD_STOP_SIGNS: Final = ("02", "07")
# What patients ask most, in the order of the last page, which holds the first of them: how much to
# move in a week and a day, what the training can and cannot do, what to do after a gap.
QUESTIONS: Final = (
    "minutes_week", "steps_day", "ten_minutes", "stop_falls", "missed", "how_often", "why_odd",
    "time_of_day", "knees", "muscles",
)  # fmt: skip
# What holds for everybody: where never, and how never.
NEVER: Final = ("no_stairs", "no_home_treadmill", "eyes_open")
LARGEST: Final = max(HANDOUT_SIZES)
LEAST_QUESTIONS: Final = 5
ALONE_AT_HOME: Final = frozenset({HomeRule.YES, HomeRule.YES_AT_WORKTOP})


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoutFacts:
    """One routine, and for whom it is printed; `text_size` in pt."""

    definition: HandoutDefinition
    clinic: Clinic
    patient_name: str
    record_number: str
    language: str
    therapist: str
    helper_name: str
    routine_number: int
    plan: RoutinePlan
    triggered_items: frozenset[ItemId]
    effects: frozenset[Effect]
    issued_on: date
    conditions: tuple[tuple[ItemId, str], ...] = ()  # of the routine: the item, what it asks
    text_size: int = 18
    with_questions: bool = False
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # the clinic's own, by sha256


def handout_content(facts: HandoutFacts) -> HandoutContent:
    """The finished words of the handout, in the patient's language where it can be printed."""
    return _HandoutWriter(facts).content()


class _HandoutWriter:
    """Looks words up in one language and fills in the placeholders."""

    def __init__(self, facts: HandoutFacts) -> None:
        self._facts = facts
        self._wording = Wording.of(facts.language)
        self._fillings = {
            "{clinic_name}": facts.clinic.name,
            "{clinic_phone}": facts.clinic.telephone.replace(" ", "\u00a0"),
            "{emergency_number}": facts.clinic.emergency_number.replace(" ", "\u00a0"),
            "{therapist_name}": facts.therapist,
        }

    def content(self) -> HandoutContent:
        facts = self._facts
        day = self._wording.day(facts.issued_on)
        version = f"{facts.routine_number}.{facts.definition.version}"
        return HandoutContent(
            language=self._wording.language,
            title=self._say("titles", "main"),
            clinic=facts.clinic,
            patient_name=facts.patient_name,
            record_number=facts.record_number,
            issued_on=facts.issued_on,
            cover_lines=self._cover_lines(day),
            plan_heading=self._labelled("titles", "level", str(facts.plan.level.number)),
            plan_name=facts.plan.level.name(self._wording.language),
            plan_figures=tuple(self._plan_figures()),
            important=Topic(
                items=tuple(self._important()),
                after=tuple(
                    handout_conditions.of_the_sheet(
                        self._conditions(), facts.definition, self._wording
                    )
                ),
            ),
            why=Topic(
                heading=self._say("titles", "why"),
                items=tuple(self._say("why", key) for key in WHY_KEYS),
            ),
            stop=Topic(
                heading=self._say("titles", "stop"),
                items=self._all("stop_signs"),
                after=(led(self._say("warnings", "after_stop")),),
            ),
            call=Topic(
                heading=self._say("titles", "call"),
                after=tuple(led(self._say("who_to_call", key)) for key in ("emergency", "clinic")),
            ),
            before_start=Topic(
                heading=self._say("titles", "before"), items=self._all("before_start")
            ),
            safe_place=Topic(heading=self._say("titles", "setup"), items=self._all("setup")),
            afterwards=Topic(items=tuple(self._afterwards())),
            cards=tuple(self._cards()),
            foot=f"{facts.patient_name} · {facts.record_number} · {day}",
            version_code=self._labelled("cover", "version", version),
            labels=HandoutLabels(
                emergency=self._say("titles", "emergency"),
                clinic=self._say("titles", "clinic_phone"),
                page=self._say("titles", "page_n"),
            ),
            text_size=facts.text_size,
            questions_heading=self._say("titles", "faq"),
            questions=tuple(self._questions()) if facts.with_questions else (),
            least_questions=LEAST_QUESTIONS,
            asides=tuple(asides(facts.definition, self._wording)),
        )

    def _cover_lines(self, day: str) -> tuple[str, ...]:
        facts = self._facts
        lines = [
            self._labelled("cover", "record_number", facts.record_number),
            self._labelled("cover", "date", day),
            self._labelled("titles", "therapist", facts.therapist),
        ]
        if facts.helper_name:
            lines.append(self._labelled("titles", "helper", facts.helper_name))
        last = [self._say("cover", "replaces")]
        if facts.text_size < LARGEST:
            last.append(self._say("titles", "larger_print"))
        return (*lines, running(last))

    def _plan_figures(self) -> Iterator[KeyFigure]:
        plan = self._facts.plan
        yield self._figure(str(plan.days_per_week), "days_week")
        if plan.backward_min:
            yield self._figure(self._wording.number(plan.backward_min), "minutes")
        yield self._figure(self._wording.span(plan.level.effort), "effort")

    def _important(self) -> Iterator[str]:
        for item_id, key in ITEM_WARNINGS:
            if item_id in self._facts.triggered_items:
                yield self._say("warnings", key)
        place = self._place_warning()
        if place:
            yield self._say("warnings", place)
        yield running([self._say("warnings", key) for key in NEVER])

    def _conditions(self) -> tuple[tuple[ItemId, str], ...]:
        """The routine's conditions, but for those with a line in the patient's own words."""
        said = {item_id for item_id, _ in ITEM_WARNINGS}
        return tuple(asked for asked in self._facts.conditions if asked[0] not in said)

    def _place_warning(self) -> str:
        """The one sentence about where and with whom, where it holds for every exercise."""
        rules = {self._home_rule(item) for item in self._facts.plan.items}
        if rules == {HomeRule.NO}:
            return "clinic_only"
        if rules <= NEEDS_HELPER:
            return "helper_needed"
        return "alone_ok" if rules <= ALONE_AT_HOME else ""

    def _afterwards(self) -> Iterator[str]:
        for key in ("after_fall", "tell_us", "firm_support"):
            yield self._say("warnings", key)

    def _cards(self) -> Iterator[ExerciseCard]:
        items = self._facts.plan.items
        for number, item in enumerate(items, start=1):
            count = self._say("titles", "exercise_n")
            count = count.replace("{n}", str(number)).replace("{total}", str(len(items)))
            picture, says = self._picture(item)
            yield ExerciseCard(
                count_line=count,
                name=item.exercise.name(self._wording.language),
                badge=self._say("home_badges", self._home_rule(item).value),
                picture=picture,
                picture_says=says,
                steps=item.exercise.steps(self._wording.language),
                figures=tuple(self._dose_figures(item.dose)),
                facts=tuple(self._facts_of(item)),
                stop=Topic(
                    heading=self._say("titles", "stop"),
                    items=tuple(self._say("stop_signs", key) for key in CARD_STOP_SIGNS),
                ),
            )

    def _picture(self, item: PlannedItem) -> tuple[Drawing | Picture | None, str]:
        """The clinic's own picture, else what Stepback draws; and what it shows."""
        photo = item.exercise.photo
        if photo is not None:
            return self._facts.pictures.get(photo.sha256), photo.says
        drawing = picture_of(
            item.exercise.drawn_as, hold_s=item.dose.hold_s, repetitions=item.dose.reps
        )
        return drawing, drawing.says_in(self._wording.language) if drawing else ""

    def _questions(self) -> Iterator[Statement]:
        language = self._wording.language
        by_code = {found.code: found for found in self._facts.definition.questions}
        for code in QUESTIONS:
            asked = by_code[code]
            yield Statement(
                lead=in_language(asked.question, language),
                rest=in_language(asked.answer, language),
            )

    def _home_rule(self, item: PlannedItem) -> HomeRule:
        """Where this person may do it: the exercise's rule, and what the screen adds to it."""
        if item.where is Where.CLINIC:
            return HomeRule.NO
        alone = item.exercise.home not in NEEDS_HELPER
        if (
            alone
            and item.exercise.counts_as_backward_minutes
            and Effect.SUPERVISED_ONLY in self._facts.effects
        ):
            return HomeRule.WITH_HELPER
        return item.exercise.home

    def _dose_figures(self, dose: Dose) -> Iterator[KeyFigure]:
        wording = self._wording
        for amount, label in ((dose.sets, "rounds"), (dose.reps, "repeats"), (dose.hold_s, "hold")):
            if amount is not None:
                yield self._figure(str(amount), label)
        if dose.distance_m is not None:
            yield self._figure(wording.amount(dose.distance_m, "m"), "distance")
        if dose.duration_min is not None:
            yield self._figure(wording.number(dose.duration_min), "minutes")

    def _facts_of(self, item: PlannedItem) -> Iterator[Statement]:
        dose, exercise, wording = item.dose, item.exercise, self._wording
        if dose.speed_km_per_h is not None:
            yield self._fact("speed", wording.amount(dose.speed_km_per_h, "km/h"))
        if dose.grade_percent is not None:
            yield self._fact("slope", wording.amount(dose.grade_percent, "%"))
        if dose.rest_s:
            yield self._fact("rest", str(dose.rest_s))
        yield self._fact("days_week", str(self._facts.plan.days_for(item)))
        yield self._fact("effort", wording.span(exercise.limits.effort))
        yield self._fact("help", self._say("support", exercise.support.value))
        needed = [kind for kind in exercise.equipment if kind is not Equipment.NONE]
        if needed:
            things = wording.listed(self._say("equipment", kind.value) for kind in needed)
            yield self._fact("need", things)
        yield from handout_conditions.of_the_exercise(
            exercise, self._conditions(), self._facts.definition, wording
        )

    def _fact(self, label: str, value: str) -> Statement:
        return Statement(lead=self._wording.colon(self._say("card", label)), rest=value)

    def _figure(self, number: str, label: str) -> KeyFigure:
        # The number follows or stands over its label, so that no language needs a plural.
        return KeyFigure(number=number, unit="", note=self._say("card", label))

    def _labelled(self, section: str, key: str, value: str) -> str:
        return self._wording.labelled(self._say(section, key), value)

    def _say(self, section: str, key: str) -> str:
        words = self._facts.definition.text(section, key, self._wording.language)
        for placeholder, filling in self._fillings.items():
            words = words.replace(placeholder, filling)
        return words

    def _all(self, section: str) -> tuple[str, ...]:
        return tuple(self._say(section, key) for key in self._facts.definition.sections[section])
