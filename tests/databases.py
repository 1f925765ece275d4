"""Databases as a server keeps them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

PROGRAM = "stepback_program"  # the role that the program has on PostgreSQL


def as_text(url: sa.URL) -> str:
    """The address with its password, as settings hold it."""
    return url.render_as_string(hide_password=False)


def run_on(url: sa.URL, statement: str) -> None:
    """Runs one statement outside a transaction."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


@contextmanager
def opened(path: Path | str, *, uri: bool = False) -> Iterator[sqlite3.Connection]:
    """A SQLite file: what was written is committed at the end, and the file closed."""
    with closing(sqlite3.connect(path, uri=uri)) as connection, connection:
        yield connection
