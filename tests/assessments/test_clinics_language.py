"""A clinic whose language writes a decimal comma: what its people type is read as they mean it."""

import pytest
import sqlalchemy as sa

from clinic.assessments.models import Assessment
from clinic.db import db, enter_clinic, writing
from clinic.ids import new_id
from clinic.organisation.models import Clinic


@pytest.fixture
def save_tug(client, page):
    def send(typed):
        form = {"record_id": str(new_id()), "status": "completed", "aid": "none"}
        form |= {"assessed_on": "2026-03-20", "trials_s_1": typed}
        return client.post(page("new", "tug"), data=form)

    return send


@pytest.fixture
def written_in(app, ana):
    """Chooses the language of Ana's clinic."""

    def choose(language):
        with app.app_context(), writing():
            db.session.get_one(Clinic, ana.clinic_id).language = language
            db.session.commit()

    return choose


def scores(app, ana):
    with app.app_context():
        enter_clinic(ana.clinic_id)
        return [str(value) for value in db.session.scalars(sa.select(Assessment.score_value))]


def test_a_comma_is_saved_as_the_number_that_was_meant(app, ana, save_tug, written_in):
    written_in("de")
    assert save_tug("12,46").status_code == 302
    assert scores(app, ana) == ["12.46"]


def test_a_comma_before_three_digits_is_no_thousand(app, ana, save_tug, written_in):
    written_in("fr")
    assert save_tug("12,345").status_code == 302
    assert scores(app, ana) == ["12.35"]


def test_where_a_point_is_written_nothing_is_stored_and_the_text_is_kept(
    app, ana, save_tug, written_in
):
    written_in("zh-Hans")
    refused = save_tug("12,46")
    assert refused.status_code == 422
    assert "Write 12.46, with a point" in refused.text
    assert 'value="12,46"' in refused.text
    assert scores(app, ana) == []


def test_the_result_as_typed_reads_a_comma_the_same_way(client, page, written_in):
    typed = {"aid": "none", "assessed_on": "2026-03-20", "trials_s_1": "12,46"}
    written_in("es")
    assert "12.46 s" in client.post(page("new", "tug", "preview"), data=typed).text
    written_in("en")
    assert "12.46 s" not in client.post(page("new", "tug", "preview"), data=typed).text
