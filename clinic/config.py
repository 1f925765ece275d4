"""Settings: one frozen value, complete or the program refuses to start."""

import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path


class SettingsRefused(RuntimeError):
    """A setting is missing or unsafe. The message says what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything the program is told from outside, read once at the start."""

    instance: Path
    secret_key: str
    database_url: str
    owner_database_url: str = ""  # PostgreSQL: who owns the tables; only for upgrades
    secure_cookies: bool = False
    testing: bool = False


def read_settings(instance: Path) -> Settings:
    """Settings of an instance folder; makes the folder and its secret key at the first run."""
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    key_file = instance / "secret_key"
    if not key_file.exists():
        with os.fdopen(os.open(key_file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(48))
    config_file = instance / "config.toml"
    written = tomllib.loads(config_file.read_text()) if config_file.exists() else {}
    return Settings(
        instance=instance,
        secret_key=key_file.read_text().strip(),
        database_url=written.get("database_url", f"sqlite:///{instance / 'stepback.sqlite3'}"),
        secure_cookies=written.get("secure_cookies", False),
    )
