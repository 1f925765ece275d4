"""Edith, measured: her record, the addresses of her measurements, and a fixed day for pages."""

import pytest
import time_machine

from clinic.db import db, enter_clinic, writing
from clinic.episodes.queries import get_episode
from tests.assessments.records import measure
from tests.factories import MORNING, commit_episode


@pytest.fixture
def edith(app, ana):
    """Edith with an open episode: her id and that of the episode."""
    return commit_episode(app, ana)


@pytest.fixture
def measured(app, ana, edith):
    """Records assessments of Edith, committed: `measured(TUG, "16.80", on=…)` gives the id."""

    def record(instrument, *values, **more):
        with app.app_context(), writing():
            enter_clinic(ana.clinic_id)
            saved = measure(get_episode(edith[1]), ana, instrument, *values, **more)
            saved_id = saved.id
            db.session.commit()
        return saved_id

    return record


@pytest.fixture
def page(client, edith):
    """Addresses of Edith's measurements: `page("new", "tug")`."""

    def address(*parts):
        return "/".join((f"/patients/{edith[0]}/assessments", *map(str, parts)))

    return address


@pytest.fixture(autouse=True)
def _on_20_march(request):
    """Pages are asked on a fixed day; what needs no page keeps its own."""
    if "client" not in request.fixturenames:
        yield
        return
    with time_machine.travel(MORNING):  # ticking: what is saved later sorts later
        yield
