"""What awaits a clinician's decision: every claim marked [?] or [K], every house rule beside them.

Marks: [V…] verified against the source, [K…] established but to be checked before clinical
release, [?] a judgement or a house rule.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from clinic.catalogue.loading import RawDefinition, load_folder
from clinic.catalogue.open_rules import open_rules

OPEN: Final = re.compile(r"\[(?:\?|K\d*[a-z]?)\]")
JUDGEMENT: Final = "[?]"
NAMES: Final = ("profile", "code", "title", "text", "name", "value", "id", "link_id")
LONGEST_NAME: Final = 90

KINDS: Final = (
    "instruments",
    "batteries",
    "checklists",
    "ladders",
    "progression",
    "exercises",
    "templates",
    "handouts",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenPoint:
    """One claim: where it stands, and its words with the mark."""

    definition: str
    where: str
    claim: str

    @property
    def is_judgement(self) -> bool:
        """Whether somebody has to decide; else somebody has to compare with the source."""
        return JUDGEMENT in self.claim


def open_points(kind: str) -> tuple[OpenPoint, ...]:
    """The open points of all definitions of a kind, in the order of their files.

    Args:
        kind: the folder under `clinic/catalogue`, such as "instruments".
    """
    return tuple(point for raw in load_folder(kind) for point in _points(raw))


def as_markdown() -> str:
    """`docs/open-points.md`: every open point, by kind and definition, then the house rules."""
    lines = [*HEAD]
    for kind in KINDS:
        points = open_points(kind)
        if not points:
            continue
        lines += ["", f"## {kind.capitalize()}"]
        for definition in dict.fromkeys(point.definition for point in points):
            lines += ["", f"### {definition}", "", *TABLE_HEAD]
            lines += [_row(point) for point in points if point.definition == definition]
    lines += ["", *RULES_HEAD]
    lines += [_row_of(rule.module, rule.claim, "decide") for rule in open_rules()]
    return "\n".join(lines) + "\n"


HEAD: Final = (
    "# Open points before clinical release",
    "",
    "Made from the definitions, and from what the programme itself says of its house rules, by",
    "`scripts/open-points`; a test keeps it in step. Do not edit.",
    "",
    "[?] is a judgement or a house rule: a clinician decides. [K] is established knowledge:",
    "compare with the source named. Limits of entries are house rules [?] throughout. The",
    "permissions for ABC, CFS, FES-I and POMA are the clinic's to obtain; ABC stays shut without.",
)


TABLE_HEAD: Final = ("| where | claim | to do |", "| --- | --- | --- |")

RULES_HEAD: Final = (
    "## House rules of the programme",
    "",
    "Judgements that no definition holds: each is kept in the module named.",
    "",
    *TABLE_HEAD,
)


def _row(point: OpenPoint) -> str:
    to_do = "decide" if point.is_judgement else "compare"
    return _row_of(point.where.replace("_", " "), point.claim, to_do)


def _row_of(where: str, claim: str, to_do: str) -> str:
    one_line = claim.replace("|", "\\|").replace("\n", " ")
    return f"| {where} | {one_line} | {to_do} |"


def _points(raw: RawDefinition) -> Iterator[OpenPoint]:
    head = {"source": raw.source, "licence": raw.licence, "misuse": raw.misuse}
    for where, claim in _walk(head | raw.body, ""):
        if OPEN.search(claim):
            definition = f"{raw.code}, version {raw.version}"
            yield OpenPoint(definition=definition, where=where, claim=claim)


def _walk(value: object, where: str) -> Iterator[tuple[str, str]]:
    """Every text of a definition with the words for its place."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _walk(inner, _joined(where, str(key)))
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, _joined(where, _name(inner)))


def _name(value: object) -> str:
    """What a table in a list is called by: its profile, code, title or text."""
    if not isinstance(value, Mapping):
        return ""
    return next((_short(value[name]) for name in NAMES if name in value), "")


def _short(value: Any) -> str:  # noqa: ANN401 - any TOML value
    words = str(value)
    return words if len(words) <= LONGEST_NAME else f"{words[:LONGEST_NAME].rstrip()}…"


def _joined(where: str, name: str) -> str:
    if not where:
        return name
    return f"{where}: {name}" if name and name not in {"source", "citation"} else where
