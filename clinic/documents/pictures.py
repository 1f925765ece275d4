"""Where the pictures of a document's pages are, and how they are answered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask import make_response, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from clinic.documents.models import IssuedDocument, ReportDraft
from clinic.documents.orders import Order
from clinic.documents.previews import NoSuchPage, previews
from clinic.documents.printing import Kind, print_stored, sha256_of

MOST_SHOWN: Final = 12
WIDTH: Final = 550
HEIGHTS: Final = {"a4": 778, "letter": 712}  # so that the page keeps its place while it loads


@dataclass(frozen=True, kw_only=True, slots=True)
class PagePicture:
    """One page on the screen: where its picture is, and what it says to who cannot see it."""

    url: str
    says: str
    width: int
    height: int


def pages_of(document: IssuedDocument, patient_id: UUID) -> tuple[PagePicture, ...]:
    """The pages of an issued document."""
    count = previews.page_count(document.sha256, lambda: pdf_of(document))
    return _pages(
        count,
        document.paper,
        lambda number: url_for(
            "documents.page",
            patient_id=patient_id,
            document_id=document.id,
            number=number,
        ),
    )


def draft_pages(patient_id: UUID, draft: ReportDraft, pdf: bytes) -> tuple[PagePicture, ...]:
    """The pages of a draft; the address names their content: new text, new picture."""
    sha256 = sha256_of(pdf)
    return _pages(
        previews.page_count(sha256, lambda: pdf),
        draft.paper,
        lambda number: url_for(
            "reports.draft_page",
            patient_id=patient_id,
            draft_id=draft.id,
            number=number,
            of=sha256[:12],
        ),
    )


def handout_pages(patient_id: UUID, order: Order, pdf: bytes) -> tuple[PagePicture, ...]:
    """The pages of a handout that is not issued; the address says what was chosen for it."""
    sha256 = sha256_of(pdf)
    return _pages(
        previews.page_count(sha256, lambda: pdf),
        order.paper,
        lambda number: url_for(
            "documents.handout_page",
            patient_id=patient_id,
            number=number,
            paper=order.paper,
            language=order.language,
            text_size=order.text_size,
            with_questions="y" if order.with_questions else None,
            of=sha256[:12],
        ),
        most=None,
    )


def page_answer(sha256: str, number: int, pdf: Callable[[], bytes]) -> Response:
    """One page as PNG, or a 404."""
    try:
        response = make_response(previews.picture(sha256, number, pdf))
    except NoSuchPage:
        raise NotFound from None
    response.mimetype = "image/png"
    return response


def pdf_of(document: IssuedDocument) -> bytes:
    """The document, made again from what it said."""
    return print_stored(Kind(document.kind), document.content, document.paper)


def _pages(
    count: int, paper: str, url: Callable[[int], str], *, most: int | None = MOST_SHOWN
) -> tuple[PagePicture, ...]:
    return tuple(
        PagePicture(
            url=url(number),
            says=f"Page {number} of {count}, as it is printed",
            width=WIDTH,
            height=HEIGHTS[paper],
        )
        for number in range(1, (count if most is None else min(count, most)) + 1)
    )
