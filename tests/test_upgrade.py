"""A clinic that has worked with an earlier release goes on with this one, and misses nothing."""

from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from clinic import create_app, schema
from clinic.audit.verification import verify_trail
from clinic.db import db, enter_clinic
from clinic.ids import new_id
from tests import factories, releases
from tests.conftest import make_settings
from tests.databases import PROGRAM, as_text, run_on

RELEASES = sorted(path.name.partition(".")[0] for path in releases.FOLDER.glob("*.json.xz"))


@pytest.fixture
def settings(database_kind, template_database, tmp_path):
    """An instance whose database has no table yet."""
    if database_kind == "sqlite":
        yield make_settings(tmp_path, database_url=f"sqlite:///{tmp_path / 'stepback.sqlite3'}")
        return
    server, name = template_database.set(database="postgres"), f"test_{new_id().hex}"
    run_on(server, f"CREATE DATABASE {name}")
    owner = server.set(database=name)
    yield make_settings(
        tmp_path,
        database_url=as_text(owner.set(username=PROGRAM)),
        owner_database_url=as_text(owner),
    )
    run_on(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=RELEASES)
def rows_of_release(request, settings, tmp_path):
    """The instance as the release left it; answers how many rows each table has."""
    releases.bring_to(request.param, settings, tmp_path / "migrations")
    with _as_owner(settings) as connection:
        return releases.fill(connection, request.param)


@pytest.fixture
def upgraded(rows_of_release, settings):
    """The application of this release on what an earlier one left."""
    schema.upgrade(settings)
    schema.require_current(settings)
    app = create_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@contextmanager
def _as_owner(settings):
    """Past the clinic's scope, as who owns the database may look."""
    engine = sa.create_engine(settings.owner_database_url or settings.database_url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def _ids(settings, statement):
    with _as_owner(settings) as connection:
        return list(connection.scalars(sa.text(statement).columns(sa.column("id", sa.Uuid()))))


@pytest.mark.database
def test_an_upgrade_keeps_every_row(upgraded, settings, rows_of_release):
    with _as_owner(settings) as connection:
        for table, count in rows_of_release.items():
            found = connection.scalar(sa.select(sa.func.count()).select_from(sa.table(table)))
            assert (table, found) == (table, count)


@pytest.mark.database
def test_the_trail_of_before_still_verifies(upgraded, settings):
    clinics = _ids(settings, "SELECT id FROM clinic")
    assert len(clinics) > 1
    for clinic_id in clinics:
        with upgraded.app_context():
            enter_clinic(clinic_id)
            trail = verify_trail()
            assert trail.whole
            assert trail.events > 0


@pytest.mark.database
def test_what_was_recorded_before_is_shown_after(upgraded, settings):
    [clinic_id] = _ids(settings, "SELECT id FROM clinic WHERE name LIKE 'Harbour%'")
    [patient_id] = _ids(settings, "SELECT id FROM patient WHERE record_number = 'HL-0361'")
    newcomer = factories.make_clinician(upgraded, name="Nia Newcomer", clinic=clinic_id)
    client = factories.signed_in(upgraded, newcomer)
    assert "Edith Marlowe" in client.get("/?of=clinic").text
    here = f"/patients/{patient_id}"
    for page in ("", "/progress", "/assessments", "/sessions", "/routine", "/falls", "/documents"):
        answer = client.get(here + page)
        assert (page, answer.status_code) == (page, 200)
        assert "Edith Marlowe" in answer.text
