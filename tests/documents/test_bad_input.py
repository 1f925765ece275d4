"""What nobody should type and somebody will: each gives a good document or a clear sentence."""

from datetime import timedelta
from decimal import Decimal

import pytest

from clinic.assessments.actions import record_assessment
from clinic.assessments.results import Entry
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.db import db, enter_clinic, writing
from clinic.documents.actions import issue
from clinic.documents.orders import Order, report_order
from clinic.documents.printing import Kind
from clinic.documents.requests import ReportRequest
from clinic.domain.responses import Responses
from clinic.episodes.queries import get_episode
from clinic.ids import new_id
from clinic.patients.models import Patient
from tests.reports.pdf_reading import page_texts, parent_tree_faults, pdfua_failures, told
from tests.routines.cases import NOON, TODAY, prescribe, ready_episode

pytestmark = pytest.mark.database

LONG_NAME = "Anastasia Wilhelmina " * 9 + "of Westport"
MARKUP = '<script>alert(1)</script><b>&amp;</b> {{ 7*7 }} %s </para><img src="x">'
WORLD = "محمد יעקב नरेन्द्र 王小明 김철수"


@pytest.fixture
def prescribed(app, ana):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = ready_episode(ana, tests={})
        prescribe(episode, ana)
        found = episode.id
        db.session.commit()
    return found


def printed(app, ana, episode_id, order, *, before=lambda episode: None):
    """The bytes of a document, after something was done to the record."""
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = get_episode(episode_id)
        before(episode)
        db.session.flush()
        return issue(order, episode, record_id=new_id(), by=ana.actor, at=NOON, today=TODAY).pdf


def named(given, family):
    def rename(episode):
        patient = db.session.scalars(
            db.select(Patient).where(Patient.id == episode.patient_id)
        ).one()
        patient.given_name, patient.family_name = given, family

    return rename


def measured(times, by):
    def measure(episode):
        for number in range(times):
            entry = Entry(
                assessed_on=TODAY - timedelta(days=times - number),
                responses=Responses(
                    numbers={"trials_s": (Decimal(10) + Decimal(number % 70) / 10,)}
                ),
            )
            record_assessment(
                episode, get_instrument("tug"), entry, record_id=new_id(), by=by.actor, at=NOON
            )

    return measure


ORDERS = (
    Order(kind=Kind.HANDOUT, paper="a4"),
    Order(kind=Kind.DIARY, paper="letter", starts_on=TODAY - timedelta(days=TODAY.weekday())),
    Order(kind=Kind.HOME_SHEET, paper="a4"),
    Order(kind=Kind.CHECKLIST, paper="a4", definition="clinical_screen"),
    report_order(ReportRequest(recipient="Dr Who"), "a4"),
)


# These sheets name their owner in the foot alone, which shortens a name without end.
NAMED_IN_THE_FOOT = frozenset({Kind.DIARY, Kind.HOME_SHEET})


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.kind.value)
@pytest.mark.parametrize("name", [LONG_NAME, MARKUP, WORLD], ids=["long", "markup", "world"])
def test_any_name_is_printed_as_it_was_typed(app, ana, prescribed, order, name, tmp_path):
    document = printed(app, ana, prescribed, order, before=named(name, "Marlowe"))
    is_shortened = name is LONG_NAME and order.kind in NAMED_IN_THE_FOOT
    shown = name[:80] if is_shortened else name
    assert "".join(shown.split()) in told(document)
    assert not is_shortened or "…·HL-0367·" in told(document)
    assert pdfua_failures(document, tmp_path) == []
    assert parent_tree_faults(document) == []


@pytest.mark.parametrize("field", ["next_step", "question", "recipient"])
def test_a_report_with_a_note_of_20000_characters_and_markup_is_whole(
    app, ana, prescribed, field, tmp_path
):
    note = f"{MARKUP} " + " ".join(f"word{number}" for number in range(2300))
    order = report_order(ReportRequest(**{field: note}), "letter")
    document = printed(app, ana, prescribed, order)
    said = told(document)
    assert "word2299" in said
    assert "<script>" in said
    assert pdfua_failures(document, tmp_path) == []


@pytest.mark.parametrize("times", [0, 1, 500])
def test_a_report_of_any_number_of_assessments_has_its_page_for_the_reader(
    app, ana, prescribed, times, tmp_path
):
    document = printed(
        app, ana, prescribed, report_order(ReportRequest(), "a4"), before=measured(times, ana)
    )
    first, *others = page_texts(document)
    assert ("Timed Up and Go" in first) == (times > 0)
    assert len(others) < 25
    assert pdfua_failures(document, tmp_path) == []
