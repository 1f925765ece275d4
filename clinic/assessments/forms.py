from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, TypeVar

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, StopValidation, ValidationError

from clinic import phrasing
from clinic.assessments.answers_sent import answered_once
from clinic.assessments.fields import (
    MaybeChosen,
    field_name,
    fields_for,
    filled_from,
    in_full,
    names_of,
    number_of,
    practice_name,
    tell_allowed,
)
from clinic.assessments.results import Entry
from clinic.assessments.skip_reasons import OTHER_REASON, SKIPPED_BECAUSE
from clinic.domain.entries import EntryCheck, Remark, check_entry, has_a_number
from clinic.domain.instruments import Condition, Instrument
from clinic.domain.items import GroupKind, ItemGroup
from clinic.domain.responses import Aid, Responses, Status
from clinic.web.fields import DayField, KnowsToday, options, text_field
from clinic.web.forms import Form

CONDITION = "condition_"
# Kinds whose items are judged by one another.
TOGETHER = frozenset({GroupKind.STAGE_HOLDS, GroupKind.PRESSURE})

F = TypeVar("F", bound="MeasureForm")

# One class for each form, instrument, version and set of groups: a class is dear to make.
_FORMS: dict[tuple[type, str, int, int], Any] = {}


class NeededWhenCompleted:
    """Something has to be chosen for a test that was completed; else it is left alone."""

    def __init__(self, message: str = "") -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:  # noqa: ANN401 - as WTForms calls it
        if field.data is None and form.status.data == Status.COMPLETED.value:
            raise StopValidation(self.message or field.what_to_choose)


class MeasureForm(KnowsToday, Form):
    """Records one use of an instrument; its fields are made from the definition."""

    instrument: ClassVar[Instrument]
    sent: frozenset[str] = frozenset()
    groups: ClassVar[tuple[ItemGroup, ...]]
    names: ClassVar[Mapping[str, str]]

    # Which button was pressed; a form that is sent by the Enter key saves a completed test.
    status = StringField(default=Status.COMPLETED.value)
    assessed_on = DayField("Measured on", validators=[InputRequired("Enter the day of the test")])
    note = text_field("Note")
    confirmed = StringField()
    second_baseline = BooleanField("With the first result this makes the baseline")
    # A button that leaves the test out today, with its reason; "other" is said in the note.
    skip = StringField()

    def __init__(
        self,
        *,
        today: date,
        enrolled_on: date,
        data: dict[str, Any],
        typed: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.enrolled_on = enrolled_on
        self.check = EntryCheck()
        # What was kept of this form stands in place of what it would start with.
        kept = {"formdata": MultiDict(typed)} if typed else {}
        super().__init__(today=today, data=data, **kept)
        if self.skip.data:
            self.status.data = Status.NOT_DONE.value

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' own protocol
        """Keeps what was sent: also what no field of the form takes is looked at."""
        given = self.meta.wrap_formdata(self, formdata)
        super().process(given, *args, **kwargs)
        self.sent = frozenset(given or ())
        if any(field.process_errors for field in self):
            tell_allowed(self, self.instrument, self.responses)

    def validate_status(self, field: StringField) -> None:
        known = {status.value for status in self.instrument.statuses}
        if field.data not in known and not self.skip.data:
            raise ValidationError("Choose how the test ended")

    def validate_skip(self, field: StringField) -> None:
        if field.data and field.data not in {*SKIPPED_BECAUSE, OTHER_REASON}:
            raise ValidationError("Choose why the test is skipped")

    def validate_assessed_on(self, field: DayField) -> None:
        if field.data and not self.enrolled_on <= field.data <= self.today:
            first = phrasing.long_date(self.enrolled_on, short=True)
            raise ValidationError(f"Enter a day from {first}, the enrolment, to today")

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as WTForms has it
        shaped = super().validate(extra_validators)
        if self.skip.data == OTHER_REASON and not self.note.data:
            self.note.errors = ["Say in the note why the test is skipped"]
            return False
        is_answered_once = answered_once(self, self.groups, self.sent)
        self.check = check_entry(self.instrument, self.responses)
        for remark in self.check.refusals:
            if not self._rests_on_what_cannot_be_read(remark):
                self._refuse(remark)
        if not shaped or not is_answered_once:
            return False
        self.confirmed.errors = list(self.to_confirm)
        completed = self.responses.status is Status.COMPLETED
        if completed and not self._says_something():
            self._first_field().errors = [
                f"Enter a result, or say below why there is none ({self._reasons()})"
            ]
            return False
        return self.check.accepted and not self.to_confirm

    @property
    def responses(self) -> Responses:
        """What was typed, in the domain's terms; numbers that cannot be read are left out."""
        sent = self.status.data or ""
        known = sent in {status.value for status in Status}
        return Responses(
            status=Status(sent) if known else Status.COMPLETED,
            aid=self._aid(),
            numbers={
                group.code: tuple(
                    number_of(self[field_name(group, place)]) for place in range(len(group.items))
                )
                for group in self.groups
            },
            practice=tuple(
                number_of(self[practice_name(place)])
                for group in self.groups
                for place in range(group.practice_trials)
            ),
            flags=frozenset(
                check.code for check in self.instrument.checks if self[check.code].data
            ),
            conditions={
                condition.code: self._condition(condition)
                for condition in self.instrument.conditions
                if not condition.follows_the_sides
            },
        )

    @property
    def entry(self) -> Entry:
        """What is to be recorded, once the form is accepted."""
        day: date | None = self.assessed_on.data
        if day is None:
            raise ValueError("the form was not accepted")
        return Entry(
            assessed_on=day,
            responses=self.responses,
            note=self._note(),
            second_baseline=self._is_second_baseline(),
        )

    @property
    def to_confirm(self) -> tuple[str, ...]:
        """What is asked about unusual numbers that were not confirmed yet, as they stand now."""
        if not self.check.to_confirm or self.confirmed.data == self.confirmation:
            return ()
        return tuple(in_full(remark, self.groups) for remark in self.check.confirmations)

    @property
    def confirmation(self) -> str:
        """What a tick would confirm: these numbers and no others."""
        return " ".join(in_full(remark, self.groups) for remark in self.check.confirmations)

    def _is_second_baseline(self) -> bool:
        return "second_baseline" in self and bool(self.second_baseline.data)

    def _condition(self, condition: Condition) -> str:
        chosen = self[CONDITION + condition.code].data
        known = chosen in {choice.code for choice in condition.choices}
        return chosen if known else condition.usual

    def _note(self) -> str:
        said = (SKIPPED_BECAUSE.get(self.skip.data or "", ""), self.note.data or "")
        return ". ".join(filter(None, said))

    def _aid(self) -> Aid:
        if "aid" not in self:
            return self.instrument.aids[0]
        known = self["aid"].data in {aid.value for aid in Aid}
        return Aid(self["aid"].data) if known else Aid.NONE

    def _says_something(self) -> bool:
        responses = self.responses
        return has_a_number(self.instrument, responses) or bool(responses.flags)

    def _reasons(self) -> str:
        others = [status for status in self.instrument.statuses if status is not Status.COMPLETED]
        return " or ".join(phrasing.STATUS_WORDS[status].partition(",")[0] for status in others)

    def _first_field(self) -> Any:  # noqa: ANN401 - a field of either kind
        return self[field_name(self.groups[0], 0)]

    def _rests_on_what_cannot_be_read(self, remark: Remark) -> bool:
        """Whether a number not known yet may settle it: a stage before, the other pressure."""
        group = next((one for one in self.groups if one.code == remark.group_code), None)
        if group is None or remark.place < 0:
            return bool(self.errors)
        places = range(len(group.items)) if group.kind in TOGETHER else (remark.place,)
        return any(self[field_name(group, place)].errors for place in places)

    def _refuse(self, remark: Remark) -> None:
        codes = {group.code: group for group in self.groups}
        group = codes.get(remark.group_code)
        if group is None or remark.place < 0:
            self.form_errors.append(remark.message)
            return
        field = self[field_name(group, remark.place)]
        field.errors = [*field.errors, remark.message]


class AmendForm(MeasureForm):
    """Puts another result in the place of one that was recorded; says why."""

    reason = text_field("Why the record is amended", missing="Say why the record is amended")


def form_class(
    kind: type[F], instrument: Instrument, groups: Sequence[ItemGroup] | None = None
) -> type[F]:
    """The class of a form for an instrument; for some of its groups only where others are named."""
    shown = instrument.groups if groups is None else tuple(groups)
    key = (kind, instrument.code, instrument.version, len(shown))
    if key not in _FORMS:
        fixed = {"instrument": instrument, "groups": shown, "names": names_of(shown)}
        _FORMS[key] = type(kind.__name__, (kind,), _fields(instrument, shown) | fixed)
    made: type[F] = _FORMS[key]
    return made


def carried(instrument: Instrument, *, today: date, last: Responses | None) -> dict[str, Any]:
    """What a new form starts with: the day, the aid and the conditions of last time."""
    before = last.conditions if last is not None else {}
    chosen = {
        CONDITION + condition.code: before.get(condition.code, condition.usual)
        for condition in instrument.conditions
        if not condition.follows_the_sides
    }
    aid = last.aid.value if last is not None and last.aid is not Aid.PERSON else None
    return {"assessed_on": today, "aid": aid, **chosen}


def recorded(
    instrument: Instrument, responses: Responses, *, on: date, note: str
) -> dict[str, Any]:
    """What a form of amendment starts with: everything as it was recorded."""
    data: dict[str, Any] = {
        "assessed_on": on,
        "note": note,
        "aid": responses.aid.value,
        "status": responses.status.value,
    }
    for group in instrument.groups:
        data |= filled_from(group, responses.of(group.code))
    for place, value in enumerate(responses.practice):
        data[practice_name(place)] = value
    data |= {check.code: check.code in responses.flags for check in instrument.checks}
    return data | {CONDITION + code: words for code, words in responses.conditions.items()}


def _fields(instrument: Instrument, groups: Sequence[ItemGroup]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for group in groups:
        fields |= fields_for(group)
    fields |= {check.code: BooleanField(check.words) for check in instrument.checks}
    if len(instrument.aids) > 1:
        fields["aid"] = MaybeChosen(
            "Aid used",
            choices=options({aid.value: phrasing.AID_NAMES[aid] for aid in instrument.aids}),
            validators=[NeededWhenCompleted("Choose the aid that was used")],
        )
    for condition in instrument.conditions:
        if condition.follows_the_sides:
            continue
        fields[CONDITION + condition.code] = MaybeChosen(
            condition.words,
            choices=options({choice.code: choice.words for choice in condition.choices}),
            validators=[NeededWhenCompleted()],
        )
    return fields
