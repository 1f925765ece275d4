"""The form into which a diary on paper is typed: a day a row, four boxes a day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Protocol

from flask import request
from wtforms import StringField
from wtforms.validators import Length

from clinic.domain.diary import DiaryBox, DiaryDay, read_day
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


class Desk(Protocol):
    """What the grid asks about a day of the episode."""

    def judge(self, on: date, status: LogStatus) -> str:
        """What speaks against a log for this day; empty when nothing does."""

    def judge_fall(self, on: date) -> str:
        """What speaks against a fall on this day; empty when nothing does."""

    def falls_known(self, on: date) -> int:
        """How many falls were reported for this day before."""


class DiaryForm(Form):
    """A sheet as a grid of boxes: a day a row. Ends in `entries`."""

    days: ClassVar[tuple[date, ...]] = ()
    desk: Desk
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
            said = self.desk.judge(self.days[index], _status(day))
            owed = {box_name(DiaryBox.DONE, index): said} if said else {}
        if day.falls and (said := self.desk.judge_fall(self.days[index])):
            owed[box_name(DiaryBox.FELL, index)] = said
        elif day.falls and injury_name(index) in self:
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

    def falls(self) -> list[FallDetails]:
        """The falls that no log of `entries` records, once the form is accepted, day by day."""
        found = []
        for index in range(len(self.days)):
            day = self.day(index)
            fresh = self._fresh_falls(index, day)
            found += fresh[1:] if day.done else fresh
        return found

    def _fresh_falls(self, index: int, day: DiaryDay) -> list[FallDetails]:
        """The falls of a day beyond those that were reported before.

        The first as it was asked about; of others nothing is known yet but the day.
        """
        count = (day.falls or 0) - self.desk.falls_known(self.days[index])
        if count <= 0:
            return []
        other = FallDetails(
            happened_on=self.days[index],
            injury=Injury.NOT_KNOWN,
            able_to_rise=None,
            note=words.TOLD_BY_DIARY,
        )
        return [self._fall(index), *[other] * (count - 1)]

    def _entry(self, index: int, day: DiaryDay, questions: Sequence[ItemQuestion]) -> LogEntry:
        on = self.days[index]
        if not day.done:
            return LogEntry(
                trained_on=on,
                setting=Setting.HOME,
                status=LogStatus.MISSED,
                note=words.TOLD_BY_DIARY,
            )
        fresh = self._fresh_falls(index, day)
        return LogEntry(
            trained_on=on,
            setting=Setting.HOME,
            status=LogStatus.DONE,
            items=tuple(_done(question) for question in questions),
            values=SessionValues(effort=day.effort, losses_of_balance=day.wobbles, falls=day.falls),
            fall=fresh[0] if fresh else None,
            fall_is_recorded=not fresh,
            note=words.TOLD_BY_DIARY,
        )

    def _fall(self, index: int) -> FallDetails:
        return FallDetails(
            happened_on=self.days[index],
            injury=Injury(self[injury_name(index)].data),
            able_to_rise=self[rose_name(index)].data == "yes",
            note=words.TOLD_BY_DIARY,
        )


def diary_form(days: Sequence[date], desk: Desk) -> DiaryForm:
    """The grid of a sheet; a day on which a fall was typed asks what the fall did."""
    fields: dict[str, Any] = {"days": tuple(days)}
    for index, on in enumerate(days):
        for box in DiaryBox:
            fields[box_name(box, index)] = StringField(
                f"{day_words(on)}: {words.BOXES[box]}",
                filters=[one_line],
                validators=[Length(max=LONGEST_BOX, message="Use 3 characters or fewer")],
            )
        if _falls_typed(index) > desk.falls_known(on):
            fields |= _fall_fields(index, on, several=_falls_typed(index) > 1)
    made: type[DiaryForm] = type("SheetForm", (DiaryForm,), fields)
    form = made()
    form.desk = desk
    return form


def _falls_typed(index: int) -> int:
    typed = request.form.get(box_name(DiaryBox.FELL, index), "")
    return read_day({DiaryBox.FELL: typed})[0].falls or 0


def _fall_fields(index: int, on: date, *, several: bool) -> dict[str, Any]:
    fall = f"{'First fall' if several else 'Fall'} on {day_words(on)}"
    return {
        injury_name(index): OpenChoiceField(
            f"{fall}: injury", choices=options(fall_words.INJURIES)
        ),
        rose_name(index): OpenChoiceField(
            f"{fall}: got up alone", choices=options(fall_words.YES_NO)
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
