from collections.abc import Mapping
from typing import Any
from uuid import UUID

from wtforms import BooleanField, Form, SelectField
from wtforms.validators import Optional, ValidationError

from clinic.trends.window import Window
from clinic.web.fields import DayField, KnowsToday, options


class RangeFields(KnowsToday):
    """From which day to which; both may be left open."""

    since = DayField("From", validators=[Optional()])
    until = DayField("To, with that day", validators=[Optional()])

    @property
    def window(self) -> Window:
        """The days that were chosen, once the form is valid."""
        return Window(since=self.since.data, until=self.until.data)

    def validate_since(self, field: DayField) -> None:
        if field.data is not None and field.data > self.today:
            raise ValidationError("This day is in the future. Enter today or an earlier day.")

    def validate_until(self, field: DayField) -> None:
        if field.data is not None and self.since.data and field.data < self.since.data:
            raise ValidationError("This day is before the first. Enter that day or a later one.")


class RangeForm(RangeFields, Form):
    """Which part of the record is looked at. Sent by GET: it asks, and stores nothing."""

    episode = SelectField("Episode", validate_choice=False)
    tables = BooleanField("Open all tables")

    def offer(self, episodes: Mapping[UUID, str], chosen: UUID) -> None:
        """The episodes that may be chosen, and the one that is."""
        for day in (self.since, self.until):
            day.flags.optional = False  # everything here is: the word would only be noise
        self.episode.choices = options(episodes)
        self.episode.data = str(chosen)

    @property
    def has_more_episodes(self) -> bool:
        """Whether there is another one to choose."""
        return len(list(self.episode.iter_choices())) > 1

    @property
    def address(self) -> dict[str, Any]:
        """What was chosen, for the address of a download or of the same page."""
        chosen = {"episode": self.episode.data} | {
            name: day.isoformat() if (day := self[name].data) else None
            for name in ("since", "until")
        }
        return {name: value for name, value in chosen.items() if value is not None}
