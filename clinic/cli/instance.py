"""The instance that a command works on: its folder, its settings, its application."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from clinic import create_app
from clinic.config import Settings, read_settings
from clinic.db import db

ROOT = Path(__file__).resolve().parents[2]


def instance_folder(named: Path | None) -> Path:
    """Where it was said to be; else beside the source; else in the user's data folder."""
    if named is not None:
        return named.resolve()
    if (ROOT / "pyproject.toml").is_file():
        return ROOT / "instance"
    return _data_folder() / "stepback"


def settings_of(named: Path | None) -> Settings:
    return read_settings(instance_folder(named))


@contextmanager
def application(named: Path | None) -> Iterator[Flask]:
    """The instance's application, with its context entered."""
    with opened(settings_of(named)) as app:
        yield app


@contextmanager
def opened(settings: Settings) -> Iterator[Flask]:
    """The application with its context entered; its connections are closed at the end."""
    app = create_app(settings)
    try:
        with app.app_context():
            yield app
    finally:
        with app.app_context():
            db.engine.dispose()


def _data_folder() -> Path:
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
