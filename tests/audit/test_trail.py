import pytest
import sqlalchemy as sa

from clinic.audit.actions import record_event
from clinic.audit.chain import FIRST_LINK
from clinic.audit.models import AuditEvent, TrailIsAppendOnly
from clinic.audit.verification import verify_trail
from clinic.db import OutsideClinic, db, enter_clinic, writing
from tests.factories import MORNING, make_patient

EVENTS = sa.table("audit_event")
TEXTS = ("action", "record_kind", "address", "changes", "previous_hash", "hash")


@pytest.fixture
def trail(app, ana):
    """Five events in Ana's clinic, committed."""
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        patient = make_patient(ana)
        for number in range(5):
            record_event(
                "patient.corrected",
                patient,
                by=ana.actor,
                at=MORNING,
                patient_id=patient.id,
                old={"note": f"Ann's {number}"},
                new={"note": "Łucja “walks” <5 m", "steps": [1, 2.5, None]},
            )
        db.session.commit()
    return ana


def column_of_the_third(name):
    """A statement that reads one column as it is stored."""
    return sa.select(sa.literal_column(name)).select_from(EVENTS).where(sa.text("number = 3"))


def column_made(name, text):
    """A statement that puts another text into it."""
    return (
        sa.update(sa.table("audit_event", sa.column(name, sa.Text())))
        .where(sa.text("number = 3"))
        .values({name: text})
    )


def verdict(app, person):
    with app.app_context():
        enter_clinic(person.clinic_id)
        return verify_trail()


@pytest.fixture
def tamper(app, owner_database_url):
    """Changes rows as somebody would who has the database itself."""

    def run(statement, **values):
        engine = sa.create_engine(owner_database_url)
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SET session_replication_role = replica")
            done = connection.execute(
                sa.text(statement) if isinstance(statement, str) else statement, values
            )
            rows = done.all() if done.returns_rows else []
        engine.dispose()
        return rows

    return run


def test_a_whole_trail_is_whole(app, trail):
    found = verdict(app, trail)
    assert (found.whole, found.events, found.reason) == (True, 5, "")
    assert len(found.last_hash) == 64


def test_an_empty_trail_is_whole(app, ana):
    found = verdict(app, ana)
    assert (found.whole, found.events, found.last_hash) == (True, 0, FIRST_LINK)


@pytest.mark.parametrize("column", TEXTS)
def test_one_changed_byte_is_found_wherever_it_is(app, trail, tamper, column):
    """Also one that means the same to a reader: a capital in a hash, a blank in JSON."""
    (stored,) = tamper(column_of_the_third(column))[0]
    for at in range(0, len(stored), max(1, len(stored) // 12)):
        other = chr(ord(stored[at]) ^ 0x20).replace("\0", "\t")
        changed = stored[:at] + other + stored[at + 1 :]
        tamper(column_made(column, changed))
        found = verdict(app, trail)
        assert found.broken_at == 3, (column, at, changed)
        assert found.reason
    tamper(column_made(column, stored))
    assert verdict(app, trail).whole


@pytest.mark.parametrize("column", ["id", "at", "clinician_id", "patient_id", "record_id"])
def test_a_byte_of_an_id_or_a_moment_is_found_too(app, trail, tamper, column, database_kind):
    if database_kind == "postgresql":
        pytest.skip("PostgreSQL stores these as numbers: there is one way to write each")
    (stored,) = tamper(column_of_the_third(column))[0]
    for at in range(len(stored)):
        changed = stored[:at] + chr(ord(stored[at]) ^ 0x10) + stored[at + 1 :]
        tamper(column_made(column, changed))
        assert verdict(app, trail).broken_at == 3, (column, at, changed)


def test_a_change_of_who_did_it_is_found(app, trail, tamper):
    tamper("UPDATE audit_event SET account_id = account_id + 1 WHERE number = 2")
    assert verdict(app, trail).broken_at == 2


def test_a_removed_event_is_found(app, trail, tamper):
    tamper("DELETE FROM audit_event WHERE number = 4")
    found = verdict(app, trail)
    assert (found.broken_at, found.reason) == (4, "event 4 is missing; the next one is 5")


def test_a_removed_end_is_found(app, trail, tamper):
    tamper("DELETE FROM audit_event WHERE number > 3")
    found = verdict(app, trail)
    assert (found.broken_at, found.reason) == (4, "the chain ends at event 3, its head says 5")


def test_a_removed_head_is_found(app, trail, tamper):
    tamper("DELETE FROM audit_head")
    assert verdict(app, trail).reason == "the head of the chain is missing"


def test_events_in_another_order_are_found(app, trail, tamper):
    for before, after in ((2, 99), (3, 2), (99, 3)):
        tamper(
            "UPDATE audit_event SET number = :after WHERE number = :before",
            before=before,
            after=after,
        )
    assert verdict(app, trail).broken_at == 2


def test_an_event_moved_to_another_clinic_is_missed(app, trail, cleo, tamper, database_kind):
    clinic = str(cleo.clinic_id) if database_kind == "postgresql" else cleo.clinic_id.hex
    tamper("UPDATE audit_event SET clinic_id = :clinic WHERE number = 3", clinic=clinic)
    assert verdict(app, trail).broken_at == 3


def test_text_that_is_no_json_is_a_finding_and_no_crash(app, trail, tamper):
    tamper("UPDATE audit_event SET changes = 'not json' WHERE number = 1")
    found = verdict(app, trail)
    assert (found.broken_at, found.reason) == (1, "changes of an event cannot be read")


def test_each_clinic_has_its_own_chain(app, trail, cleo):
    with app.app_context(), writing():
        enter_clinic(cleo.clinic_id)
        event = record_event("x.done", make_patient(cleo), by=cleo.actor, at=MORNING)
        assert (event.number, event.previous_hash) == (1, FIRST_LINK)
        db.session.commit()
    assert verdict(app, cleo).events == 1
    assert verdict(app, trail).events == 5


def test_the_program_itself_changes_and_removes_nothing(app, trail):
    with app.app_context(), writing():
        enter_clinic(trail.clinic_id)
        event = db.session.scalars(sa.select(AuditEvent)).first()
        event.action = "nothing.happened"
        with pytest.raises(TrailIsAppendOnly):
            db.session.flush()
        db.session.rollback()
        db.session.delete(db.session.scalars(sa.select(AuditEvent)).first())
        with pytest.raises(TrailIsAppendOnly):
            db.session.flush()
        db.session.rollback()


def test_on_postgresql_the_programs_role_may_not_even_try(app, trail, database_kind):
    if database_kind != "postgresql":
        pytest.skip("SQLite has no roles")
    for statement in ("UPDATE audit_event SET action = 'x'", "DELETE FROM access_entry"):
        with app.app_context():
            enter_clinic(trail.clinic_id)
            with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
                db.session.execute(sa.text(statement))


def test_an_event_outside_of_a_clinic_is_refused(app, ana):
    with app.app_context(), writing():
        with pytest.raises(OutsideClinic):
            record_event("x.done", ana.actor, by=None, at=MORNING, new={})
        db.session.rollback()


def test_a_new_records_columns_are_written_down_as_they_are(inside):
    patient = make_patient(inside)
    event = record_event("patient.registered", patient, by=inside.actor, at=MORNING)
    assert event.changes["new"]["family_name"] == "Marlowe"
    assert event.changes["new"]["birth_date"] == "1946-08-03"
    assert event.changes["new"]["clinic_id"] == str(inside.clinic_id)


def test_what_cannot_be_written_down_is_an_error_at_once(inside):
    with pytest.raises(TypeError, match="cannot be written to the audit trail"):
        record_event("x.done", make_patient(inside), by=None, at=MORNING, new={"x": object()})
