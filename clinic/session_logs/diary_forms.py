"""The form into which a diary on paper is typed: a day a row, four boxes a day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from flask import request
from wtforms import StringField
from wtforms.validators import Length

from clinic.domain.diary import CROSSES, DiaryBox, DiaryDay, read_day
from clinic.domain.falls import FallDetails, Injury, Setting
from clinic.domain.session_logs import ItemDone, LogStatus, SessionValues
from clinic.falls import words as fall_words
from clinic.phrasing import day_of_year, weekday
from clinic.session_logs import diary_words as words
from clinic.session_logs.entries import ItemEntry, LogEntry
from clinic.session_logs.questions import ItemQuestion
from clinic.web.fields import OpenChoiceField, one_line, options
from clinic.web.forms import Form

LONGEST_BOX = 3

DayJudge = Callable[[date, LogStatus], str]


class DiaryForm(Form):
    """A sheet as a grid of boxes: a day a row. Ends in `entries`."""

    days: ClassVar[tuple[date, ...]] = ()
    judge: DayJudge
    nothing_written = False

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = bool(super().validate(extra_validators))
        flagged = [self._flagged(index) for index in range(len(self.days))]
        self.nothing_written = all(self.day(index).is_blank for index in range(len(self.days)))
        return valid and not any(flagged) and not self.nothing_written

    def day(self, index: int) -> DiaryDay:
        return read_day(self._typed(index))[0]

    def _typed(self, index: int) -> dict[DiaryBox, str]:
        return {box: str(self[box_name(box, index)].data or "") for box in DiaryBox}

    def _flagged(self, index: int) -> bool:
        """Marks each box of a day that cannot be kept as it was typed."""
        day, problems = read_day(self._typed(index))
        owed = {box_name(box, index): words.PROBLEMS[why] for box, why in problems.items()}
        if not owed and not day.is_blank and day.done is not None:
            said = self.judge(self.days[index], _status(day))
            owed = {box_name(DiaryBox.DONE, index): said} if said else {}
        if day.falls and injury_name(index) in self:
            owed |= self._owed_by_fall(index)
        for name, message in owed.items():
            self[name].errors = [f"{day_words(self.days[index])}: {message}"]
        return bool(owed)

    def _owed_by_fall(self, index: int) -> dict[str, str]:
        answers = {
            injury_name(index): "Choose what the fall did; None is an answer",
            rose_name(index): "Choose whether the patient got up alone",
        }
        return {name: text for name, text in answers.items() if self[name].data is None}

    def entries(
        self, questions_of: Callable[[date], Sequence[ItemQuestion]]
    ) -> list[tuple[date, LogEntry]]:
        """What the days say, once the form is accepted; blank days say nothing."""
        found = []
        for index, on in enumerate(self.days):
            day = self.day(index)
            if day.done is not None:
                found.append((on, self._entry(index, day, questions_of(on))))
        return found

    def _entry(self, index: int, day: DiaryDay, questions: Sequence[ItemQuestion]) -> LogEntry:
        on = self.days[index]
        if not day.done:
            return LogEntry(
                trained_on=on,
                setting=Setting.HOME,
                status=LogStatus.MISSED,
                note=words.TOLD_BY_DIARY,
            )
        return LogEntry(
            trained_on=on,
            setting=Setting.HOME,
            status=LogStatus.DONE,
            items=tuple(_done(question) for question in questions),
            values=SessionValues(effort=day.effort, losses_of_balance=day.wobbles, falls=day.falls),
            fall=self._fall(index) if day.falls else None,
            note=words.TOLD_BY_DIARY,
        )

    def _fall(self, index: int) -> FallDetails:
        return FallDetails(
            happened_on=self.days[index],
            injury=Injury(self[injury_name(index)].data),
            able_to_rise=self[rose_name(index)].data == "yes",
            note=words.TOLD_BY_DIARY,
        )


def diary_form(days: Sequence[date], judge: DayJudge) -> DiaryForm:
    """The grid of a sheet; a day on which a fall was typed asks what the fall did."""
    fields: dict[str, Any] = {"days": tuple(days)}
    for index, on in enumerate(days):
        for box in DiaryBox:
            fields[box_name(box, index)] = StringField(
                f"{day_words(on)}: {words.BOXES[box]}",
                filters=[one_line],
                validators=[Length(max=LONGEST_BOX, message="Use 3 characters or fewer")],
            )
        if _tells_of_fall(index):
            fields |= _fall_fields(index, on)
    made: type[DiaryForm] = type("SheetForm", (DiaryForm,), fields)
    form = made()
    form.judge = judge
    return form


def _tells_of_fall(index: int) -> bool:
    typed = request.form.get(box_name(DiaryBox.FELL, index), "").strip().lower()
    return typed in CROSSES or (typed.isdecimal() and typed.strip("0") != "")


def _fall_fields(index: int, on: date) -> dict[str, Any]:
    return {
        injury_name(index): OpenChoiceField(
            f"Fall on {day_words(on)}: injury", choices=options(fall_words.INJURIES)
        ),
        rose_name(index): OpenChoiceField(
            f"Fall on {day_words(on)}: got up alone", choices=options(fall_words.YES_NO)
        ),
    }


def _done(question: ItemQuestion) -> ItemEntry:
    return ItemEntry(
        routine_item_id=question.routine_item_id,
        done=ItemDone(
            status=LogStatus.DONE,
            prescribed=question.prescribed,
            backward_min=question.backward_min,
        ),
    )


def _status(day: DiaryDay) -> LogStatus:
    return LogStatus.DONE if day.done else LogStatus.MISSED


def day_words(on: date) -> str:
    """A day as the grid names it: "Mon 23 March"."""
    return f"{weekday(on, short=True)} {day_of_year(on)}"


def box_name(box: DiaryBox, index: int) -> str:
    """The name of a box's field, by the day's place on the sheet."""
    return f"{box.value}_{index}"


def injury_name(index: int) -> str:
    """The name of the field that asks what a fall did."""
    return f"injury_{index}"


def rose_name(index: int) -> str:
    """The name of the field that asks whether the patient got up alone."""
    return f"rose_{index}"
