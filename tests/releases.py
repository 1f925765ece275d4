"""Databases of earlier releases, with a fictional demo's rows in them."""

import json
import lzma
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from clinic import schema
from clinic.config import Settings

FOLDER = Path(__file__).parent / "data" / "releases"
KINDS = {
    "uuid": sa.Uuid,
    "moment": sa.DateTime,
    "day": sa.Date,
    "json": sa.JSON,
    "truth": sa.Boolean,
    "whole": sa.Integer,
    "bytes": sa.LargeBinary,
    "text": sa.String,
}
READ = {
    "uuid": UUID,
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "bytes": bytes.fromhex,
}


def bring_to(revision: str, settings: Settings, folder: Path) -> None:
    """Gives an empty database the schema of a release; the folder is for its migrations."""
    (folder / "versions").mkdir(parents=True)
    for script in (schema.MIGRATIONS / "versions").glob("[0-9]*.py"):
        if script.name[:3] <= revision:
            shutil.copy(script, folder / "versions")
    as_owner = replace(  # whose tables of today cannot all be locked: some are not there yet
        settings,
        database_url=settings.owner_database_url or settings.database_url,
        owner_database_url="",
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", folder)
        assert schema.upgrade(as_owner).after == revision


def fill(connection: sa.Connection, revision: str) -> dict[str, int]:
    """Puts the rows of a release into its schema; answers how many each table has."""
    kept = json.loads(lzma.decompress((FOLDER / f"{revision}.json.xz").read_bytes()))
    for part in kept:
        table = sa.table(
            part["table"],
            *(sa.column(name, _type(kind)) for name, kind in part["columns"].items()),
        )
        rows = [
            {
                name: _value(kind, value, connection.dialect.name)
                for (name, kind), value in zip(part["columns"].items(), row, strict=True)
            }
            for row in part["rows"]
        ]
        if rows:
            connection.execute(sa.insert(table), rows)
        if part["columns"].get("id") == "whole" and connection.dialect.name == "postgresql":
            count_on = "SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)"
            last = max(row["id"] for row in rows)
            connection.execute(sa.text(count_on), {"table": part["table"], "last": last})
    return {part["table"]: len(part["rows"]) for part in kept}


def _type(kind: str) -> sa.types.TypeEngine:
    return sa.DateTime(timezone=True) if kind == "moment" else KINDS[kind]()


def _value(kind: str, value: object, dialect: str) -> object:
    if value is None or kind not in READ:
        return value
    read = READ[kind](value)
    return read.replace(tzinfo=UTC) if kind == "moment" and dialect == "postgresql" else read
