"""The forms of a progress report: what is added to it, and why it is replaced."""

from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from clinic.documents.models import ReportDraft
from clinic.documents.requests import Audience, ReportRequest
from clinic.documents.words import AUDIENCE_WORDS, PAPER_WORDS
from clinic.web.fields import line_field, options, text_field
from clinic.web.forms import Form

LABELS = {
    "audience": "Who reads it",
    "recipient": "To",
    "summary": "In your words",
    "next_step": "What happens next",
    "question": "What we ask the reader",
    "because": "Why the earlier report is replaced",
    "paper": "Paper",
}


class ReportForm(Form):
    """What a clinician adds to a progress report."""

    audience = RadioField(
        LABELS["audience"],
        choices=options(AUDIENCE_WORDS),
        validators=[InputRequired("Choose who reads the report")],
    )
    recipient = line_field(LABELS["recipient"], longest=200)
    summary = text_field(LABELS["summary"], longest=400)
    next_step = text_field(LABELS["next_step"], longest=450)
    question = text_field(LABELS["question"], longest=300)
    paper = RadioField(
        LABELS["paper"],
        choices=options(PAPER_WORDS),
        validators=[InputRequired("Choose the paper")],
    )

    @property
    def report_request(self) -> ReportRequest:
        return ReportRequest(
            audience=Audience(self.audience.data),
            recipient=self.recipient.data or "",
            summary=self.summary.data or "",
            next_step=self.next_step.data or "",
            question=self.question.data or "",
        )


class DraftForm(ReportForm):
    """The same, for a draft that is kept; the version says which text was opened."""

    version = HiddenField()

    @property
    def opened_version(self) -> int:
        """The version that was on the page; none when it was lost on the way."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() else -1


class BecauseForm(Form):
    """Why a signed report is replaced."""

    because = text_field(
        LABELS["because"], longest=300, missing="Write why the earlier report is replaced"
    )


def texts_of(draft: ReportDraft) -> dict[str, str]:
    """What a draft says, by the names of the form's fields."""
    return {
        "audience": draft.audience,
        "recipient": draft.recipient,
        "summary": draft.summary,
        "next_step": draft.next_step,
        "question": draft.question,
        "paper": draft.paper,
    }
