from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from clinic.documents.orders import DEFAULT_SIZE, Order
from clinic.documents.printing import Kind
from clinic.documents.words import LANGUAGE_WORDS, PAPER_WORDS, SIZE_WORDS
from clinic.trends.forms import RangeFields
from clinic.web.fields import options
from clinic.web.forms import Form


class OrderForm(Form):
    """What is wanted on paper; ends in an order."""

    kind: ClassVar[Kind]

    paper = RadioField(
        "Paper", choices=options(PAPER_WORDS), validators=[InputRequired("Choose the paper")]
    )

    @property
    def order(self) -> Order:
        """What was ordered, once the form is accepted."""
        return Order(kind=self.kind, paper=str(self.paper.data))


class HandoutForm(OrderForm):
    kind = Kind.HANDOUT

    language = RadioField("Language", choices=options(LANGUAGE_WORDS))
    text_size = RadioField(
        "Size of the text",
        choices=options(SIZE_WORDS),
        default=str(DEFAULT_SIZE),
    )
    with_questions = BooleanField("Add a page of questions and answers")

    @property
    def order(self) -> Order:
        """What was ordered, once the form is accepted."""
        return Order(
            kind=self.kind,
            paper=str(self.paper.data),
            language=str(self.language.data or ""),
            text_size=int(self.text_size.data or DEFAULT_SIZE),
            with_questions=self.with_questions.data,
        )


class HomeSheetForm(OrderForm):
    kind = Kind.HOME_SHEET


class DiaryForm(OrderForm):
    """On which paper, and from which week on."""

    kind = Kind.DIARY

    starts_on = RadioField("First week", validators=[InputRequired("Choose the first week")])

    def offer(self, weeks: Sequence[tuple[date, str]]) -> None:
        """The Mondays that may be chosen, each with its words."""
        self.starts_on.choices = options({monday.isoformat(): words for monday, words in weeks})

    @property
    def order(self) -> Order:
        """What was ordered, once the form is accepted."""
        monday = date.fromisoformat(self.starts_on.data)
        return Order(kind=self.kind, paper=str(self.paper.data), starts_on=monday)


class TrendsForm(RangeFields, OrderForm):
    """Which days."""

    kind = Kind.TRENDS

    @property
    def order(self) -> Order:
        """What was ordered, once the form is accepted."""
        return Order(kind=self.kind, paper=str(self.paper.data), window=self.window)


class TestSheetForm(OrderForm):
    """Which instrument."""

    kind = Kind.TEST_SHEET

    instrument = RadioField(
        "Test",
        choices=[],
        validators=[InputRequired("Choose the test")],
    )

    def offer(self, instruments: Mapping[str, str]) -> None:
        """The instruments that may be chosen, by code."""
        self.instrument.choices = options(instruments)

    @property
    def order(self) -> Order:
        """What was ordered, once the form is accepted."""
        code = str(self.instrument.data)
        return Order(kind=self.kind, paper=str(self.paper.data), definition=code)


class ChecklistForm(OrderForm):
    """Which checklist: one that was signed, or an empty one."""

    kind = Kind.CHECKLIST

    checklist = RadioField("Checklist", validators=[InputRequired("Choose the checklist")])
    signed: Mapping[str, UUID]

    def offer(self, checklists: Mapping[str, str], signed: Mapping[str, UUID]) -> None:
        """What may be chosen: codes of empty ones and ids of signed ones, each with its words."""
        self.checklist.choices = options(checklists)
        self.signed = signed

    @property
    def order(self) -> Order:
        """What was ordered, once the form is accepted."""
        chosen = str(self.checklist.data)
        paper = str(self.paper.data)
        if chosen in self.signed:
            return Order(kind=self.kind, paper=paper, checklist_id=self.signed[chosen])
        return Order(kind=self.kind, paper=paper, definition=chosen)
