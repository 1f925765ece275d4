"""The library of exercises: browse, search, and a page each."""

import pytest

from clinic.catalogue.exercise_definitions import list_exercises


def test_the_library_shows_every_exercise(client):
    page = client.get("/exercises").text
    assert "43 exercises" in page
    assert page.count("exercise-card__link") == 43
    assert "Backward along the kitchen worktop" in page


def test_what_is_looked_for_stays_in_the_form(client):
    page = client.get("/exercises?words=worktop&level=3&place=home&equipment=worktop").text
    assert "1 of 43 exercises" in page
    assert 'value="worktop" selected' in page
    assert 'name="words" type="search" value="worktop"' in page


def test_nothing_found_says_so_and_offers_everything(client):
    page = client.get("/exercises?words=trampoline").text
    assert "No exercise is all of this." in page
    assert "Show all exercises" in page


@pytest.mark.parametrize("query", ["level=99", "level=x", "place=moon", "equipment=none_such"])
def test_a_choice_that_does_not_exist_is_no_choice(client, query):
    assert "43 exercises" in client.get(f"/exercises?{query}").text


@pytest.mark.parametrize("code", [exercise.code for exercise in list_exercises()])
def test_every_exercise_has_its_page(client, code):
    answer = client.get(f"/exercises/{code}")
    assert answer.status_code == 200
    assert "As the patient reads it" in answer.text
    assert "Source: " in answer.text


def test_a_page_tells_who_where_how_much_and_what_speaks_against_it(client):
    page = client.get("/exercises/bw-worktop").text
    for words in (
        "Named helper who was taught and signed off in clinic",
        "Berg 29 or more",
        "4-stage balance 1 stage or more",
        "Source: Otago Exercise Programme manual",
        "20 without holding as balance improves) [V]",
        "With care: ",
        "Moderate risk, living in the community",
        "Rückwärtsgehen an der Küchenarbeitsplatte",
        "6 to 10",
    ):
        assert words in page, words
    assert "Needs its own checklist: treadmill" in client.get("/exercises/treadmill-bw-rail").text
    assert "Not with: " in client.get("/exercises/stairs-backward-up").text


def test_an_exercise_that_is_not_there_is_not_found(client):
    assert client.get("/exercises/moonwalk").status_code == 404


def test_a_stranger_is_sent_to_sign_in(app):
    assert app.test_client().get("/exercises").status_code == 302
