"""The demo instance: two clinics in a folder of its own, and what was told about it."""

import json
import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from flask import Flask

from clinic.demo.cast import CEDAR_STREET, HARBOUR_LANE, Practice
from clinic.demo.clinics import Made, Passwords, hashed, make_clinic

TOLD_FILE: Final = "demo.json"
PRACTICES: Final = (HARBOUR_LANE, CEDAR_STREET)
SECOND_CLINIC_SHARE: Final = 4  # one person there for four in the first
WORDS: Final = (
    "amber", "anchor", "basil", "birch", "cedar", "clover", "copper", "dune", "ember", "fern",
    "harbour", "hazel", "heron", "juniper", "kelp", "lantern", "linen", "maple", "meadow", "moss",
    "olive", "otter", "pebble", "plum", "quartz", "reed", "saffron", "sorrel", "thistle", "willow",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What kind of demo is wanted. `password` is everybody's, or None for random ones."""

    people: int
    seed: int
    today: date
    password: str | None

    def matches(self, told: dict[str, Any]) -> bool:
        """Whether this is the demo that is there; it may have been made on another day."""
        same = told.get("people") == self.people and told.get("seed") == self.seed
        return same and self.password in {None, *_passwords_in(told)}


def make_demo(app: Flask, wish: Wish) -> dict[str, Any]:
    """Makes both clinics in the instance's empty database; returns and keeps what is told.

    The passwords of fictional people are kept beside them, readable by the owner alone, so that
    a demo that is started again can print them.
    """
    with app.app_context():
        passwords = hashed(PRACTICES, _passwords(wish.password))
        made = [
            make_clinic(
                practice,
                people,
                seed=wish.seed,
                today=wish.today,
                passwords=passwords,
                told=practice is HARBOUR_LANE,
            )
            for practice, people in zip(PRACTICES, _shares(wish.people), strict=True)
        ]
    told = {
        "people": wish.people,
        "seed": wish.seed,
        "today": wish.today.isoformat(),
        "clinics": [_told(clinic, passwords) for clinic in made],
    }
    file = Path(app.instance_path) / TOLD_FILE
    file.touch(mode=0o600)
    file.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return told


def find_told(folder: Path) -> dict[str, Any] | None:
    """What was told about the demo in this folder, or None when there is none."""
    file = folder / TOLD_FILE
    if not file.is_file():
        return None
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return told


def _shares(people: int) -> tuple[int, int]:
    return people, max(1, people // SECOND_CLINIC_SHARE)


def _passwords(everybodys: str | None) -> dict[str, str]:
    emails = [member.email(practice) for practice in PRACTICES for member in practice.members]
    return {email: everybodys or _random_password() for email in emails}


def _random_password() -> str:
    words = [secrets.choice(WORDS) for _ in range(3)]
    return "-".join([*words, str(secrets.randbelow(9000) + 1000)])


def _told(made: Made, passwords: Passwords) -> dict[str, Any]:
    practice: Practice = made.practice
    return {
        "name": practice.name,
        "accounts": [
            {
                "name": member.name,
                "role": member.role.value,
                "email": member.email(practice),
                "password": passwords.plain[member.email(practice)],
            }
            for member in practice.members
        ],
        "patients": made.patients,
    }


def _passwords_in(told: dict[str, Any]) -> set[str]:
    return {account["password"] for clinic in told["clinics"] for account in clinic["accounts"]}
