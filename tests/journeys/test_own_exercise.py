"""A clinician writes an exercise of the clinic's own in the browser, picture and all."""

import io
import re

from PIL import Image

from tests.journeys.conftest import axe_findings


def photo():
    written = io.BytesIO()
    Image.effect_noise((1600, 1200), 30).convert("RGB").save(written, "JPEG")
    return {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def test_one_like_a_shipped_exercise_with_a_picture_is_looked_at_then_saved(new_page):
    page = new_page(role="clinician")
    page.goto("/exercises/sit-to-stand")
    page.get_by_role("link", name="Write one like it").click()
    page.get_by_label("Name in English").fill("Sit to stand from the bench")
    page.get_by_label("A picture of your own").set_input_files(photo())
    page.get_by_role("button", name="Preview the card").click()
    # Two things are missing yet, and the picture has not to be chosen again.
    assert page.get_by_role("alert").get_by_role("link").count() == 2
    assert axe_findings(page) == []
    page.get_by_label("What your picture shows").fill("A woman stands up from a bench.")
    page.get_by_label("Source").fill("Judgement of this clinic")
    page.get_by_role("button", name="Preview the card").click()
    assert page.get_by_role("heading", name="The card as the patient will hold it").is_visible()
    assert axe_findings(page) == []
    page.get_by_role("button", name="Save the exercise").click()
    page.wait_for_url(re.compile("/exercises/own-sit-to-stand-from-the-bench"))
    shown = page.get_by_role("img", name="A woman stands up from a bench.")
    assert shown.evaluate("image => image.naturalWidth") == 1200
    assert axe_findings(page) == []
