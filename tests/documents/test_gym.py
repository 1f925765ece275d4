"""The programme for the wall and the class list for the clipboard."""

from datetime import date

import pytest

from clinic.audit.models import AuditEvent
from clinic.catalogue.handout_definitions import get_handout
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.db import db, enter_clinic, writing
from clinic.documents.gym_content import WallFacts, wall_content
from clinic.locales import LANGUAGES
from reports.content import Clinic
from reports.gym import render_wall
from reports.theme import Paper
from reports.typefaces import missing_glyphs_as_errors
from tests import factories
from tests.reports.pdf_reading import (
    page_texts,
    parent_tree_faults,
    pdfua_failures,
    roles_of,
    scopes_of,
    text_of,
    told,
)
from tests.routines.cases import prescribe, ready_episode

CLINIC = Clinic(name="Harbour Lane", telephone="01632 960 144", emergency_number="112")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", list(Paper))
def test_the_wall_has_a_page_of_levels_and_a_page_of_stop_signs(language, paper, tmp_path):
    facts = WallFacts(
        definition=get_handout(),
        ladder=get_ladder(),
        clinic=CLINIC,
        language=language,
        issued_on=date(2026, 5, 14),
    )
    with missing_glyphs_as_errors():
        document = render_wall(wall_content(facts), paper)
    assert len(page_texts(document)) == 2
    assert pdfua_failures(document, tmp_path) == []
    assert parent_tree_faults(document) == []
    said = told(document)
    for level in get_ladder().levels:
        assert "".join(level.name(language).split()) in said
    for sign in get_handout().texts("stop_signs", language).values():
        assert "".join(sign.split()) in said
    assert scopes_of(document).count("/Row") == len(get_ladder().levels)


@pytest.fixture
def two_people(app, ana):
    """One who trains with a blood thinner, one without a routine: their episodes' ids."""
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        trains = ready_episode(ana, yes=("CS41",), tests={})
        prescribe(trains, ana)
        first = trains.id
        db.session.commit()
    _, second = factories.commit_episode(app, ana, record_number="HL-9")
    return first, second


@pytest.mark.database
def test_the_class_list_names_exercises_and_care_and_who_does_not_train(
    app, client, two_people, tmp_path
):
    answer = client.post("/print/class-list", data={"episode": [str(one) for one in two_people]})
    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"
    assert 'filename="class-list.pdf"' in answer.headers["Content-Disposition"]
    assert pdfua_failures(answer.data, tmp_path) == []
    text = text_of(answer.data)
    assert "Effort 0–10" in text
    assert "blood thinner" in text.lower()
    assert "Not training today" in text
    assert "No routine is in force." in text
    # What to do about it is said on the screen, not on paper.
    assert "Prescribe one first" not in text
    assert roles_of(answer.data).count("Table") == 1


@pytest.mark.database
def test_each_person_of_a_class_list_is_noted_in_the_audit_trail(app, ana, client, two_people):
    client.post("/print/class-list", data={"episode": [str(one) for one in two_people]})
    with app.app_context():
        enter_clinic(ana.clinic_id)
        noted = db.session.scalars(
            db.select(AuditEvent).where(AuditEvent.action == "class_list.printed")
        ).all()
    assert len({event.patient_id for event in noted}) == 2


@pytest.mark.database
def test_a_class_of_nobody_is_refused(client):
    assert client.post("/print/class-list", data={}).status_code == 400


@pytest.mark.database
def test_another_clinics_people_are_on_no_list(app, cleo, client, two_people):
    hers = factories.signed_in(app, cleo)
    assert hers.post("/print/class-list", data={"episode": str(two_people[0])}).status_code == 400


@pytest.mark.database
def test_the_programme_is_printed_in_each_language_of_the_handout(client):
    page = client.get("/print").text
    for language in LANGUAGES:
        address = f"/print/programme?language={language}"
        assert address in page
        assert client.get(address).data.startswith(b"%PDF-")
    assert client.get("/print/programme?language=xx").status_code == 400
