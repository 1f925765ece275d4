"""Lines D of docs/states.md: issued documents."""

from clinic.db import new_id
from clinic.documents.actions import issue as issue_document
from clinic.documents.orders import Order
from clinic.documents.printing import Kind, print_stored, sha256_of
from clinic.documents.queries import list_for
from tests.architecture.states_of_care import LATER, prescribed
from tests.architecture.states_of_screens import entered
from tests.factories import TODAY


def d1_an_issued_handout_is_kept_with_its_hash(app, ana):
    with entered(app, ana):
        episode, _ = prescribed(ana)
        printed = issue(episode, ana)
        assert list_for(episode) == [printed.record]
        assert printed.record.sha256 == sha256_of(printed.pdf)


def d2_the_same_content_gives_the_same_bytes(app, ana):
    with entered(app, ana):
        episode, _ = prescribed(ana)
        first, second = issue(episode, ana), issue(episode, ana)
        assert first.pdf == second.pdf
        assert print_stored(Kind.HANDOUT, first.record.content, first.record.paper) == first.pdf


def issue(episode, by):
    order = Order(kind=Kind.HANDOUT, paper="a4")
    return issue_document(order, episode, record_id=new_id(), by=by.actor, at=LATER, today=TODAY)
