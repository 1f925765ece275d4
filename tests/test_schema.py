"""Upgrades: from nothing, from older data, killed half-way, and refused when they must be."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from clinic import schema
from clinic.config import Settings
from tests.databases import opened


def make_settings(folder: Path) -> Settings:
    return Settings(
        instance=folder,
        secret_key="only-for-tests-0123456789abcdef-0123456789",
        database_url=f"sqlite:///{folder / 'stepback.sqlite3'}",
        testing=True,
    )


def test_an_empty_database_is_brought_to_the_newest_revision(tmp_path):
    settings = make_settings(tmp_path)
    done = schema.upgrade(settings)
    assert (done.before, done.after, done.copy) == (None, schema.newest_revision(), None)
    schema.require_current(settings)


def test_the_migrations_make_exactly_what_the_models_state(tmp_path):
    settings = make_settings(tmp_path)
    schema.upgrade(settings)
    engine = sa.create_engine(settings.database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata()) == []
    engine.dispose()


def test_a_second_upgrade_changes_and_copies_nothing(tmp_path):
    settings = make_settings(tmp_path)
    schema.upgrade(settings)
    again = schema.upgrade(settings)
    assert again.before == again.after
    assert again.copy is None


def test_an_empty_database_is_refused_at_the_start_with_what_to_do(tmp_path):
    with pytest.raises(schema.SchemaRefused, match="stepback migrate"):
        schema.require_current(make_settings(tmp_path))


def test_a_database_of_a_newer_program_is_refused_and_left_alone(tmp_path):
    settings = make_settings(tmp_path)
    schema.upgrade(settings)
    with opened(tmp_path / "stepback.sqlite3") as database:
        database.execute("UPDATE alembic_version SET version_num = '999'")
    for start in (schema.upgrade, schema.require_current):
        with pytest.raises(schema.SchemaRefused, match="newer"):
            start(settings)


def test_an_upgrade_that_fails_half_way_leaves_nothing_behind(tmp_path, monkeypatch):
    settings = make_settings(tmp_path)
    broken = tmp_path / "migrations"
    (broken / "versions").mkdir(parents=True)
    first = next((schema.MIGRATIONS / "versions").glob("001_*.py")).read_text()
    (broken / "versions" / "001_first.py").write_text(
        first.replace("def downgrade", '    raise RuntimeError("power cut")\n\n\ndef downgrade')
    )
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", broken)
        with pytest.raises(RuntimeError, match="power cut"):
            schema.upgrade(settings)
    with opened(tmp_path / "stepback.sqlite3") as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == []
    schema.upgrade(settings)
    schema.require_current(settings)


def test_data_of_the_revision_before_survives_the_upgrade_and_is_copied_first(
    tmp_path, monkeypatch
):
    settings = make_settings(tmp_path)
    schema.upgrade(settings)
    with opened(tmp_path / "stepback.sqlite3") as database:
        database.execute(
            "INSERT INTO sign_in_attempt (id, key, at) VALUES ('00', 'kept', '2026-03-20')"
        )
    newest = schema.newest_revision()
    longer = tmp_path / "migrations" / "versions"
    longer.mkdir(parents=True)
    for script in (schema.MIGRATIONS / "versions").glob("*.py"):
        (longer / script.name).write_text(script.read_text())
    (longer / "999_next.py").write_text(
        f"from alembic import op\nrevision = '999'\ndown_revision = '{newest}'\n"
        "branch_labels = depends_on = None\n"
        "def upgrade():\n    op.execute('CREATE TABLE later (id INTEGER)')\n"
    )
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", longer.parent)
        done = schema.upgrade(settings)
    assert (done.before, done.after) == (newest, "999")
    for path, tables in ((tmp_path / "stepback.sqlite3", 1), (done.copy, 0)):
        with opened(path) as database:
            assert database.execute("SELECT key FROM sign_in_attempt").fetchall() == [("kept",)]
            later = "SELECT name FROM sqlite_master WHERE name = 'later'"
            assert len(database.execute(later).fetchall()) == tables
    assert done.copy.stat().st_mode & 0o777 == 0o600
