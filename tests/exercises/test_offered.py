"""What a clinic offers of the library: hidden exercises stay where they are prescribed."""

import base64
import io

import pytest
from pypdf import PdfReader

from clinic.db import db, enter_clinic
from clinic.documents.models import IssuedDocument
from clinic.domain.exercise_search import Wanted, Whose, find_exercises
from clinic.exercises.actions import add_exercise, offer_exercise, revise_exercise
from clinic.exercises.models import ExerciseOffer, OwnExercise
from clinic.exercises.queries import list_exercises, withheld_codes
from clinic.ids import new_id
from clinic.web.transactions import ChangedMeanwhile
from tests.exercises.test_own_exercises import CODE
from tests.exercises.writing import body, file, saved
from tests.factories import MORNING, signed_in
from tests.routines.cases import commit_ready
from tests.routines.test_routine_pages import open_plan, send, versions

HAND = "/patients/{}/routine/new?start=hand"
HIDDEN = "bw-worktop"


def hide(client, code, reason="Our worktop is too low"):
    assert client.post(f"/exercises/{code}/offer", data={"reason": reason}).status_code == 302


def prescribe(client, patient_id, page):
    """Sends the plan, ticking every warning that comes back, until it is prescribed."""
    answer = send(client, patient_id, page, "check")
    keys = [part.split('"')[0] for part in answer.text.split('name="ticked" value="')[1:]]
    return send(client, patient_id, answer.text, "prescribe", ticked=keys)


def test_a_hidden_exercise_is_offered_no_more_and_can_be_shown_again(client, app, ana):
    patient_id = commit_ready(app, ana)
    assert f'value="{HIDDEN}"' in open_plan(client, patient_id, HAND)
    hide(client, HIDDEN)
    assert f'value="{HIDDEN}"' not in open_plan(client, patient_id, HAND)
    library = client.get("/exercises").text
    assert "42 of 43 exercises, 1 hidden or retired" in library
    assert f"/exercises/{HIDDEN}" not in library
    assert f"/exercises/{HIDDEN}" in client.get("/exercises?whose=withheld").text
    page = client.get(f"/exercises/{HIDDEN}").text
    assert "Hidden: your clinic does not offer it" in page
    assert "Our worktop is too low" in page
    hide(client, HIDDEN, "A new worktop")
    assert f'value="{HIDDEN}"' in open_plan(client, patient_id, HAND)
    assert "43 exercises" in client.get("/exercises").text


def test_hiding_needs_a_reason(app, client, ana):
    answer = client.post(f"/exercises/{HIDDEN}/offer", data={"reason": " "})
    assert answer.status_code == 422
    assert "Say why: colleagues will ask" in answer.text
    with app.app_context():
        enter_clinic(ana.clinic_id)
        assert db.session.scalars(db.select(ExerciseOffer)).all() == []


def test_a_template_leaves_a_hidden_exercise_out_and_says_so(client, app, ana):
    patient_id = commit_ready(app, ana)
    assert "Your clinic does not offer it." not in open_plan(client, patient_id)
    hide(client, HIDDEN)
    page = open_plan(client, patient_id)
    assert "Your clinic does not offer it." in page
    assert f'name="exercise" value="{HIDDEN}"' not in page


def test_a_routine_keeps_what_is_hidden_and_so_does_its_next_version(client, app, ana):
    patient_id = commit_ready(app, ana)
    assert prescribe(client, patient_id, open_plan(client, patient_id)).status_code == 302
    hide(client, HIDDEN)
    assert (
        "Backward along the kitchen worktop" in client.get(f"/patients/{patient_id}/routine").text
    )
    again = open_plan(client, patient_id, "/patients/{}/routine/new?start=current")
    assert f'name="exercise" value="{HIDDEN}"' in again


def test_what_one_clinic_hides_another_still_sees(app, client, cleo):
    hide(client, HIDDEN)
    assert "43 exercises" in signed_in(app, cleo).get("/exercises").text


# --- the clinic's own, prescribed -----------------------------------------------------------------


@pytest.fixture
def with_own(client, app, ana):
    """A patient at whose plan the clinic's own exercise, with a picture, was added."""
    saved(client, picture=file(), says="A man taps a balloon.")
    patient_id = commit_ready(app, ana)
    page = open_plan(client, patient_id)
    assert f'<option value="{CODE}">Level 2: Balloon tapping</option>' in page
    added = send(client, patient_id, page, "add", add=CODE)
    assert f'name="exercise" value="{CODE}"' in added.text
    assert added.text.count("words in English only") == 1
    return patient_id, added.text


def test_its_dose_is_held_to_its_own_limits(client, app, ana, with_own):
    patient_id, page = with_own
    refused = send(client, patient_id, page, "prescribe", **{f"{CODE}-sets": "4"})
    assert refused.status_code == 422
    assert "Balloon tapping: " in refused.text
    assert "1 to 3 sets" in refused.text
    assert versions(app, ana, patient_id) == []


def test_a_retired_one_is_offered_no_more(client, with_own):
    hide(client, CODE, "Too much laughing")
    patient_id, _ = with_own
    assert f'<option value="{CODE}">' not in open_plan(client, patient_id)
    assert "Retired: your clinic does not offer it" in client.get(f"/exercises/{CODE}").text


def test_it_is_prescribed_shown_and_printed_in_the_version_of_its_day(client, app, ana, with_own):
    patient_id, page = with_own
    assert prescribe(client, patient_id, page).status_code == 302
    saved(client, f"/exercises/{CODE}/edit", version="1", name_en="Balloon volley")
    routine = client.get(f"/patients/{patient_id}/routine").text
    assert "Balloon tapping" in routine
    assert "Balloon volley" not in routine
    assert 'alt="A man taps a balloon."' in routine
    assert routine.count("Words in English only") == 1  # of the shipped ones there are five
    issued = client.post(f"/patients/{patient_id}/documents/handout", data={"paper": "a4"})
    assert issued.status_code == 302, issued.text
    with app.app_context():
        enter_clinic(ana.clinic_id)
        content = db.session.scalars(db.select(IssuedDocument)).one().content
    [card] = [card for card in content["cards"] if card["name"] == "Balloon tapping"]
    assert card["picture_says"] == "A man taps a balloon."
    assert base64.b64decode(card["picture"]["content"]).startswith(b"\x89PNG")
    reader = PdfReader(io.BytesIO(client.get(issued.location).data))
    assert any("Balloon tapping" in page.extract_text() for page in reader.pages)
    assert sum(len(page.images) for page in reader.pages) == 1


# --- the actions ----------------------------------------------------------------------------------


def test_the_second_of_two_changes_of_one_version_is_refused(inside):
    given = {"by": inside.actor, "at": MORNING}
    first = add_exercise(body(), record_id=new_id(), **given)
    second = revise_exercise(first, body(level=2), opened_version=1, record_id=new_id(), **given)
    with pytest.raises(ChangedMeanwhile):
        revise_exercise(second, body(level=3), opened_version=1, record_id=new_id(), **given)
    assert [row.version for row in db.session.scalars(db.select(OwnExercise))] == [1, 2]


def test_the_last_word_on_whether_it_is_offered_counts(inside):
    for offered in (False, True, False):
        offer_exercise(
            HIDDEN,
            offered=offered,
            reason="",
            record_id=new_id(),
            by=inside.actor,
            at=MORNING,
        )
    assert set(withheld_codes()) == {HIDDEN}
    everything = list_exercises()
    offered = find_exercises(everything, Wanted(), withheld=withheld_codes())
    hidden = find_exercises(everything, Wanted(whose=Whose.WITHHELD), withheld=withheld_codes())
    assert (len(offered), [one.code for one in hidden]) == (42, [HIDDEN])
