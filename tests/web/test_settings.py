"""What the program is told from outside, and what it will not start with."""

import os
from dataclasses import fields

import pytest

from clinic.config import SETTINGS_HELP, Settings, SettingsRefused, is_loopback, read_settings


@pytest.fixture
def instance(tmp_path):
    return tmp_path / "instance"


@pytest.fixture
def made(instance):
    """An instance after its first start."""
    read_settings(instance, {})
    return instance


def write(instance, text):
    (instance / "config.toml").write_text(text, encoding="utf-8")
    (instance / "config.toml").chmod(0o600)


def refusal(instance, environment=None):
    with pytest.raises(SettingsRefused) as refused:
        read_settings(instance, environment or {})
    return str(refused.value)


def mode(path):
    return path.stat().st_mode & 0o777


def test_the_first_start_makes_a_folder_and_a_key_for_its_own_account_alone(instance):
    settings = read_settings(instance, {})
    assert (mode(instance), mode(instance / "secret_key")) == (0o700, 0o600)
    assert len(settings.secret_key) >= 64
    assert read_settings(instance, {}).secret_key == settings.secret_key
    assert settings.database_url == f"sqlite:///{instance}/stepback.sqlite3"


def test_two_instances_have_two_keys(tmp_path):
    first, second = (read_settings(tmp_path / name, {}) for name in ("a", "b"))
    assert first.secret_key != second.secret_key


def test_a_folder_that_was_there_before_is_closed_at_the_first_start(instance):
    instance.mkdir(mode=0o755)
    read_settings(instance, {})
    assert mode(instance) == 0o700


def test_files_made_later_are_for_its_own_account_alone(made):
    (made / "stepback.sqlite3").touch()
    assert mode(made / "stepback.sqlite3") == 0o600


@pytest.mark.parametrize("name", ["secret_key", "stepback.sqlite3", "config.toml"])
@pytest.mark.parametrize("bits", [0o604, 0o640])
def test_what_others_on_the_machine_can_read_stops_the_start(made, name, bits):
    (made / name).touch()
    (made / name).chmod(bits)
    assert refusal(made).endswith(f"Run: chmod 600 '{made / name}'")


def test_a_folder_that_others_can_enter_stops_the_start(made):
    made.chmod(0o755)
    assert f"chmod 700 '{made}'" in refusal(made)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "short",
        "a" * 64,
        "changeme-changeme-changeme-0123456789",
        "only-for-tests-0123456789abcdef-0123456789",
    ],
)
def test_a_key_that_is_no_secret_stops_the_start(made, key):
    (made / "secret_key").write_text(key)
    assert "Delete the file" in refusal(made)


def test_an_older_key_is_kept_below_the_new_one(made):
    old = (made / "secret_key").read_text().strip()
    new = "a-new-key-0123456789-abcdefghijklmnop"
    (made / "secret_key").write_text(f"{new}\n{old}\n")
    settings = read_settings(made, {})
    assert (settings.secret_key, settings.older_secret_keys) == (new, (old,))


def test_the_file_says_and_the_environment_wins(made):
    write(made, 'port = 8001\nthreads = 2\nhost_names = ["a.example.org"]')
    settings = read_settings(
        made,
        {"STEPBACK_PORT": "8002", "STEPBACK_DEBUG": "yes", "PORT": "1", "STEPBACK_INSTANCE": "x"},
    )
    assert (settings.port, settings.threads, settings.debug) == (8002, 2, True)
    assert settings.host_names == ("a.example.org",)
    listed = read_settings(made, {"STEPBACK_HOST_NAMES": "a.example.org, b.example.org,"})
    assert listed.host_names == ("a.example.org", "b.example.org")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("prot = 8001", "prot, which is no setting"),
        ('secret_key = "x"', "secret_key, which is no setting"),
        ("testing = true", "testing, which is no setting"),
        ('port = "8001"', "port is a whole number"),
        ("port = true", "port is a whole number"),
        ("port = 0", "a number from 1 to 65535"),
        ("workers = 0", "a number from 1 to 64"),
        ("https = 1", "https is true or false"),
        ('host_names = "a"', "host_names is a list of texts"),
        ("port = ", "is not TOML"),
        ('database_url = "mysql://x"', "begins with neither"),
        ("debug = true\ntrusted_proxies = 1\nhost_names = ['a']", "Turn debug off"),
        ("debug = true\naddress = '0.0.0.0'\nhttps = true\nhost_names = ['a']", "Turn debug off"),
        ("address = '0.0.0.0'", "without TLS"),
        ("address = '::'", "without TLS"),
        ("address = '0.0.0.0'\nhttps = true", "Set host_names"),
        ("trusted_proxies = 1", "Set host_names"),
        (
            "database_url = 'postgresql+psycopg://x/y'\n"
            "owner_database_url = 'postgresql+psycopg://x/y'",
            "are the same",
        ),
    ],
)
def test_a_missing_or_unsafe_setting_stops_the_start_with_a_sentence(made, text, sentence):
    write(made, text)
    assert sentence in refusal(made)


def test_a_mistyped_variable_stops_the_start(made):
    assert "STEPBACK_DATABASE_ULR" in refusal(made, {"STEPBACK_DATABASE_ULR": "x"})
    assert "https is true or false" in refusal(made, {"STEPBACK_HTTPS": "perhaps"})


@pytest.mark.parametrize(
    "text",
    [
        "address = '0.0.0.0'\nhttps = true\nhost_names = ['a']",
        "address = '0.0.0.0'\nplain_http_allowed = true\nhost_names = ['a']",
        "debug = true",
        "trusted_proxies = 1\nhttps = true\nhost_names = ['a']",
        "database_url = 'postgresql+psycopg://app@x/y'\n"
        "owner_database_url = 'postgresql+psycopg://owner@x/y'",
    ],
)
def test_what_is_safe_or_was_asked_for_starts(made, text):
    write(made, text)
    assert read_settings(made, {})


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "[::1]", "localhost", "127.8.8.8"])
def test_loopback_is_loopback(address):
    assert is_loopback(address)


@pytest.mark.parametrize(
    "address",
    ["0.0.0.0", "::", "192.168.1.4", "stepback.example.org", ""],  # noqa: S104 - told, not bound to
)
def test_the_rest_is_not(address):
    assert not is_loopback(address)


def test_every_setting_has_its_sentence():
    named = {field.name for field in fields(Settings)} - {"instance", "testing"}
    assert set(SETTINGS_HELP) == named


def test_on_windows_modes_are_not_looked_at(made, monkeypatch):
    made.chmod(0o755)
    monkeypatch.setattr(os, "name", "nt")
    from clinic import config

    config._refuse_readable_by_others(made)
