"""The pages of a handout, looked at before they are printed."""

import re
from datetime import timedelta

import pytest

from clinic.catalogue.exercise_definitions import list_exercises
from clinic.db import db, enter_clinic, writing
from clinic.documents.models import IssuedDocument
from clinic.documents.presenters import language_hint, own_words
from clinic.episodes.queries import get_open_episode
from clinic.exercises.queries import build_own
from clinic.ids import new_id
from clinic.patients.queries import get_patient
from clinic.routines.actions import pause_routine
from clinic.routines.queries import current_routine
from tests import factories
from tests.exercises.writing import body
from tests.routines.cases import NOON, TODAY, prescribe, ready_episode

pytestmark = pytest.mark.database

CHOSEN = {"paper": "letter", "language": "fr", "text_size": "22", "with_questions": "y"}

STEPS = {"en": ["Tap the balloon."], "es": ["Toque el globo."]}


@pytest.fixture
def patient_id(app, ana):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = ready_episode(ana, tests={})
        prescribe(episode, ana)
        db.session.commit()
        return episode.patient_id


def ask(client, patient_id, **values):
    form = {"record_id": str(new_id()), "paper": "a4", "text_size": "18", **values}
    return client.post(f"/patients/{patient_id}/documents/handout", data=form)


def pictures_on(client, answer):
    found = re.findall(r'class="page-pictures__page" src="([^"]+)"', answer.text)
    return [client.get(url.replace("&amp;", "&")) for url in found]


def issued(app, ana):
    with app.app_context():
        enter_clinic(ana.clinic_id)
        return db.session.scalars(db.select(IssuedDocument)).all()


def test_the_pages_looked_at_are_those_that_are_printed_and_nothing_is_issued(
    app, client, ana, patient_id
):
    record_id = str(new_id())
    looked = ask(client, patient_id, **CHOSEN, record_id=record_id, then="preview")
    assert looked.status_code == 200
    assert "Not issued yet" in looked.text
    assert issued(app, ana) == []
    before = [answer.data for answer in pictures_on(client, looked)]
    assert f"{len(before)} pages would be printed" in looked.text
    printed = ask(client, patient_id, **CHOSEN, record_id=record_id)
    after = pictures_on(client, client.get(f"{printed.location}/look"))
    assert len(before) > 2
    assert [answer.data for answer in after] == before[: len(after)]
    assert len(issued(app, ana)) == 1


def test_what_was_chosen_stays_chosen_on_the_page_with_the_pages(client, patient_id):
    looked = ask(client, patient_id, **CHOSEN, then="preview").text
    checked = re.findall(r'<input [^>]*checked[^>]*name="(\w+)"[^>]*value="([^"]+)"', looked)
    assert set(checked) == set(CHOSEN.items())


def test_the_sheet_is_in_the_patients_language_until_another_is_chosen(
    app, client, ana, patient_id
):
    form = client.get(f"/patients/{patient_id}/documents/handout").text
    assert re.search(r'<input checked[^>]*name="language"[^>]*value="en"', form)
    ask(client, patient_id, language="de")
    assert [sheet.language for sheet in issued(app, ana)] == ["de"]


def test_a_language_without_a_handout_is_said(app, client, ana, patient_id):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        get_patient(patient_id).language = "pl"
        db.session.commit()
    form = client.get(f"/patients/{patient_id}/documents/handout").text
    assert "The patient’s language is Polski, and there is no handout in it yet." in form
    assert language_hint("fr") == ""
    assert ask(client, patient_id, language="pl").status_code == 422


def test_an_exercise_without_words_in_a_language_is_named_beside_it(client, patient_id):
    first, second = (
        build_own(
            code, 1, body(names={"en": name, "es": "Globo"}, patient_steps=STEPS), reviewed_on=TODAY
        )
        for code, name in (("own-a", "Balloon tapping"), ("own-b", "Hat throwing"))
    )
    said = "In English, as it has no words in this language: Balloon tapping."
    assert own_words([first]) == {"fr": said, "de": said, "zh-Hans": said}
    assert "they have" in own_words([first, second])["de"]
    assert own_words([*list_exercises()]) == {}
    form = client.get(f"/patients/{patient_id}/documents/handout").text
    assert "no words in this language" not in form


def test_no_page_is_shown_of_what_cannot_be_printed(app, client, ana, patient_id):
    looked = ask(client, patient_id, then="preview")
    url = re.search(r'src="([^"]+pages/1\.png[^"]*)"', looked.text)[1].replace("&amp;", "&")
    assert client.get(url).mimetype == "image/png"
    assert client.get(url.replace("text_size=18", "text_size=9")).status_code == 404
    assert client.get(url.replace("pages/1.png", "pages/99.png")).status_code == 404
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        episode = get_open_episode(get_patient(patient_id))
        routine = current_routine(episode)
        later = NOON + timedelta(hours=1)
        pause_routine(
            routine, episode, "Dizzy", on=TODAY, record_id=new_id(), by=ana.actor, at=later
        )
        db.session.commit()
    assert client.get(url).status_code == 404
    assert ask(client, patient_id, then="preview").status_code == 422


def test_another_clinic_sees_no_page(app, client, cleo, patient_id):
    looked = ask(client, patient_id, then="preview")
    url = re.search(r'src="([^"]+pages/1\.png[^"]*)"', looked.text)[1].replace("&amp;", "&")
    assert factories.signed_in(app, cleo).get(url).status_code == 404
