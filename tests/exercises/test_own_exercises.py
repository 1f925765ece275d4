"""Exercises that a clinic writes: as versions that stay, with a picture of their own or none."""

import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image
from werkzeug.datastructures import MultiDict

from clinic.catalogue.exercise_definitions import list_exercises
from clinic.db import db, enter_clinic
from clinic.exercises.bodies import body_typed
from clinic.exercises.desk import empty_desk
from clinic.exercises.forms import ExerciseForm
from clinic.exercises.models import OwnExercise
from clinic.exercises.queries import build_own, get_exercise
from clinic.ids import new_id
from clinic.organisation.models import ClinicPicture
from tests.accounts.signing import OUR_PAGE
from tests.exercises.writing import TYPED, file, png, saved, send
from tests.factories import TODAY, signed_in

CODE = "own-balloon-tapping"


def rows(app, person, kind):
    with app.app_context():
        enter_clinic(person.clinic_id)
        return list(db.session.scalars(db.select(kind)))


def test_an_exercise_of_the_clinics_own_is_in_its_library(client):
    assert saved(client) == CODE
    page = client.get(f"/exercises/{CODE}").text
    for words in (
        "Balloon tapping",
        "Tap the balloon up.",
        "Begin with a large balloon.",
        "Quick hands and steady feet",
        "Judgement of this clinic [?]",
        "1 to 2.5",
        "Version 1: ",
        "Ana Ribeiro",
    ):
        assert words in page, words
    assert "44 exercises" in client.get("/exercises").text
    assert "Your clinic’s own" in client.get("/exercises?words=balloon").text
    assert "1 of 44 exercises" in client.get("/exercises?whose=own").text


def test_another_clinic_does_not_know_it(app, client, cleo):
    saved(client, picture=file(), says="A man taps a balloon.")
    elsewhere = signed_in(app, cleo)
    [picture] = re.findall(
        r"/exercises/pictures/[0-9a-f]{64}", client.get(f"/exercises/{CODE}").text
    )
    assert client.get(picture).status_code == 200
    for address in (f"/exercises/{CODE}", f"/exercises/{CODE}/edit", picture):
        assert elsewhere.get(address).status_code == 404
    assert "43 exercises" in elsewhere.get("/exercises").text


def test_an_assistant_reads_it_and_may_not_write(app, client, bo):
    saved(client)
    assistant = signed_in(app, bo)
    assert "Change it" not in assistant.get(f"/exercises/{CODE}").text
    for address in ("/exercises/new", f"/exercises/{CODE}/edit", "/exercises/sit-to-stand/offer"):
        assert assistant.get(address).status_code == 403
        assert assistant.post(address, data=TYPED).status_code == 403


def test_a_second_exercise_of_the_same_name_has_a_code_of_its_own(client):
    assert saved(client) == CODE
    assert saved(client) == f"{CODE}-2"
    assert saved(client, name_en="太极") == "own-taiji"


def test_the_same_form_sent_twice_is_saved_once(app, client, ana):
    record_id = str(new_id())
    first, second = send(client, record_id=record_id), send(client, record_id=record_id)
    assert first.location == second.location
    assert len(rows(app, ana, OwnExercise)) == 1


def test_a_change_is_a_new_version_and_the_old_one_stays(app, client, ana):
    saved(client)
    saved(client, f"/exercises/{CODE}/edit", version="1", name_en="Balloon volley")
    assert "Balloon volley" in client.get(f"/exercises/{CODE}").text
    old = client.get(f"/exercises/{CODE}/versions/1").text
    assert "Balloon tapping" in old
    assert "There is a later one." in old
    assert "Change it" not in old
    assert client.get(f"/exercises/{CODE}/versions/3").status_code == 404
    assert [row.version for row in rows(app, ana, OwnExercise)] == [1, 2]


def test_the_second_of_two_who_change_it_is_shown_both_texts_and_nothing_is_lost(
    app, client, ana, bo
):
    saved(client)
    address = f"/exercises/{CODE}/edit"
    saved(client, address, version="1", name_en="Balloon volley")
    late = client.post(
        address, data=TYPED | {"version": "1", "name_en": "Balloon game"}, headers=OUR_PAGE
    )
    assert late.status_code == 409
    assert "Balloon volley" in late.text
    assert "Balloon game" in late.text
    assert 'value="2"' in late.text
    assert len(rows(app, ana, OwnExercise)) == 2
    assert saved(client, address, version="2", name_en="Balloon game") == CODE


def test_of_two_changes_at_the_same_moment_one_is_saved_and_the_other_is_told(app, client, ana):
    saved(client)
    address = f"/exercises/{CODE}/edit"
    browsers = [signed_in(app, ana) for _ in range(4)]
    names = [f"Balloon {number}" for number in range(4)]

    def change(number):
        return send(browsers[number], address, version="1", name_en=names[number]).status_code

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(change, range(4)))
    assert statuses == [302, 409, 409, 409]
    assert [row.version for row in rows(app, ana, OwnExercise)] == [1, 2]


def test_the_form_to_change_it_shows_what_stands(client):
    saved(client, name_de="Luftballon", steps_de="Eins.\nZwei.\nDrei.", test_berg="36")
    page = client.get(f"/exercises/{CODE}/edit").text
    for shown in ("Balloon tapping", "Luftballon", 'value="2.5"', 'value="36"', 'value="1"'):
        assert shown in page, shown


def test_one_like_a_shipped_exercise_begins_with_its_words_and_its_drawing(client):
    page = client.get("/exercises/new?like=bw-worktop").text
    assert "Backward along the kitchen worktop" in page
    assert "Rückwärtsgehen an der Küchenarbeitsplatte" in page
    assert '<option selected value="bw-worktop">' in page
    saved(client, drawing="bw-worktop")
    assert 'class="pictogram' in client.get(f"/exercises/{CODE}").text
    assert client.get("/exercises/new?like=moonwalk").status_code == 404


def test_every_shipped_exercise_can_be_begun_from(client, app, ana):
    with app.test_request_context("/exercises/new"):
        for exercise in list_exercises():
            shown = {field.name: field.data for field in empty_desk(exercise).form}
            typed = {
                name: value if isinstance(value, list) else str(value)
                for name, value in shown.items()
                if value is not None and value is not False
            }
            again = ExerciseForm(formdata=MultiDict(typed | {"source": "From Stepback"}))
            assert again.validate(), (exercise.code, again.errors)
            body = body_typed(again, None)
            made = build_own("own-x", 1, body, reviewed_on=TODAY)
            assert (made.limits, made.home, made.steps("zh-Hans")) == (
                exercise.limits,
                exercise.home,
                exercise.steps("zh-Hans"),
            )


def test_without_a_picture_there_is_none(client):
    saved(client)
    page = client.get(f"/exercises/{CODE}").text
    assert "As the patient sees it" not in page
    assert "exercise-photo" not in page


# --- its picture ----------------------------------------------------------------------------------


def test_a_picture_of_its_own_is_shown_with_what_it_shows(client):
    saved(client, picture=file(), says="A man taps a balloon.")
    page = client.get(f"/exercises/{CODE}").text
    [address] = re.findall(r'src="(/exercises/pictures/[0-9a-f]{64})"', page)
    assert 'width="200" height="100" alt="A man taps a balloon."' in page
    answer = client.get(address)
    assert answer.content_type == "image/png"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/exercises/pictures/" + "0" * 64).status_code == 404


def test_a_picture_needs_a_sentence_and_has_not_to_be_chosen_again(app, client, ana):
    answer = send(client, picture=file(), says="")
    assert "Say in a sentence what the picture shows" in answer.text
    assert "Choose the file again" not in answer.text
    assert rows(app, ana, OwnExercise) == []
    [sha256] = set(re.findall(r"pictures/([0-9a-f]{64})", answer.text))
    saved(client, picture_kept=sha256, says="A balloon.")
    assert sha256 in client.get(f"/exercises/{CODE}").text


@pytest.mark.parametrize(
    "raw", [b"<html><script>x</script>", b"<svg/>", b"\xff\xd8\xff", b"GIF89a"]
)
def test_a_file_that_is_no_picture_is_refused_and_nothing_is_stored(app, client, ana, raw):
    answer = send(client, picture=file(raw), says="A man taps a balloon.")
    assert answer.status_code == 422
    assert "Error: " in answer.text
    assert "Choose the file again" in answer.text
    assert rows(app, ana, OwnExercise) == rows(app, ana, ClinicPicture) == []


def test_a_picture_too_wide_for_the_card_is_refused_and_nothing_is_stored(app, client, ana):
    answer = send(client, picture=file(png(size=(500, 100))), says="A balloon.")
    assert answer.status_code == 422
    assert "at most 2 times as wide as high" in answer.text
    assert rows(app, ana, OwnExercise) == rows(app, ana, ClinicPicture) == []


def test_a_telephones_photograph_of_several_megabytes_is_taken(client):
    written = io.BytesIO()
    Image.effect_noise((2400, 1800), 90).save(written, "JPEG", quality=95)
    assert len(written.getvalue()) > 2 * 1024 * 1024
    saved(client, picture=file(written.getvalue(), "IMG_1.JPG"), says="A balloon.")
    assert 'width="1200" height="900"' in client.get(f"/exercises/{CODE}").text


def test_a_form_that_is_larger_than_any_photograph_is_a_413(client):
    answer = send(client, picture=file(b"\xff\xd8\xff" + b"x" * 9 * 1024 * 1024), says="A.")
    assert answer.status_code == 413
    assert "choose a smaller picture" in answer.text


def test_the_same_picture_is_kept_once(app, client, ana):
    for colour in ("navy", "navy", "red"):
        saved(client, picture=file(png(colour)), says="A balloon.")
    assert len(rows(app, ana, ClinicPicture)) == 2


def test_a_change_keeps_the_picture_unless_it_is_left_out(client):
    saved(client, picture=file(), says="A balloon.")
    address = f"/exercises/{CODE}/edit"
    [sha256] = set(re.findall(r"[0-9a-f]{64}", client.get(address).text))
    saved(client, address, version="1", picture_kept=sha256, says="A balloon.")
    assert sha256 in client.get(f"/exercises/{CODE}").text
    saved(client, address, version="2", picture_kept=sha256, no_picture="y")
    assert sha256 not in client.get(f"/exercises/{CODE}").text
    assert sha256 in client.get(f"/exercises/{CODE}/versions/1").text


def test_a_picture_that_this_clinic_never_kept_is_no_picture(client):
    saved(client, picture_kept="0" * 64, says="A balloon.")
    assert "exercise-photo" not in client.get(f"/exercises/{CODE}").text


def test_a_preview_stores_no_exercise_but_keeps_the_picture_for_the_next_click(app, client, ana):
    answer = send(client, act="preview", picture=file(), says="A balloon.")
    assert answer.status_code == 200
    assert "The card as the patient will hold it" in answer.text
    assert "Reading grade" in answer.text
    assert rows(app, ana, OwnExercise) == []
    [sha256] = set(re.findall(r"pictures/([0-9a-f]{64})", answer.text))
    saved(client, picture_kept=sha256, says="A balloon.")
    assert sha256 in client.get(f"/exercises/{CODE}").text


def test_a_preview_of_something_unfinished_says_what_is_missing(client):
    answer = send(client, act="preview", name_en="", picture=file(), says="A balloon.")
    assert answer.status_code == 200
    assert "Enter the name" in answer.text
    assert "The card as the patient will hold it" not in answer.text
    assert re.search(r'name="picture_kept" type="hidden" value="[0-9a-f]{64}"', answer.text)


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name_en": ""}, "Enter the name"),
        ({"name_en": "x" * 200}, "Use 80 characters or fewer"),
        ({"steps_en": " \n "}, "Write the steps, one a line"),
        ({"steps_en": "\n".join("Step." for _ in range(9))}, "Write 8 lines or fewer. Here are 9."),
        ({"steps_en": "x" * 161}, "Use 160 characters or fewer a line"),
        ({"benefits": ""}, "Say what it is good for"),
        ({"source": ""}, "Say where the exercise comes from"),
        ({"level": "5", "max_level": "4"}, "Choose a level that is not below the first"),
        ({"level": "9"}, "Not a valid choice"),
        ({"category": "yodelling"}, "Not a valid choice"),
        ({"equipment": ["anvil"]}, "not a valid choice"),
        ({"blocked_by": ["CS99"]}, "not a valid choice"),
        ({"sets_start": ""}, "Enter both, or neither"),
        ({"sets_start": "4"}, "Enter a number that is not below the start"),
        ({"sets_start": "0"}, "Enter a number from 1 to 999"),
        ({"sets_target": "1000"}, "Enter a number from 1 to 999"),
        ({"sets_start": "one"}, "Enter a whole number"),
        ({"duration_min_start": "NaN"}, "Enter a number"),
        ({"effort_target": "11"}, "Enter a number from 0 to 10"),
        ({"effort_start": "", "effort_target": ""}, "Enter from and to"),
        ({"days_per_week_target": "8"}, "Enter a number from 1 to 7"),
        ({"rest_s": "601"}, "Enter 0 to 600 seconds"),
        ({"name_es": "Globo"}, "Spanish: enter the name and the steps"),
        ({"name_es": "Globo", "steps_es": "Uno.\nDos."}, "Spanish: 2 steps, but 3 in English"),
        ({"category": "aquatic"}, "An exercise in the water is done in the pool only"),
        ({"supervision": "therapist_contact"}, "is not done alone at home"),
        ({"counts_as_backward_minutes": "y", "eyes_closed": "y"}, "No backward exercise with eyes"),
        ({"blocked_by": ["CS43"], "caution_if": ["CS43"]}, "is not also a caution"),
        (
            {f"{key}_{end}": "" for key in ("sets", "duration_min") for end in ("start", "target")},
            "Give at least one amount",
        ),
    ],
)
def test_what_makes_no_exercise_is_refused_in_a_sentence_with_what_was_typed(
    app, client, ana, changes, says
):
    answer = send(client, **changes)
    assert answer.status_code == 422
    assert says in answer.text
    assert "Begin with a large balloon." in answer.text
    assert rows(app, ana, OwnExercise) == []


MARKUP = '<script>alert("x")</script><b>&amp; {{ 7 * 7 }}'
WRITTEN = ("name_en", "steps_en", "benefits", "clinician_note", "precautions", "cautions", "source")


def test_markup_in_every_field_is_text(client):
    steps = "\n".join([MARKUP] * 3)
    changes = dict.fromkeys(WRITTEN, MARKUP) | {"steps_en": steps, "load": MARKUP, "says": MARKUP}
    changes |= {"name_fr": MARKUP, "steps_fr": steps, "picture": file()}
    code = saved(client, **changes)
    preview = send(client, act="preview", **(changes | {"picture": file()})).text
    for page in (client.get(f"/exercises/{code}").text, client.get("/exercises").text, preview):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
        assert "49" not in re.sub(r"[0-9a-f-]{20,}", "", page).split("alert", 1)[1][:60]


def test_an_exercise_that_is_not_there_cannot_be_changed_nor_hidden(client):
    for address in (
        "/exercises/own-moonwalk",
        "/exercises/own-moonwalk/edit",
        "/exercises/sit-to-stand/edit",  # a shipped one is never changed
        "/exercises/moonwalk/offer",
        "/exercises/own-moonwalk/offer",
        "/exercises/sit-to-stand/versions/2",
    ):
        assert client.get(address).status_code == 404, address


def test_an_exercise_of_the_clinics_own_is_read_as_a_definition(app, client, ana):
    saved(client, test_tug="20", caution_if=["CS43"], counts_as_backward_minutes="y")
    with app.app_context():
        enter_clinic(ana.clinic_id)
        exercise = get_exercise(CODE)
    assert exercise.is_own
    assert exercise.counts_as_backward_minutes
    assert [(one.measure, one.comparison.value) for one in exercise.prerequisites] == [
        ("tug", "<=")
    ]
    assert exercise.caution_if == ("CS43",)
    assert str(exercise.limits.duration_min.target) == "2.5"
