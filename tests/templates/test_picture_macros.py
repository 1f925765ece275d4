"""The macros around pictures: choosing a file, and showing what an exercise looks like."""

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from wtforms import FileField, Form

from clinic.catalogue.exercise_definitions import get_exercise
from clinic.domain.exercises import Photo
from clinic.exercises.showing import Shown, shown_of

ROOT = Path(__file__).parents[2]


class Card(Form):
    picture = FileField("A picture <of> your own")


@pytest.fixture
def environment():
    made = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["csrf_token"] = lambda: "a-token"
    made.globals["url_for"] = lambda endpoint, **values: f"/{endpoint}/{values['sha256']}"
    return made


def macro(environment, file, name):
    return getattr(environment.get_template(f"_macros/{file}.html").module, name)


def test_a_file_is_chosen_in_a_labelled_field_that_says_which_are_taken(environment):
    field = Card().picture
    shown = str(macro(environment, "forms", "picture_field")(field))
    assert '<label class="field__label" for="picture">A picture &lt;of&gt; your own' in shown
    assert 'accept="image/png,image/jpeg,image/svg+xml"' in shown
    assert 'aria-describedby="picture-hint"' in shown
    assert "Choose the file again" not in shown


def test_a_file_that_was_refused_has_to_be_chosen_again(environment):
    field = Card().picture
    field.errors = ["This file is not a picture."]
    shown = str(macro(environment, "forms", "picture_field")(field, again=True))
    assert "This file is not a picture." in shown
    assert 'aria-invalid="true"' in shown
    assert "Choose the file again: the browser does not keep it." in shown


@pytest.mark.parametrize("upload", [True, False])
def test_a_form_says_whether_it_carries_a_file(environment, upload):
    source = (
        '{% from "_macros/forms.html" import form_open %}'
        "{% call form_open(form, upload=upload) %}{% endcall %}"
    )
    shown = environment.from_string(source).render(form=Card(), upload=upload)
    assert ('enctype="multipart/form-data"' in shown) is upload


def test_a_drawing_is_shown_with_what_it_shows(environment):
    shown = shown_of(get_exercise("sit-to-stand"), repetitions=8)
    svg = str(macro(environment, "exercise_picture", "exercise_picture")(shown, large=True))
    assert '<svg class="pictogram pictogram--large"' in svg
    assert f'aria-label="{shown.says}"' in svg


def test_a_picture_of_the_clinics_own_is_shown_with_what_was_typed_as_text(environment):
    photo = Photo(sha256="0" * 64, width=400, height=300, says='A "man" <b>')
    shown = Shown(says=photo.says, photo=photo)
    image = str(macro(environment, "exercise_picture", "exercise_picture")(shown))
    assert f'src="/exercises.picture/{"0" * 64}" width="400" height="300"' in image
    assert 'alt="A &#34;man&#34; &lt;b&gt;"' in image
