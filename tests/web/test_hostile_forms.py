"""Every form of the site, filled in as nobody should: the answer is a page, never a breakdown.

The record is that of an earlier release's demo, brought to this one; a clinician, then an
administrator walk over it, follow every link and send every form several times, with values of
every bad kind. What comes is the same in every run.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
import sqlalchemy as sa
import time_machine
from flask.testing import FlaskClient

from clinic import create_app, schema
from clinic.db import db
from tests import factories, releases
from tests.conftest import make_settings

THAT_DAY = "2026-11-25T10:00:00+00:00"
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
ANY_VALUE = re.compile(r"=[^&]*")
OFTEN = 1  # how many addresses of one kind are looked at
TIMES = 2  # how often each form is sent
HOSTILE = (
    *("-1", "1e309", "nan", "inf", "99999999999999999999", "0", "1.5", "1,5", "½", "١٢", ""),
    *("31 12 3000", "2026-13-45", "\x00x", "\u202e", "' OR 1=1 --", "{{ 7 * 7 }}", "null"),
    *("Ł<b>O'Neil & Søn 王 محمد", "a" * 5000, "../..", "00000000-0000-0000-0000-000000000000"),
)
PLAUSIBLE = ("5", "7.5", "12 3 1950", "3 11 2026", "said so")
CHOSEN = frozenset({"radio", "checkbox", "option", "hidden", "submit"})


@dataclass
class Page(HTMLParser):
    """The links of a page, and the forms it posts: an action and its controls by name."""

    text: str
    links: list[str] = field(default_factory=list)
    forms: list[tuple[str, dict[str, list[tuple[str, str]]]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._controls: dict[str, list[tuple[str, str]]] | None = None
        self._select = ""
        self.feed(self.text)

    def handle_starttag(self, tag, attrs):
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and said.get("href", "").startswith("/"):
            self.links.append(said["href"].partition("#")[0])
        elif tag == "form":
            self._controls = {}
            if said.get("method", "").lower() == "post":
                self.forms.append((said.get("action", ""), self._controls))
        elif tag == "select":
            self._select = said.get("name", "")
        elif self._controls is not None:
            self._add_control(tag, said)

    def _add_control(self, tag, said):
        name = self._select if tag == "option" else said.get("name")
        kind = tag if tag in ("option", "textarea") else said.get("type", "text")
        if name and tag in ("input", "button", "textarea", "option"):
            self._controls.setdefault(name, []).append((kind, said.get("value", "")))

    def handle_endtag(self, tag):
        if tag == "form":
            self._controls = None
        elif tag == "select":
            self._select = ""


@pytest.fixture
def record(database_kind, tmp_path, compiled_templates):
    """The application on the record of an earlier release, brought to this one."""
    if database_kind != "sqlite":
        pytest.skip("what a form answers does not hang on the database; PostgreSQL has its own")
    settings = make_settings(tmp_path, database_url=f"sqlite:///{tmp_path / 'stepback.sqlite3'}")
    releases.bring_to("001", settings, tmp_path / "migrations")
    engine = sa.create_engine(settings.database_url)
    with engine.begin() as connection:
        releases.fill(connection, "001")
    engine.dispose()
    schema.upgrade(settings)
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    app.jinja_env.bytecode_cache = compiled_templates
    with time_machine.travel(THAT_DAY):
        yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("role", ["clinician", "administrator", "assistant"])
def test_no_form_breaks_down_whatever_is_sent(record, role):
    with record.app_context():
        clinic_id = db.session.execute(
            sa.text("SELECT id FROM clinic WHERE name LIKE 'Harbour%'").columns(id=sa.Uuid())
        ).scalar_one()
        db.session.rollback()
    person = factories.make_clinician(record, name="Nia Newcomer", role=role, clinic=clinic_id)
    client = factories.signed_in(record, person)
    sent = 0
    for page in _walk(client):
        for action, controls in page.forms:
            for bad in _fillings(controls, random.Random(f"{action} {sorted(controls)}")):  # noqa: S311 - no secret
                answer = client.post(action, data=bad)
                assert answer.status_code < 500, (action, bad)
                assert _summary_leads_nowhere(answer.text) == [], (action, bad)
                sent += 1
    assert sent > 40


def _summary_leads_nowhere(page: str) -> list[str]:
    """The links of the summary of what is wrong that lead to no control of the page."""
    _, found, summary = page.partition('id="error-summary-title"')
    links = re.findall(r'href="#([^"]+)"', summary.partition("</div>")[0]) if found else []
    return [target for target in links if f'id="{target}"' not in page]


def _walk(client: FlaskClient) -> Iterator[Page]:
    """The pages that links lead to from the start page; of each kind a few."""
    waiting, seen, kinds = ["/"], set(), {}
    while waiting:
        address = waiting.pop()
        kind = ANY_VALUE.sub("=", ID.sub("ID", address))
        if address in seen or kinds.get(kind, 0) >= OFTEN:
            continue
        seen.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = client.get(address)
        assert answer.status_code < 500, address
        if answer.mimetype != "text/html":
            continue
        page = Page(answer.get_data(as_text=True))
        page.forms = [
            (action or address, controls)
            for action, controls in page.forms
            if not (action or address).startswith("/sign-out")
        ]
        waiting += page.links
        yield page


def _fillings(controls, chance: random.Random) -> Iterator[dict[str, str]]:
    for _ in range(TIMES):
        yield {
            name: _value(offered, chance)
            for name, offered in controls.items()
            if chance.random() < 0.9
        }


def _value(offered: list[tuple[str, str]], chance: random.Random) -> str:
    kind, value = chance.choice(offered)
    if kind in CHOSEN:
        return value if chance.random() < 0.75 else chance.choice(HOSTILE)
    return chance.choice(HOSTILE if chance.random() < 0.6 else PLAUSIBLE)
