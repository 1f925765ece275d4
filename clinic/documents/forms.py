from collections.abc import Mapping, Sequence
from datetime import date

from wtforms import RadioField
from wtforms.validators import InputRequired

from clinic.documents.requests import ReportRequest
from clinic.documents.words import PAPER_WORDS
from clinic.web.fields import line_field, options, text_field
from clinic.web.forms import Form


class HandoutForm(Form):
    paper = RadioField(
        "Paper", choices=options(PAPER_WORDS), validators=[InputRequired("Choose the paper")]
    )


class ProgressReportForm(HandoutForm):
    recipient = line_field("To", longest=200)
    next_step = text_field("What happens next", longest=600)
    question = text_field("What we ask the reader", longest=300)

    @property
    def report_request(self) -> ReportRequest:
        return ReportRequest(
            recipient=self.recipient.data or "",
            next_step=self.next_step.data or "",
            question=self.question.data or "",
        )


class DiaryForm(HandoutForm):
    """On which paper, and from which week on."""

    starts_on = RadioField("First week", validators=[InputRequired("Choose the first week")])

    def offer(self, weeks: Sequence[tuple[date, str]]) -> None:
        """The Mondays that may be chosen, each with its words."""
        self.starts_on.choices = options({monday.isoformat(): words for monday, words in weeks})

    @property
    def first_day(self) -> date:
        """The Monday that was chosen, once the form is accepted."""
        return date.fromisoformat(self.starts_on.data)


class TestSheetForm(HandoutForm):
    """Which instrument."""

    instrument = RadioField(
        "Test",
        choices=[],
        validators=[InputRequired("Choose the test")],
    )

    def offer(self, instruments: Mapping[str, str]) -> None:
        """The instruments that may be chosen, by code."""
        self.instrument.choices = options(instruments)


class ChecklistForm(HandoutForm):
    """Which checklist: one that was signed, or an empty one."""

    checklist = RadioField("Checklist", validators=[InputRequired("Choose the checklist")])

    def offer(self, checklists: Mapping[str, str]) -> None:
        """What may be chosen: codes of empty ones and ids of signed ones, each with its words."""
        self.checklist.choices = options(checklists)
