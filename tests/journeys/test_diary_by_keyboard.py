"""A diary of four weeks, typed in by keyboard alone: every key is counted."""

from datetime import date
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from clinic import create_app
from clinic.accounts.models import Clinician
from clinic.accounts.sessions import actor_of
from clinic.config import read_settings
from clinic.db import db, enter_clinic, writing
from clinic.episodes.queries import get_episode
from clinic.ids import new_id
from clinic.organisation.models import Clinic
from clinic.routines.queries import latest_routine
from clinic.session_logs import diary_sheets
from tests.session_logs.cases import PRESCRIBED_AT, commit_routine

MONDAY = date(2026, 3, 2)
TRAINING_DAYS = {0, 2, 4}
# Somebody who hunts for the keys types two of them in three seconds; looking at the paper counts.
MOST_KEYS_IN_A_MINUTE = 80


@pytest.fixture
def code(site):
    """The code of a sheet that lies on the desk, in the first demo clinic."""
    app = create_app(read_settings(site.instance))
    with app.app_context():
        clinic = db.session.scalars(
            sa.select(Clinic).where(Clinic.name == site.content["clinics"][0]["name"])
        ).one()
        clinician = db.session.scalars(
            sa.select(Clinician).where(
                Clinician.clinic_id == clinic.id, Clinician.role == "clinician"
            )
        ).first()
        by = SimpleNamespace(
            clinic_id=clinic.id, clinician_id=clinician.id, actor=actor_of(clinician, clinic)
        )
    _, episode_id, _ = commit_routine(app, by, record_number=f"PAPER-{new_id().hex[-8:]}")
    with app.app_context(), writing():
        enter_clinic(by.clinic_id)
        episode = get_episode(episode_id)
        sheet = diary_sheets.make_sheet(
            episode,
            latest_routine(episode),
            starts_on=MONDAY,
            weeks=4,
            by=by.actor,
            at=PRESCRIBED_AT,
        )
        db.session.commit()
        made = sheet.code
    with app.app_context():
        db.engine.dispose()
    return made


def test_four_weeks_are_saved_with_keys_for_less_than_a_minute(new_page, code):
    page = new_page(role="clinician")
    pressed = []

    def press(*keys):
        for key in keys:
            pressed.append(key)
            page.keyboard.press(key)

    page.goto("/diary")
    page.wait_for_function("document.activeElement.name === 'code'")
    press(*code.lower().replace("-", ""), "Enter")
    page.wait_for_url("**/sessions/diary/**")
    page.wait_for_function("document.activeElement.name === 'done_0'")
    for day in range(28):
        if day % 7 in TRAINING_DAYS:
            press("x", "4", "0")
        press("Enter")
    page.wait_for_function("document.activeElement.type === 'submit'")
    press("Enter")
    page.wait_for_url("**/sessions")
    assert "Saved: 12 days of sheet" in page.text_content("body")
    assert len(pressed) <= MOST_KEYS_IN_A_MINUTE


def test_arrows_go_anywhere_in_the_grid(new_page, code):
    page = new_page(role="clinician")
    page.goto(f"/diary?code={code}")
    page.wait_for_function("document.activeElement.name === 'done_0'")
    for key, name in (
        ("ArrowDown", "done_1"),
        ("ArrowRight", "effort_1"),
        ("ArrowDown", "effort_2"),
        ("ArrowLeft", "done_2"),
        ("ArrowUp", "done_1"),
    ):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.name") == name
