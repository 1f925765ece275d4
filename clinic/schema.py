"""Brings a database to this program's schema: all of an upgrade, or nothing of it."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

from clinic import clock
from clinic.config import Settings
from clinic.db import Plain, prepare_engine, writing
from clinic.web import row_security

MIGRATIONS = Path(__file__).parent / "migrations"
FEATURES = (
    "web",
    "audit",
    "organisation",
    "accounts",
    "patients",
    "episodes",
    "assessments",
    "exercises",
    "precautions",
    "falls",
    "risk",
    "routines",
    "session_logs",
    "progress",
    "documents",
)


class SchemaRefused(RuntimeError):
    """The database does not fit this program. The message says what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Upgrade:
    """What an upgrade did. `copy` is the SQLite file as it was before."""

    before: str | None
    after: str
    copy: Path | None


def metadata() -> sa.MetaData:
    """The schema as the models state it, all features read."""
    for feature in FEATURES:
        if find_spec(f"clinic.{feature}.models") is not None:
            import_module(f"clinic.{feature}.models")
    return Plain.metadata


def newest_revision() -> str:
    """The revision this program works with."""
    head = _scripts().get_current_head()
    if head is None:
        raise SchemaRefused("The program was installed without its migrations: install it anew.")
    return head


def stored_revision(url: str) -> str | None:
    """The revision of a database; None when it is empty."""
    with _connected(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(settings: Settings) -> Upgrade:
    """Upgrades the database to the newest revision, in one transaction.

    A SQLite file with data in it is copied beside itself first. On PostgreSQL the connection
    is the owner's, and row security is put in place for the program's role.

    Raises:
        SchemaRefused: the database was made by a newer program.
    """
    url = settings.owner_database_url or settings.database_url
    before = stored_revision(url)
    after = newest_revision()
    _refuse_newer(before)
    if before == after:
        return Upgrade(before=before, after=after, copy=None)
    copy = _copy_sqlite(url) if before is not None else None
    with writing(), _connected(url) as connection, connection.begin():
        _run_migrations(connection)
        if connection.dialect.name == "postgresql" and settings.owner_database_url:
            metadata()
            app_role = sa.make_url(settings.database_url).username or ""
            for statement in row_security.statements(app_role):
                connection.execute(sa.text(statement))
    return Upgrade(before=before, after=after, copy=copy)


def require_current(settings: Settings) -> None:
    """Refuses to start on a database of another revision.

    Raises:
        SchemaRefused: it is empty, older, or newer, or the role that the program works as could
            pass PostgreSQL's row security; the message says what to do.
    """
    stored = stored_revision(settings.database_url)
    _refuse_newer(stored)
    if stored != newest_revision():
        state = "empty" if stored is None else f"at revision {stored}"
        raise SchemaRefused(
            f"The database is {state}; this program needs {newest_revision()}. "
            "Run `stepback migrate` first: it copies the database before it changes it."
        )
    _refuse_unlocked(settings.database_url)


def _refuse_unlocked(url: str) -> None:
    """On PostgreSQL the rows are locked twice: the program must not hold the second key."""
    if not url.startswith("postgresql"):
        return
    metadata()
    with _connected(url) as connection:
        gap = row_security.find_gap(connection)
    if gap:
        raise SchemaRefused(
            f"{gap} Set owner_database_url to the tables' owner and database_url to a role of its "
            "own, and run `stepback migrate`; see PostgreSQL in docs/operations.md."
        )


def _refuse_newer(stored: str | None) -> None:
    if stored is None:
        return
    known = {script.revision for script in _scripts().walk_revisions()}
    if stored not in known:
        raise SchemaRefused(
            f"The database is at revision {stored}, which this program does not know: a newer "
            "program has used it. Install that version again, or restore a backup."
        )


def _run_migrations(connection: sa.Connection) -> None:
    scripts = _scripts()

    def steps(revision: Any, _context: object) -> Any:  # noqa: ANN401 - Alembic's own protocol
        return scripts._upgrade_revs("head", revision)  # noqa: SLF001 - as Alembic's own command

    with EnvironmentContext(_config(), scripts, fn=steps) as environment:
        environment.configure(
            connection=connection,
            target_metadata=metadata(),
            transactional_ddl=True,
            transaction_per_migration=False,
            render_as_batch=True,
        )
        environment.run_migrations()


def _copy_sqlite(url: str) -> Path | None:
    path = sa.make_url(url).database
    if not url.startswith("sqlite") or not path:
        return None
    moment = clock.now().strftime("%Y%m%dT%H%M%SZ")
    copy = Path(path).with_name(f"{Path(path).name}.before-upgrade-{moment}")
    _require_room(Path(path))
    copy.touch(mode=0o600)
    source, target = sqlite3.connect(path), sqlite3.connect(copy)
    with target:
        source.backup(target)
    target.close()
    source.close()
    return copy


def _require_room(database: Path) -> None:
    size, free = database.stat().st_size, shutil.disk_usage(database.parent).free
    if free < 2 * size:
        raise SchemaRefused(
            f"The upgrade copies the database first and needs {2 * size / 1e6:.0f} MB of free "
            f"disk; there are {free / 1e6:.0f} MB. Make room, then run `stepback migrate` again."
        )


@contextmanager
def _connected(url: str) -> Iterator[sa.Connection]:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    prepare_engine(engine)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("version_locations", str(MIGRATIONS / "versions").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
