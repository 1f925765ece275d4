"""What the architecture tests ask of the application: its routes, and addresses to try them."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from flask import Flask
from werkzeug.routing import Rule

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
NOWHERE = UUID("01900000-0000-7000-8000-000000000000")
# Not views: files, and the pages that the library brings along are declared one by one.
FILES = frozenset({"static"})


@dataclass(frozen=True)
class Route:
    endpoint: str
    method: str
    rule: Rule

    def __str__(self) -> str:
        return f"{self.endpoint} {self.method}"

    def address(self, app: Flask, **known: object) -> str:
        """An address of this route: known values by name, ids of nothing for the rest."""
        values = {name: known.get(name, _anything(self.rule, name)) for name in self.rule.arguments}
        with app.test_request_context():
            return app.url_for(self.endpoint, **values)


def routes(app: Flask) -> Iterator[Route]:
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, str(rule))):
        for method in METHODS:
            if method in (rule.methods or ()):
                yield Route(rule.endpoint, method, rule)


def _anything(rule: Rule, name: str) -> object:
    converter = type(rule._converters[name]).__name__
    return {"UUIDConverter": NOWHERE, "IntegerConverter": 1}.get(converter, "anything")
