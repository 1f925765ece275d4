"""The form that asks for a document for many patients."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired

from clinic.catalogue.checklist_definitions import list_checklists
from clinic.documents.forms import OrderForm
from clinic.documents.jobs import Binding, may_order
from clinic.documents.orders import DEFAULT_SIZE, REPORT_KINDS, Order, occasion_of
from clinic.documents.printing import Kind
from clinic.documents.requests import Audience, ReportRequest
from clinic.documents.words import BINDING_WORDS, KIND_WORDS, LANGUAGE_WORDS, SIZE_WORDS
from clinic.precautions.presenters import checklist_title
from clinic.web.access import Actor
from clinic.web.fields import options

# What can be made for many without a word about each of them.
FOR_MANY = (
    Kind.HANDOUT,
    Kind.DIARY,
    Kind.HOME_SHEET,
    Kind.PROGRESS_REPORT,
    Kind.PATIENT_REPORT,
    Kind.FUNDER_REPORT,
    Kind.CHECKLIST,
)
# What the patient reads; all else is for the clinic and in English.
IN_THEIR_LANGUAGE = frozenset({Kind.HANDOUT, Kind.DIARY, Kind.HOME_SHEET})
LANGUAGES = {"": "Each patient’s own", **LANGUAGE_WORDS}


class PrintJobForm(OrderForm):
    """Which document, on which paper, and what becomes of the files."""

    wanted = RadioField("Document", validators=[InputRequired("Choose the document")])
    starts_on = RadioField("First week of a diary", validators=[InputRequired("Choose the week")])
    definition = SelectField("Which checklist, empty")
    language = RadioField("Language", choices=options(LANGUAGES), default="")
    text_size = RadioField(
        "Size of the text", choices=options(SIZE_WORDS), default=str(DEFAULT_SIZE)
    )
    with_questions = BooleanField("Add a page of questions and answers")
    binding = RadioField("Put together as", choices=options(BINDING_WORDS))

    def offer(self, weeks: Sequence[tuple[date, str]], *, to: Actor) -> None:
        """The weeks, and the documents that this person may issue."""
        kinds = [kind for kind in FOR_MANY if to.may(may_order(kind))]
        self.wanted.choices = options({kind: KIND_WORDS[kind] for kind in kinds})
        self.starts_on.choices = options({monday.isoformat(): words for monday, words in weeks})
        self.definition.choices = options(
            {found.code: checklist_title(found) for found in list_checklists()}
        )

    @property
    def order(self) -> Order:
        """What was ordered for each, once the form is accepted."""
        kind = Kind(self.wanted.data)
        audiences = {report: audience for audience, report in REPORT_KINDS.items()}
        return Order(
            kind=kind,
            paper=str(self.paper.data),
            request=ReportRequest(
                audience=audiences.get(kind, Audience.DOCTOR), occasion=occasion_of(kind)
            ),
            starts_on=date.fromisoformat(self.starts_on.data) if kind is Kind.DIARY else None,
            definition=str(self.definition.data) if kind is Kind.CHECKLIST else "",
            language=str(self.language.data or "") if kind in IN_THEIR_LANGUAGE else "",
            text_size=int(self.text_size.data) if kind is Kind.HANDOUT else DEFAULT_SIZE,
            with_questions=self.with_questions.data and kind is Kind.HANDOUT,
        )

    @property
    def bound_as(self) -> Binding:
        """One file to print, or a file each."""
        return Binding(self.binding.data)


def ids_in(sent: Sequence[str]) -> list[UUID]:
    """The ids among what was sent, each once, in their order."""
    found: dict[UUID, None] = {}
    for text in sent:
        try:
            found[UUID(text)] = None
        except ValueError:
            continue
    return list(found)
