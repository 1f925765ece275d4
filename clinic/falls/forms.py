import re
from datetime import date

from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Optional, ValidationError

from clinic.domain.falls import (
    FALL,
    EventDayProblem,
    FallDetails,
    HealthEventKind,
    Injury,
    NearFallDetails,
    ReviewOutcome,
    Setting,
    event_day_problem,
)
from clinic.falls import words
from clinic.web.fields import (
    DayField,
    KnowsToday,
    WhenFields,
    line_field,
    options,
    text_field,
    whole_number_field,
)
from clinic.web.forms import Form

DAY_MESSAGES = {
    EventDayProblem.IN_THE_FUTURE: "This day is in the future. Enter today or an earlier day.",
    EventDayProblem.LONG_BEFORE_ENROLMENT: (
        "This day is more than a year before the enrolment."
        " Older falls belong to the falls history."
    ),
}
MOST_MINUTES_ON_FLOOR = 4320  # three days


class EventDayFields(WhenFields):
    """The day of an event of an episode; `enrolled_on` is set by the view."""

    enrolled_on: date

    def validate_other_day(self, field: DayField) -> None:
        super().validate_other_day(field)
        if self.day is not None and not field.errors:
            refuse_day(self.day, enrolled_on=self.enrolled_on, today=self.today)

    @property
    def happened_on(self) -> date:
        """The day, once the form is accepted."""
        return self.day or self.today


class FallAnswers:
    """The answers that a fall report owes besides its day."""

    place = RadioField(
        "Where", choices=options(words.PLACES), validators=[InputRequired("Choose where")]
    )
    injury = RadioField(
        "Injury",
        choices=options(words.INJURIES),
        validators=[InputRequired("Choose what the fall did; None is an answer")],
    )
    able_to_rise = RadioField(
        "Got up alone",
        choices=options(words.YES_NO),
        validators=[InputRequired("Choose whether the patient got up alone")],
    )


class FallForm(EventDayFields, FallAnswers, Form):
    """A fall: four answers, and what else is known."""

    lost_consciousness = RadioField(
        "Blackout or faint with the fall",
        choices=options(words.YES_NO),
        validators=[Optional()],
    )
    minutes_on_floor = whole_number_field("Time on the floor", least=0, most=MOST_MINUTES_ON_FLOOR)
    happened_at_time = line_field("Time of day", longest=5)
    activity = line_field("What the patient was doing", longest=200)
    direction = RadioField("Direction", choices=options(words.DIRECTIONS), validators=[Optional()])
    help_received = line_field("Help received", longest=200)
    seen_by = line_field("Seen by")
    note = text_field("Note")

    def validate_happened_at_time(self, field: StringField) -> None:
        if field.data and not re.fullmatch(r"([01]?[0-9]|2[0-3])[:.][0-5][0-9]", field.data):
            raise ValidationError("Enter a time such as 21:40, or nothing")

    @property
    def details(self) -> FallDetails:
        return FallDetails(
            happened_on=self.happened_on,
            injury=Injury(self.injury.data),
            able_to_rise=yes(self.able_to_rise),
            place=self.place.data,
            happened_at_time=(self.happened_at_time.data or "").replace(".", ":"),
            activity=self.activity.data or "",
            direction=self.direction.data or "",
            minutes_on_floor=self.minutes_on_floor.data,
            lost_consciousness=yes(self.lost_consciousness),
            help_received=self.help_received.data or "",
            seen_by=self.seen_by.data or "",
            note=self.note.data or "",
        )


class NearFallForm(EventDayFields, Form):
    """A near fall: when, where, and what prevented the fall."""

    setting = RadioField(
        "Where", choices=options(words.SETTINGS), validators=[InputRequired("Choose where")]
    )
    caught_by = RadioField(
        "What prevented the fall",
        choices=options(words.CAUGHT_BY),
        validators=[InputRequired("Choose what prevented the fall")],
    )
    activity = line_field("What the patient was doing", longest=200)
    note = text_field("Note")

    @property
    def details(self) -> NearFallDetails:
        return NearFallDetails(
            happened_on=self.happened_on,
            setting=Setting(self.setting.data),
            caught_by=self.caught_by.data,
            activity=self.activity.data or "",
            note=self.note.data or "",
        )


class HealthEventForm(KnowsToday, Form):
    """What happened, with one tap: the button that is pressed names it."""

    happened_on = DayField("Day", validators=[InputRequired("Enter the day")])
    note = line_field("Note", longest=500)
    kind = RadioField(
        "What happened",
        choices=options(words.ONE_TAP | words.CHANGES),
        validators=[InputRequired("Choose what happened")],
    )

    enrolled_on: date

    def validate_happened_on(self, field: DayField) -> None:
        if field.data is not None:
            refuse_day(field.data, enrolled_on=self.enrolled_on, today=self.today)

    @property
    def happened(self) -> date:
        """The day, once the form is accepted."""
        return self.happened_on.data or self.today

    @property
    def fall(self) -> FallDetails | None:
        """A fall of which nothing else is known yet, when it is one."""
        if self.kind.data != FALL:
            return None
        return FallDetails(
            happened_on=self.happened,
            injury=Injury.NOT_KNOWN,
            able_to_rise=None,
            note=self.note.data or "",
        )

    @property
    def near_fall(self) -> NearFallDetails | None:
        if self.kind.data != words.NEAR_FALL_AT_HOME:
            return None
        return NearFallDetails(
            happened_on=self.happened, setting=Setting.HOME, note=self.note.data or ""
        )

    @property
    def health_event(self) -> HealthEventKind:
        return HealthEventKind(self.kind.data)


class WhyFields:
    """An event is taken back, or amended, for a reason."""

    reason = line_field("Why", longest=500, missing="Write why: it stays in the record")


class WithdrawalForm(WhyFields, Form):
    """An event that was reported in error."""


class FallAmendmentForm(WhyFields, FallForm):
    """A fall with other details."""


class NearFallAmendmentForm(WhyFields, NearFallForm):
    """A near fall with other details."""


class ChangeAmendmentForm(WhyFields, EventDayFields, Form):
    """A health event on another day, or with another note."""

    note = text_field("Note", longest=500)


class ReviewForm(Form):
    """A clinician closes an event."""

    outcome = RadioField(
        "How training goes on",
        choices=options(words.OUTCOMES),
        validators=[InputRequired("Choose how training goes on")],
    )
    note = text_field(
        "What was found, and why", longest=2000, missing="Write what was found: injury, cause, plan"
    )

    @property
    def decided(self) -> ReviewOutcome:
        return ReviewOutcome(self.outcome.data)


def refuse_day(on: date, *, enrolled_on: date, today: date) -> None:
    problem = event_day_problem(on, enrolled_on=enrolled_on, today=today)
    if problem is not None:
        raise ValidationError(DAY_MESSAGES[problem])


def yes(field: RadioField) -> bool | None:
    return None if field.data not in words.YES_NO else field.data == "yes"
