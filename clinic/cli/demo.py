"""`stepback demo`: two fictional clinics to look around in."""

import json
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from clinic import clock, schema
from clinic.accounts.machinery import SHORTEST_PASSWORD
from clinic.accounts.queries import instance_is_empty
from clinic.cli.instance import ROOT, instance_folder, opened
from clinic.cli.sentences import refuse
from clinic.config import CONFIG_FILE, DATABASE_FILE, KEY_FILE, read_settings
from clinic.demo.cast import HARBOUR_LANE
from clinic.demo.instance import Wish, find_told, make_demo
from clinic.phrasing import plural

OF_AN_INSTANCE = {KEY_FILE, CONFIG_FILE, *(f"{DATABASE_FILE}{end}" for end in ("", "-wal", "-shm"))}


@click.command()
@click.option("--people", default=40, show_default=True, type=click.IntRange(1, 400))
@click.option("--seed", default=7, show_default=True, help="Another seed, other people.")
@click.option("--password", help="Everybody's password, for scripts; else random ones.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day it is; else today.")
@click.option("--fresh", is_flag=True, help="Throw the demo that is there away and make it anew.")
@click.option("--json", "as_json", is_flag=True, help="Print clinics, accounts, record numbers.")
@click.option("--address", default="", hidden=True, help="Where it will be served.")
@click.pass_context
def demo(
    context: click.Context,
    /,
    people: int,
    seed: int,
    password: str | None,
    today: datetime | None,
    **options: bool | str,
) -> None:
    """Make two fictional clinics with months of care, unless they are there already.

    The first clinic has PEOPLE patients, the second a quarter of them; each has an account for
    every role. Everything is made through the same actions as the pages: people who improve, one
    who does not, one who fell, one who stopped, one whose screen ran out. The same seed on the
    same day makes the same people.

    \b
      stepback demo
      stepback --instance instance/demo serve
    """
    folder = _folder(context.obj)
    wish = Wish(people=people, seed=seed, today=_day(today), password=_usable(password))
    told = None if options["fresh"] else _kept(folder, wish)
    if told is None:
        _clear(folder)
        if not options["as_json"]:
            click.echo(f"Making the demo clinics in {folder} (some seconds) …")
        told = _make(folder, wish)
    if options["as_json"]:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _print(told, str(options["address"]))


def _make(folder: Path, wish: Wish) -> dict[str, Any]:
    settings = read_settings(folder)
    schema.upgrade(settings)
    with opened(settings) as app:
        if not instance_is_empty():
            refuse("There are clinics in this database already; a demo needs an empty one.")
    with opened(settings) as app:
        return make_demo(app, wish)


def _folder(named: Path | None) -> Path:
    """Never the real instance by accident: without a name it is a folder of its own."""
    if named is not None:
        return instance_folder(named)
    return ROOT / "instance" / "demo" if (ROOT / "pyproject.toml").is_file() else Path("demo")


def _day(today: datetime | None) -> date:
    return clock.today(HARBOUR_LANE.time_zone) if today is None else today.date()


def _usable(password: str | None) -> str | None:
    if password is not None and len(password) < SHORTEST_PASSWORD:
        refuse(f"A password has at least {SHORTEST_PASSWORD} characters.")
    return password


def _kept(folder: Path, wish: Wish) -> dict[str, Any] | None:
    told = find_told(folder)
    if told is None:
        return None
    if not wish.matches(told):
        refuse(
            f"The demo in {folder} has {told['people']} people from seed {told['seed']}, or "
            "other passwords. Add --fresh to make it anew, or name another folder with --instance."
        )
    return told


def _clear(folder: Path) -> None:
    """Empties the folder of an earlier demo; what else may be an instance is left as it is."""
    found = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if find_told(folder) is not None:
        shutil.rmtree(folder)
    elif found - OF_AN_INSTANCE:
        refuse(f"{folder} holds something that is not a demo. Name another with --instance.")


def _print(told: dict[str, Any], address: str) -> None:
    for clinic in told["clinics"]:
        click.echo(f"\n{clinic['name']} ({plural(len(clinic['patients']), 'patient')})")
        for account in clinic["accounts"]:
            click.echo(f"  {account['role']:14} {account['email']:48} {account['password']}")
    if address:
        click.echo(f"\nOpen {address} and sign in with one of these.")
