"""The forms of a report: what is added to it, and why it is replaced."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Final

from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from clinic.documents.models import ReportDraft
from clinic.documents.requests import Audience, Occasion, ReportRequest
from clinic.documents.words import AUDIENCE_WORDS, PAPER_WORDS
from clinic.web.fields import line_field, options, text_field
from clinic.web.forms import Form

LABELS = {
    "audience": "Who reads it",
    "recipient": "To",
    "summary": "In your words",
    "next_step": "What happens next",
    "question": "What we ask the reader",
    "because": "Why the earlier one is replaced",
    "paper": "Paper",
}


class SignedForm(Form):
    """What a clinician adds to whatever is signed."""

    occasion: ClassVar[Occasion]

    recipient = line_field(LABELS["recipient"], longest=200)
    question = text_field(LABELS["question"], longest=300)
    paper = RadioField(
        LABELS["paper"],
        choices=options(PAPER_WORDS),
        validators=[InputRequired("Choose the paper")],
    )

    @property
    def report_request(self) -> ReportRequest:
        """What was added, by the names of the fields that this form has."""
        return ReportRequest(
            occasion=self.occasion,
            recipient=self._said("recipient"),
            summary=self._said("summary"),
            next_step=self._said("next_step"),
            question=self._said("question"),
        )

    def _said(self, name: str) -> str:
        return str(self[name].data or "") if name in self else ""


class ReportForm(SignedForm):
    """What a clinician adds to a progress report."""

    occasion = Occasion.PROGRESS

    audience = RadioField(
        LABELS["audience"],
        choices=options(AUDIENCE_WORDS),
        validators=[InputRequired("Choose who reads the report")],
    )
    summary = text_field(LABELS["summary"], longest=400)
    next_step = text_field(LABELS["next_step"], longest=450)

    @property
    def report_request(self) -> ReportRequest:
        """The same, with who reads it."""
        return replace(super().report_request, audience=Audience(self.audience.data))


class SummaryForm(SignedForm):
    """What a clinician adds to a discharge summary."""

    occasion = Occasion.DISCHARGE

    next_step = text_field("What we advise", longest=600)


class KeptVersion:
    """For a draft that is kept: the version says which text was opened."""

    version = HiddenField()

    @property
    def opened_version(self) -> int:
        """The version that was on the page; none when it was lost on the way."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() else -1


class ReportDraftForm(KeptVersion, ReportForm):
    """A progress report that is being written."""


class SummaryDraftForm(KeptVersion, SummaryForm):
    """A discharge summary that is being written."""


DRAFT_FORMS: Final[Mapping[Occasion, type[ReportDraftForm | SummaryDraftForm]]] = {
    Occasion.PROGRESS: ReportDraftForm,
    Occasion.DISCHARGE: SummaryDraftForm,
}


class BecauseForm(Form):
    """Why what was signed is replaced."""

    because = text_field(
        LABELS["because"], longest=300, missing="Write why the earlier one is replaced"
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
