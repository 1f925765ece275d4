from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from wtforms import BooleanField, RadioField, SelectMultipleField, widgets
from wtforms.validators import InputRequired

from clinic.domain.falls import FallDetails, Injury, Setting
from clinic.domain.session_log_rules import RoutineDays, log_day_problem
from clinic.domain.session_logs import (
    GROUP_OF,
    MOST_ON_SCALE,
    Assistance,
    ItemDone,
    LogStatus,
    SessionValues,
)
from clinic.falls import words as fall_words
from clinic.session_logs import words
from clinic.session_logs.entries import ItemEntry, LogEntry
from clinic.session_logs.questions import ItemQuestion
from clinic.session_logs.vitals_form import VitalsFields
from clinic.web.fields import (
    TODAY,
    AmountField,
    OpenChoiceField,
    WhenFields,
    line_field,
    options,
    text_field,
)
from clinic.web.forms import Form

SCALE = {str(rating): str(rating) for rating in range(MOST_ON_SCALE + 1)}


class DoneField(AmountField):
    """How much of an exercise was done: a number, 0 or more, or nothing."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None and self.data < 0:
            self.data = None
            raise ValueError("Enter a number, 0 or more")


class LogForm(VitalsFields, WhenFields, Form):
    """A training in under a minute. What was observed is never filled in. Ends in `entry`."""

    questions: ClassVar[tuple[ItemQuestion, ...]] = ()
    days: RoutineDays
    checked_already = False

    setting = RadioField(
        "Where", choices=options(words.SETTINGS), validators=[InputRequired("Choose where")]
    )
    status = RadioField(
        "How much was done",
        choices=options(words.STATUSES),
        validators=[InputRequired("Choose how much was done")],
    )
    missed_reason = line_field("Why not", longest=200)
    checked_before = OpenChoiceField("Before the session", choices=options(words.CHECKED_BEFORE))
    effort = OpenChoiceField("Effort", choices=options(SCALE), coerce=int)
    pain_before = OpenChoiceField("Pain before", choices=options(SCALE), coerce=int)
    pain_during = OpenChoiceField("Worst pain during", choices=options(SCALE), coerce=int)
    pain_next_day = OpenChoiceField("Pain the next day", choices=options(SCALE), coerce=int)
    losses_of_balance = OpenChoiceField(
        "Losses of balance", choices=options(words.LOSSES), coerce=int
    )
    near_falls = OpenChoiceField("Near falls", choices=options(words.NEAR_FALLS), coerce=int)
    assistance = OpenChoiceField("Help", choices=options(words.ASSISTANCE_CHOICES))
    fell = OpenChoiceField("Fell", choices=options({"no": "No", "yes": "Yes"}))
    place = OpenChoiceField("Where", choices=options(fall_words.PLACES))
    injury = OpenChoiceField("Injury", choices=options(fall_words.INJURIES))
    able_to_rise = OpenChoiceField("Got up alone", choices=options(fall_words.YES_NO))
    symptoms = SelectMultipleField(
        "Symptoms",
        choices=options({words.NONE_OF_THESE: "None"} | dict(words.SYMPTOM_WORDS)),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    note = text_field("Note", longest=2000)
    not_known = BooleanField("Some answers are not known")

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = bool(super().validate(extra_validators))
        return self._nothing_owed() and valid

    def _nothing_owed(self) -> bool:
        owed = dict(self._owed_by_day())
        owed |= self._owed_by_fall() | self._owed_by_symptoms()
        if not self.was_missed:
            owed |= self._owed_by_items() | self._owed_by_next_day()
            if not self.not_known.data:
                owed |= self._owed_by_training()
        for name, message in owed.items():
            self[name].errors = self[name].errors or [message]
        return not owed

    @property
    def was_missed(self) -> bool:
        return bool(self.status.data == LogStatus.MISSED)

    def _owed_by_day(self) -> dict[str, str]:
        if self.day is None or self.other_day.errors or self.status.errors:
            return {}
        status = LogStatus(self.status.data)
        problem = log_day_problem(self.day, status, self.days, today=self.today)
        return {"other_day": words.DAY_PROBLEMS[problem]} if problem else {}

    def _owed_by_training(self) -> dict[str, str]:
        answers = {
            "effort": "Choose the effort, 0 to 10",
            "pain_before": "Choose the pain before, 0 to 10",
            "pain_during": "Choose the worst pain during, 0 to 10",
            "losses_of_balance": "Choose how many losses of balance; 0 is an answer",
            "near_falls": "Choose how many near falls; 0 is an answer",
            "assistance": "Choose how much help; None is an answer",
            "fell": "Choose whether the patient fell",
        }
        owed = {name: text for name, text in answers.items() if self[name].data is None}
        if not self.symptoms.data:
            owed["symptoms"] = "Choose the symptoms; None is an answer"
        if not self.checked_already and self.checked_before.data is None:
            owed["checked_before"] = "Choose whether the checklist was asked before"
        return owed

    def _owed_by_items(self) -> dict[str, str]:
        if self.status.data != LogStatus.PARTLY:
            return {}
        return {
            amount_name(index): f"Enter how many {question.unit} of {question.name} were done"
            for index, question in self._asked()
            if self[status_name(index)].data == LogStatus.PARTLY
            and self[amount_name(index)].data is None
        }

    def _owed_by_fall(self) -> dict[str, str]:
        if self.fell.data != "yes":
            return {}
        answers = {
            "place": "Choose where the patient fell",
            "injury": "Choose what the fall did; None is an answer",
            "able_to_rise": "Choose whether the patient got up alone",
        }
        return {name: text for name, text in answers.items() if self[name].data is None}

    def _owed_by_next_day(self) -> dict[str, str]:
        if self.pain_next_day.data is None or self.day != self.today:
            return {}
        return {"pain_next_day": "The next day has not come yet. Leave it open until then."}

    def _owed_by_symptoms(self) -> dict[str, str]:
        chosen = set(self.symptoms.data or ())
        if words.NONE_OF_THESE in chosen and len(chosen) > 1:
            return {"symptoms": "None and a symptom exclude each other. Untick one."}
        return {}

    @property
    def entry(self) -> LogEntry:
        """The training as it was told, once the form is accepted."""
        status = LogStatus(self.status.data)
        day = self.day or self.today
        if self.was_missed:
            return LogEntry(
                trained_on=day,
                setting=Setting(self.setting.data),
                status=status,
                values=self._told_of_missed(),
                vitals=self.vitals,
                fall=self._fall(day),
                missed_reason=self.missed_reason.data or "",
                note=self.note.data or "",
            )
        return LogEntry(
            trained_on=day,
            setting=Setting(self.setting.data),
            status=status,
            items=tuple(
                ItemEntry(
                    routine_item_id=question.routine_item_id, done=self._done(index, question)
                )
                for index, question in self._asked()
            ),
            values=self._values(),
            vitals=self.vitals,
            fall=self._fall(day),
            nothing_changed=self.checked_before.data == "nothing_changed",
            note=self.note.data or "",
        )

    def _asked(self) -> list[tuple[int, ItemQuestion]]:
        setting = Setting(self.setting.data) if self.setting.data in set(Setting) else Setting.HOME
        return [
            (index, question)
            for index, question in enumerate(self.questions)
            if question.is_done_in(setting)
        ]

    def _done(self, index: int, question: ItemQuestion) -> ItemDone:
        partly = self.status.data == LogStatus.PARTLY
        status = LogStatus(self[status_name(index)].data) if partly else LogStatus.DONE
        return ItemDone(
            status=status,
            prescribed=question.prescribed,
            amount=self[amount_name(index)].data if status is LogStatus.PARTLY else None,
            backward_min=question.backward_min,
        )

    def _values(self) -> SessionValues:
        fell = self.fell.data
        return SessionValues(
            effort=self.effort.data,
            pain_before=self.pain_before.data,
            pain_during=self.pain_during.data,
            pain_next_day=self.pain_next_day.data,
            symptoms=tuple(code for code in self.symptoms.data or () if code in GROUP_OF),
            losses_of_balance=self.losses_of_balance.data,
            near_falls=self.near_falls.data,
            falls=None if fell is None else int(fell == "yes"),
            assistance=Assistance(self.assistance.data) if self.assistance.data else None,
        )

    def _told_of_missed(self) -> SessionValues:
        """Why it did not take place may be a sign to stop; what stops is never lost."""
        told = self._values()
        return SessionValues(symptoms=told.symptoms, near_falls=told.near_falls, falls=told.falls)

    def _fall(self, day: date) -> FallDetails | None:
        if self.fell.data != "yes":
            return None
        return FallDetails(
            happened_on=day,
            injury=Injury(self.injury.data),
            able_to_rise=self.able_to_rise.data == "yes",
            place=self.place.data,
            note="Told with the session log.",
        )


class AmendmentForm(LogForm):
    """The same training written anew, with the reason why."""

    amendment_reason = line_field(
        "Why it is amended", longest=200, missing="Write why the log is amended"
    )


def log_form(
    kind: type[LogForm], questions: Sequence[ItemQuestion], *, today: date, data: dict[str, Any]
) -> LogForm:
    """The form for one routine: a row for each of its exercises."""
    fields: dict[str, Any] = {"questions": tuple(questions)}
    for index, question in enumerate(questions):
        fields[status_name(index)] = OpenChoiceField(
            question.name, choices=options(words.ITEM_STATUSES), default=LogStatus.DONE.value
        )
        fields[amount_name(index)] = DoneField(f"{question.name}: how much")
    made: type[LogForm] = type("RoutineLogForm", (kind,), fields)
    return made(today=today, data={"when": TODAY} | data)


def status_name(index: int) -> str:
    return f"item_{index}"


def amount_name(index: int) -> str:
    return f"item_{index}_amount"
