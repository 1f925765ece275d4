"""PostgreSQL's second lock: a row of a clinic that the connection has not entered is not there.

The first lock is the session's own scope (clinic/db.py). This one holds even for a query that goes
round it: row security is forced, and the program works as a role that neither owns the tables nor
is a superuser, so that it cannot switch the lock off.
"""

from typing import Final

import sqlalchemy as sa

from clinic.db import Plain, clinic_tables

ENTERED: Final = "NULLIF(current_setting('stepback.clinic_id', true), '')::uuid"
POLICY: Final = "within_clinic"
# What was written down about others' acts is added to, never changed: not even by the program.
APPEND_ONLY: Final = frozenset({"audit_event", "access_entry"})
VERSION_TABLE: Final = "alembic_version"
ROLE: Final = sa.text(
    "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
)
OWNED: Final = sa.text("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
LOCKED: Final = sa.text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")


def statements(app_role: str) -> list[str]:
    """What the tables' owner runs after every upgrade; each may run again without harm."""
    role = _quoted(app_role)
    locked = clinic_tables()
    made = [f"GRANT USAGE ON SCHEMA public TO {role}"]
    for table in Plain.metadata.sorted_tables:
        name = _quoted(table.name)
        may = "SELECT, INSERT" if table.name in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"
        made += [f"REVOKE ALL ON {name} FROM {role}", f"GRANT {may} ON {name} TO {role}"]
        if table.name in locked:
            made += _lock(name)
    return [*made, *_sequences(role), _version_is_readable(role)]


def find_gap(connection: sa.Connection) -> str:
    """What would let this connection past the lock, in a sentence; empty when it holds."""
    role, superuser, bypasses = connection.execute(ROLE).one()
    if superuser or bypasses:
        return f"{role} is a superuser or may bypass row-level security."
    if connection.execute(OWNED).scalar():
        return f"{role} owns the tables, so it could switch row-level security off."
    unlocked = set(clinic_tables()) - set(connection.execute(LOCKED).scalars())
    return f"Row-level security is off for {', '.join(sorted(unlocked))}." if unlocked else ""


def _lock(table: str) -> list[str]:
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS {POLICY} ON {table}",
        f"CREATE POLICY {POLICY} ON {table} "
        f"USING (clinic_id = {ENTERED}) WITH CHECK (clinic_id = {ENTERED})",
    ]


def _sequences(role: str) -> list[str]:
    return [f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"]


def _version_is_readable(role: str) -> str:
    """The program compares the schema's revision with its own when it starts."""
    return (
        f"DO $$ BEGIN IF to_regclass('public.{VERSION_TABLE}') IS NOT NULL THEN "
        f"GRANT SELECT ON {VERSION_TABLE} TO {role}; END IF; END $$"
    )


def _quoted(name: str) -> str:
    if not name:
        raise ValueError("The working role has no name: database_url needs one on PostgreSQL.")
    return '"' + name.replace('"', '""') + '"'
