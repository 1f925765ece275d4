"""PostgreSQL's own lock on every clinical row, behind the session's: row-level security.

The program connects as a role that neither owns the tables nor may bypass row security, and
says per transaction which clinic it is in (`clinic.db.enter_clinic`). Without that, or for
another clinic, the database itself shows no row and takes none.
"""

from clinic.db import clinic_tables

POLICY = "clinic_only"
# Set per transaction by the program. Empty or missing: no clinic, no row.
ENTERED = "nullif(current_setting('stepback.clinic_id', true), '')::uuid"


def statements(app_role: str) -> list[str]:
    """SQL, for the tables' owner, that locks every clinical table and lets the program work.

    May be run again after each upgrade: what is there already is put in place anew.
    """
    role = f'"{app_role.replace(chr(34), chr(34) * 2)}"'
    locks = [statement for table in sorted(clinic_tables()) for statement in _lock(table)]
    return [
        *locks,
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"REVOKE ALL ON TABLE alembic_version FROM {role}",
        f"GRANT SELECT ON TABLE alembic_version TO {role}",
    ]


def _lock(table: str) -> tuple[str, ...]:
    return (
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'DROP POLICY IF EXISTS {POLICY} ON "{table}"',
        f'CREATE POLICY {POLICY} ON "{table}" '
        f"USING (clinic_id = {ENTERED}) WITH CHECK (clinic_id = {ENTERED})",
    )
