"""`stepback migrate` and `stepback backup`: what keeps the record whole."""

import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import click
import sqlalchemy as sa

from clinic import schema
from clinic.cli.instance import settings_of
from clinic.cli.sentences import refuse


@click.command()
@click.pass_context
def migrate(context: click.Context) -> None:
    """Make the database, or bring it up to date with this program.

    All of an upgrade happens, or nothing of it. A SQLite file with data in it is copied beside
    itself first; the copy's name is printed. On PostgreSQL the tables' owner does this, and
    row-level security is put in place for the role that the program works as.
    """
    settings = settings_of(context.obj)
    done = schema.upgrade(settings)
    if done.copy:
        click.echo(f"Copied the database as it was to {done.copy}.")
    if done.before == done.after:
        click.echo(f"The database is up to date (revision {done.after}).")
    else:
        click.echo(f"The database is now at revision {done.after}.")


@click.command()
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
@click.pass_context
def backup(context: click.Context, file: Path) -> None:
    """Copy the database to FILE while people work; `-` writes it to standard output.

    The copy is what had been saved at one moment, whole and checked, and only its owner can read
    it (mode 0600). It is not encrypted: keep it on an encrypted disk, or encrypt it on the way,
    for instance `stepback backup - | age -r … > stepback.age`. An existing FILE is not replaced.

    Copying the database file by hand is no backup: what was saved last is in another file.
    The key that signs cookies (`secret_key`) is not in it; people sign in anew after a restore.
    """
    url = sa.make_url(settings_of(context.obj).database_url)
    if url.get_backend_name() != "sqlite":
        refuse("A PostgreSQL database is backed up with `pg_dump --format=custom`.")
    database = Path(url.database or "")
    if not database.is_file():
        refuse("There is no database yet. Run `stepback migrate` first.")
    if str(file) == "-":
        _to_standard_output(database)
        return
    if file.exists():
        refuse(f"{file} is there already; choose another name.")
    if not file.parent.is_dir():
        refuse(f"There is no folder {file.parent}.")
    _copy(database, file)
    click.echo(f"Backed up to {file} ({file.stat().st_size / 1e6:.1f} MB, checked).")


def _to_standard_output(database: Path) -> None:
    if sys.stdout.isatty():
        refuse("A backup is not for the screen: name a file, or send it on with `|`.")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.sqlite3"
        _copy(database, copy)
        with copy.open("rb") as whole:
            shutil.copyfileobj(whole, sys.stdout.buffer)


def _copy(database: Path, target: Path) -> None:
    """Under another name until it is whole: a backup that broke off is never taken for one."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as source:
            _fill(unfinished, source)
        unfinished.rename(target)
    except sqlite3.Error as trouble:
        refuse(f"The backup could not be made: {trouble}")
    finally:
        unfinished.unlink(missing_ok=True)


def _fill(unfinished: Path, source: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(unfinished)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if answer != "ok":
        refuse(f"The copy does not pass SQLite's integrity check: {answer}")
    with unfinished.open("rb") as whole:
        os.fsync(whole.fileno())
