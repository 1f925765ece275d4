"""PostgreSQL's second lock: it holds when the session's own scope is taken away."""

import pytest
import sqlalchemy as sa

from clinic.db import db, enter_clinic, writing
from clinic.web import row_security
from tests.factories import commit_episode

pytestmark = pytest.mark.own_database

COUNT = sa.text("SELECT count(*) FROM patient")


@pytest.fixture
def postgresql(database_kind):
    if database_kind != "postgresql":
        pytest.skip("row-level security is PostgreSQL's; SQLite has the session's scope alone")


def test_the_program_neither_owns_the_tables_nor_passes_row_security(app, postgresql):
    with app.app_context():
        role = db.session.execute(
            sa.text("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        ).one()
        owned = db.session.scalar(
            sa.text("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        )
    assert (tuple(role), owned) == ((False, False), 0)


def test_without_a_clinic_raw_sql_sees_no_row(app, ana, postgresql):
    commit_episode(app, ana)
    with app.app_context():
        assert db.session.execute(COUNT).scalar() == 0


def test_in_another_clinic_raw_sql_sees_no_row_and_changes_none(app, ana, cleo, postgresql):
    commit_episode(app, ana)
    with app.app_context(), writing():
        enter_clinic(cleo.clinic_id)
        assert db.session.execute(COUNT).scalar() == 0
        changed = db.session.execute(sa.text("UPDATE patient SET given_name = 'X'"))
        assert changed.rowcount == 0
        db.session.rollback()
    with app.app_context():
        enter_clinic(ana.clinic_id)
        assert db.session.execute(COUNT).scalar() == 1


def test_a_row_for_another_clinic_is_not_taken(app, ana, cleo, postgresql):
    with app.app_context(), writing():
        enter_clinic(cleo.clinic_id)
        with pytest.raises(sa.exc.ProgrammingError, match="row-level security"):
            db.session.execute(
                sa.text(
                    "INSERT INTO audit_head (clinic_id, id, number, hash)"
                    " VALUES (:clinic, :clinic, 1, '')"
                ),
                {"clinic": ana.clinic_id},
            )
        db.session.rollback()


def test_with_the_lock_off_the_rows_would_be_seen(app, ana, owner_database_url, postgresql):
    """The control: what keeps the rows back above is the lock and nothing else."""
    commit_episode(app, ana)
    engine = sa.create_engine(owner_database_url, poolclass=sa.NullPool)
    with engine.begin() as owner:
        owner.exec_driver_sql("ALTER TABLE patient DISABLE ROW LEVEL SECURITY")
    engine.dispose()
    with app.app_context():
        assert db.session.execute(COUNT).scalar() == 1


def test_every_clinical_table_is_locked(app, owner_database_url, postgresql):
    from clinic.db import clinic_tables

    engine = sa.create_engine(owner_database_url, poolclass=sa.NullPool)
    with engine.connect() as owner:
        locked = owner.execute(
            sa.text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        ).scalars()
        assert set(locked) == clinic_tables()
    engine.dispose()


def test_a_role_that_could_pass_the_lock_is_named_before_the_start(
    app, owner_database_url, postgresql
):
    with app.app_context():
        assert row_security.find_gap(db.session.connection()) == ""
    engine = sa.create_engine(owner_database_url, poolclass=sa.NullPool)
    with engine.connect() as owner:
        assert row_security.find_gap(owner) != ""
    engine.dispose()


def test_a_table_without_its_lock_is_named(app, owner_database_url, postgresql):
    engine = sa.create_engine(owner_database_url, poolclass=sa.NullPool)
    with engine.begin() as owner:
        owner.exec_driver_sql("ALTER TABLE patient DISABLE ROW LEVEL SECURITY")
    engine.dispose()
    with app.app_context():
        assert row_security.find_gap(db.session.connection()) == (
            "Row-level security is off for patient."
        )
