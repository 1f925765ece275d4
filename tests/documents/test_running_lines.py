"""A page that falls out of its file is found to be whose it is, and which one of how many."""

import pytest

from clinic.db import db, enter_clinic, writing
from clinic.domain.episodes import DischargeOutcome, DischargeReason
from clinic.episodes.actions import discharge
from clinic.episodes.queries import get_open_episode
from clinic.ids import new_id
from clinic.patients.queries import get_patient
from tests.documents.test_print_jobs import ready
from tests.reports.pdf_reading import page_texts
from tests.routines.cases import NOON, TODAY

pytestmark = pytest.mark.database

KINDS = {
    "handout": {},
    "home-set-up": {},
    "diary": {},
    "checklist": {"checklist": "clinical_screen"},
    "test-sheet": {"instrument": "berg"},
    "progress-report": {"audience": "doctor", "then": "sign"},
    "discharge-summary": {"then": "sign"},
    "trends": {},
}


@pytest.fixture
def patient_id(app, ana):
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        found = ready(ana, 7, "Abbott").patient_id
        db.session.commit()
    return found


def issue(app, client, ana, patient_id, kind, values):
    address = f"/patients/{patient_id}/documents/{kind}"
    if kind == "discharge-summary":
        with app.app_context(), writing():
            enter_clinic(ana.clinic_id)
            discharge(
                get_open_episode(get_patient(patient_id)),
                DischargeReason.MOVED_AWAY, DischargeOutcome.NOT_KNOWN,
                on=TODAY, by=ana.actor, at=NOON,
            )  # fmt: skip
            db.session.commit()
    if kind == "diary":
        page = client.get(address).text
        values = {"starts_on": page.partition('name="starts_on"')[2].partition('value="')[2][:10]}
    form = {"record_id": str(new_id()), "paper": "a4", **values}
    answer = client.post(address, data=form)
    return client.get(answer.location.removesuffix("/look"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_names_the_patient_the_record_and_its_place(app, client, ana, patient_id, kind):
    shown = issue(app, client, ana, patient_id, kind, KINDS[kind])
    texts = page_texts(shown.data)
    for number, text in enumerate(texts, start=1):
        assert "Edith Abbott" in text
        assert "P-7" in text
        assert f"Page {number} of {len(texts)}" in text


@pytest.mark.parametrize("kind", KINDS)
def test_no_file_name_says_who_it_is_about(app, client, ana, patient_id, kind):
    shown = issue(app, client, ana, patient_id, kind, KINDS[kind])
    name = shown.headers["Content-Disposition"]
    assert name.startswith("inline; filename=")
    assert not any(told in name for told in ("Abbott", "Edith", "P-7"))
    assert shown.headers["Cache-Control"] == "no-store"
