"""A clinic's logo and colour: what is taken, and what its paper looks like then."""

import io
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from clinic.db import db, enter_clinic
from clinic.documents.models import IssuedDocument
from clinic.domain.colours import contrast_with_white, read_colour
from clinic.organisation.models import ClinicPicture, Letterhead
from tests import factories
from tests.documents.test_print_jobs import ready
from tests.reports.pdf_reading import alternatives_of, pdfua_failures

pytestmark = pytest.mark.database

SAYS = "A sail over two waves"


def png(width=900, height=300, colour="#1a5e3a"):
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).ellipse((10, 10, height - 10, height - 10), fill=colour)
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


@pytest.fixture
def manager(app, dan):
    return factories.signed_in(app, dan)


def upload(client, app, clinic_id, raw=None, **values):
    with app.app_context():
        enter_clinic(clinic_id)
        latest = db.session.scalars(db.select(Letterhead).order_by(Letterhead.at.desc())).first()
        opened = str(latest.id) if latest else ""
    form = {"opened": opened, "logo_says": SAYS, "colour": "#1a5e3a", **values}
    if raw is not None:
        form["picture"] = (io.BytesIO(raw), "logo.png")
    return client.post("/settings/letterhead", data=form, content_type="multipart/form-data")


def rows(app, ana, kind):
    with app.app_context():
        enter_clinic(ana.clinic_id)
        return db.session.scalars(db.select(kind).order_by(kind.id)).all()


def patient_of(app, ana):
    from clinic.db import writing

    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        patient_id = ready(ana, 0, "Abbott").patient_id
        db.session.commit()
    return patient_id


def print_one(client, patient_id, kind="home-set-up", **values):
    answer = client.post(f"/patients/{patient_id}/documents/{kind}", data={"paper": "a4", **values})
    return client.get(answer.location.removesuffix("/look")).data


def test_a_logo_is_shown_replaced_and_left_out_again(app, ana, manager):
    assert upload(manager, app, ana.clinic_id, png()).status_code == 302
    [first] = rows(app, ana, ClinicPicture)
    assert max(first.width, first.height) <= 480
    page = manager.get("/settings/letterhead").text
    assert f'alt="{SAYS}"' in page
    shown = manager.get(f"/settings/letterhead/logo/{first.sha256}")
    assert shown.mimetype == "image/png"
    upload(manager, app, ana.clinic_id, png(colour="#8c1414"))
    assert manager.get(f"/settings/letterhead/logo/{first.sha256}").status_code == 404
    upload(manager, app, ana.clinic_id, removes_logo="y")
    assert "No logo yet" in manager.get("/settings/letterhead").text


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"<html><script>alert(1)</script></html>", "This file is not a picture."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a program"),
        (b"\x89PNG\r\n\x1a\n and then nothing", "damaged or cut off"),
    ],
)
def test_what_is_no_picture_is_a_clear_sentence(app, ana, manager, raw, said):
    answer = upload(manager, app, ana.clinic_id, raw)
    assert answer.status_code == 422
    assert said in answer.text
    assert rows(app, ana, Letterhead) == []


def test_a_logo_drawn_as_svg_is_kept_as_points(app, ana, manager):
    body = '<circle cx="150" cy="50" r="40" fill="#1a5e3a"/>'
    raw = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">{body}</svg>'.encode()
    assert upload(manager, app, ana.clinic_id, raw).status_code == 302
    [kept] = rows(app, ana, ClinicPicture)
    assert (kept.media_type, kept.width, kept.height) == ("image/png", 480, 160)
    shown = manager.get(f"/settings/letterhead/logo/{kept.sha256}")
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert shown.data.startswith(b"\x89PNG")


def test_a_logo_of_40_million_points_is_a_clear_sentence(app, ana, manager):
    written = BytesIO()
    Image.new("L", (8000, 5000)).save(written, "PNG")
    answer = upload(manager, app, ana.clinic_id, written.getvalue())
    assert "This picture has 40 million points" in answer.text


def test_a_colour_that_cannot_be_read_is_refused(app, ana, manager):
    answer = upload(manager, app, ana.clinic_id, colour="#ffd700")
    assert answer.status_code == 422
    assert "This colour is too pale for white paper: its contrast is 1.4 to 1" in answer.text
    assert upload(manager, app, ana.clinic_id, colour="green").status_code == 422


def test_contrast_is_that_of_the_guideline():
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)
    assert read_colour("1A5E3A") == "#1a5e3a"
    assert read_colour("#12345") is None


def test_a_letterhead_changed_meanwhile_is_not_overwritten(app, ana, manager):
    stale = {"opened": ""}
    upload(manager, app, ana.clinic_id, png())
    assert upload(manager, app, ana.clinic_id, png(), **stale).status_code == 409


def test_only_an_administrator_sets_the_letterhead(app, ana, client):
    assert client.get("/settings/letterhead").status_code == 403
    assert upload(client, app, ana.clinic_id, png()).status_code == 403


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("handout", {}),
        ("home-set-up", {}),
        ("diary", {"starts_on": "this week"}),
        ("checklist", {"checklist": "pool"}),
        ("test-sheet", {"instrument": "tug"}),
        ("progress-report", {"audience": "doctor", "then": "sign"}),
        ("progress-report", {"audience": "patient", "then": "sign"}),
        ("progress-report", {"audience": "funder", "then": "sign"}),
    ],
)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_document_begins_with_the_logo_and_says_what_it_shows(
    app, ana, manager, client, kind, values, paper, tmp_path
):
    upload(manager, app, ana.clinic_id, png())
    patient_id = patient_of(app, ana)
    if kind == "diary":
        page = client.get(f"/patients/{patient_id}/documents/diary").text
        values = {"starts_on": page.partition('name="starts_on"')[2].partition('value="')[2][:10]}
    pdf = print_one(client, patient_id, kind, **values, paper=paper)
    assert alternatives_of(pdf).count(SAYS) == 1
    assert pdfua_failures(pdf, tmp_path) == []


def test_what_was_issued_keeps_the_logo_it_had(app, ana, manager, client):
    upload(manager, app, ana.clinic_id, png())
    patient_id = patient_of(app, ana)
    before = print_one(client, patient_id)
    [document] = rows(app, ana, IssuedDocument)
    upload(manager, app, ana.clinic_id, png(colour="#8c1414"))
    after = client.get(f"/patients/{patient_id}/documents/{document.id}").data
    assert after == before
    assert "content" not in document.content["clinic"]["logo"]
