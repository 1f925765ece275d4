"""Settings: one frozen value, complete or the program refuses to start."""

import ipaddress
import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, Final

KEY_FILE: Final = "secret_key"
CONFIG_FILE: Final = "config.toml"
DATABASE_FILE: Final = "stepback.sqlite3"
PREFIX: Final = "STEPBACK_"
# Variables of the environment that are no settings: where the instance is, and the tests' browser.
OTHER_VARIABLES: Final = frozenset({"STEPBACK_INSTANCE", "STEPBACK_CHROMIUM"})

SHORTEST_KEY: Final = 32
FEWEST_DIFFERENT: Final = 10  # characters; a longer run of one letter is no secret
KNOWN_KEYS: Final = ("only-for-tests", "changeme", "change-me", "secret", "password", "example")
LOCAL_NAMES: Final = ("localhost", "127.0.0.1")


class SettingsRefused(RuntimeError):
    """A setting is missing or unsafe. The message says what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything the program is told from outside, read once at the start."""

    instance: Path
    secret_key: str
    older_secret_keys: tuple[str, ...] = ()
    database_url: str
    owner_database_url: str = ""
    address: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    threads: int = 4
    https: bool = False
    plain_http_allowed: bool = False
    trusted_proxies: int = 0
    host_names: tuple[str, ...] = ()
    largest_request_kib: int = 1024
    debug: bool = False
    testing: bool = False

    @property
    def answers_to(self) -> tuple[str, ...]:
        """Names in a request's Host line that are ours."""
        return (*LOCAL_NAMES, *self.host_names)


# What each setting does, in a sentence: for docs/operations.md and for refusals.
SETTINGS_HELP: Final[Mapping[str, str]] = {
    "secret_key": (
        "Signs cookies and seals what is kept through sign-in. Not written in config.toml: the "
        "first line of the file `secret_key`, made at the first start"
    ),
    "older_secret_keys": (
        "Further lines of the file `secret_key`: to renew the key, write a new one above the old; "
        "what the old one sealed (second factors) can still be read"
    ),
    "database_url": (
        "Where the record is: `sqlite:///…` or `postgresql+psycopg://…`; when not given, "
        "`stepback.sqlite3` in the instance"
    ),
    "owner_database_url": (
        "PostgreSQL only: the role that owns the tables, for `stepback migrate`; "
        "the working role of `database_url` owns nothing"
    ),
    "address": "Address to listen on",
    "port": "Port to listen on",
    "workers": "Processes that answer requests",
    "threads": "Threads in each of them",
    "https": (
        "The browser reaches Stepback over TLS (the usual proxy): cookies are Secure and "
        "`__Host-`, and browsers are told never to come without TLS"
    ),
    "plain_http_allowed": (
        "Listen on a public address without TLS. Passwords and health data then cross the "
        "network in the clear"
    ),
    "trusted_proxies": (
        "How many proxies stand in front; only then their X-Forwarded headers are believed"
    ),
    "host_names": "Names by which browsers call it, besides localhost: `stepback.example.org`",
    "largest_request_kib": (
        "Largest request that is read, in KiB; larger ones are answered 413. A form that carries a "
        "picture may have 8704 KiB"
    ),
    "debug": "The log says what errors say, which may name patients. For developers, on loopback",
}


def read_settings(instance: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings of an instance folder; makes the folder and its secret key at the first run.

    Raises:
        SettingsRefused: something is missing or unsafe; the message says what to do.
    """
    os.umask(0o077)  # whatever this program makes is for its own account only: the database too
    key_file = instance / KEY_FILE
    if not key_file.exists():
        _make_instance(instance, key_file)
    _refuse_readable_by_others(instance)
    written = _from_file(instance / CONFIG_FILE)
    written |= _from_environment(os.environ if environment is None else environment)
    newest, *older = key_file.read_text(encoding="utf-8").split() or [""]
    settings = Settings(
        instance=instance,
        secret_key=newest,
        older_secret_keys=tuple(older),
        **{"database_url": f"sqlite:///{instance / DATABASE_FILE}", **written},
    )
    _refuse_unsafe(settings)
    return settings


def _make_instance(instance: Path, key_file: Path) -> None:
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    instance.chmod(0o700)
    with os.fdopen(os.open(key_file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
        new.write(secrets.token_urlsafe(48) + "\n")


def _refuse_readable_by_others(instance: Path) -> None:
    if os.name == "nt":
        return  # Windows has no modes; the folder's own permissions hold there
    database = (instance / DATABASE_FILE).name
    names = (KEY_FILE, CONFIG_FILE, database, f"{database}-wal", f"{database}-shm")
    for path in (instance, *(instance / name for name in names)):
        if path.exists() and path.stat().st_mode & 0o077:
            mode = "700" if path.is_dir() else "600"
            raise SettingsRefused(
                f"{path} can be read by others on this machine. Run: chmod {mode} '{path}'"
            )


# --- what was written -------------------------------------------------------------------------


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise SettingsRefused(f"{path} is not TOML that can be read: {trouble}") from trouble
    return {name: _checked(name, value, str(path)) for name, value in written.items()}


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    return {
        name.removeprefix(PREFIX).lower(): _checked(
            name.removeprefix(PREFIX).lower(), _parsed(name, text), f"the variable {name}"
        )
        for name, text in environment.items()
        if name.startswith(PREFIX) and name not in OTHER_VARIABLES
    }


def _parsed(name: str, text: str) -> Any:  # noqa: ANN401 - whatever the setting holds
    match _default_of(name.removeprefix(PREFIX).lower()):
        case bool():
            return {
                "true": True,
                "yes": True,
                "1": True,
                "false": False,
                "no": False,
                "0": False,
            }.get(text.lower(), text)
        case int():
            return int(text) if text.lstrip("-").isdigit() else text
        case tuple():
            return [part.strip() for part in text.split(",") if part.strip()]
        case _:
            return text


def _default_of(name: str) -> object:
    found = {field.name: field.default for field in fields(Settings)}.get(name, MISSING)
    return "" if found is MISSING else found


def _checked(name: str, value: Any, where: str) -> Any:  # noqa: ANN401 - whatever the setting holds
    may_be_written = set(SETTINGS_HELP) - {"secret_key", "older_secret_keys"}
    if name not in may_be_written:
        raise SettingsRefused(
            f"{where} names {name}, which is no setting. "
            f"There are: {', '.join(sorted(may_be_written))}."
        )
    default = _default_of(name)
    if isinstance(default, tuple):
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return tuple(value)
        raise SettingsRefused(f"{where}: {name} is a list of texts.")
    if type(value) is not type(default):
        kind = {bool: "true or false", int: "a whole number", str: "a text"}[type(default)]
        raise SettingsRefused(f"{where}: {name} is {kind}, not {value!r}.")
    return value


# --- what is unsafe ---------------------------------------------------------------------------


def _refuse_unsafe(settings: Settings) -> None:
    _refuse_weak_key(settings)
    _refuse_unknown_database(settings)
    _refuse_out_of_range(settings)
    _refuse_open_door(settings)


def _refuse_weak_key(settings: Settings) -> None:
    file = settings.instance / KEY_FILE
    for key in (settings.secret_key, *settings.older_secret_keys):
        if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_DIFFERENT:
            raise SettingsRefused(
                f"The key in {file} is too short to be a secret. Delete the file: "
                "a new key is made at the next start, and everybody signs in anew."
            )
        if key.lower().startswith(KNOWN_KEYS):
            raise SettingsRefused(
                f"The key in {file} is a known example. Delete the file: "
                "a new key is made at the next start, and everybody signs in anew."
            )


def _refuse_unknown_database(settings: Settings) -> None:
    for name, url in (
        ("database_url", settings.database_url),
        ("owner_database_url", settings.owner_database_url),
    ):
        if url and not url.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise SettingsRefused(
                f"{name} begins with neither sqlite:/// nor postgresql+psycopg://."
            )
    if settings.owner_database_url and settings.owner_database_url == settings.database_url:
        raise SettingsRefused(
            "database_url and owner_database_url are the same. The program works as a role that "
            "does not own the tables; see PostgreSQL in docs/operations.md."
        )


def _refuse_out_of_range(settings: Settings) -> None:
    ranges = {
        "port": (1, 65535),
        "workers": (1, 64),
        "threads": (1, 64),
        "trusted_proxies": (0, 5),
        "largest_request_kib": (64, 65536),
    }
    for name, (least, most) in ranges.items():
        if not least <= getattr(settings, name) <= most:
            raise SettingsRefused(f"{name} is a number from {least} to {most}.")


def _refuse_open_door(settings: Settings) -> None:
    public = not is_loopback(settings.address)
    if settings.debug and (public or settings.trusted_proxies):
        raise SettingsRefused(
            f"debug is on while {settings.address} can be reached from outside. Turn debug off."
        )
    if public and not settings.https and not settings.plain_http_allowed:
        raise SettingsRefused(
            f"{settings.address} can be reached from other machines without TLS. Put a proxy with "
            "TLS in front (docs/operations.md) and set https = true, or listen on 127.0.0.1."
        )
    if (public or settings.trusted_proxies) and not settings.host_names:
        raise SettingsRefused(
            "Browsers will call it by a name that is not known here. "
            'Set host_names, for example host_names = ["stepback.example.org"].'
        )


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(address.strip("[]").split("%")[0]).is_loopback
    except ValueError:
        return address.lower() == "localhost"
