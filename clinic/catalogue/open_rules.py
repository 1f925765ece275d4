"""House rules that stand in the programme and not in a definition: they await a decision too.

Found by their mark: each comment or docstring under `clinic/` with a [?] is one.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parents[1]
JUDGEMENT: Final = "[?]"
ABOUT_THE_MARKS: Final = ("catalogue/",)
"""These speak of the mark itself; the claims they read are listed from the definitions."""

SAID_ON_PAGES: Final = (
    (
        "assessments",
        "Safety stop: no balance test with chest pain, dizziness, breathlessness at rest, new "
        "neurological signs, or a systolic pressure under 90 or over 180 at rest [?] "
        "instruments.md 0.1",
    ),
)
"""Rules that only a person can follow: a page says them, nothing is computed from them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenRule:
    """One rule: the module that keeps it, and its words with the mark."""

    module: str
    claim: str


def open_rules(folder: Path = PACKAGE) -> tuple[OpenRule, ...]:
    """Every rule marked [?] in the comments and docstrings of a package, by module.

    Args:
        folder: of the package.
    """
    found = [OpenRule(module=module, claim=claim) for module, claim in SAID_ON_PAGES]
    for path in sorted(folder.rglob("*.py")):
        module = path.relative_to(folder).as_posix()
        if not module.startswith(ABOUT_THE_MARKS):
            claims = dict.fromkeys(_claims(path.read_text(encoding="utf-8")))
            found += [OpenRule(module=_dotted(module), claim=claim) for claim in claims]
    return tuple(sorted(found, key=lambda rule: rule.module))


def _dotted(module: str) -> str:
    return module.removesuffix(".py").replace("/", ".")


def _claims(source: str) -> Iterator[str]:
    if JUDGEMENT not in source:
        return
    for paragraph in chain(_told(source), _comments(source)):
        if JUDGEMENT in paragraph:
            yield " ".join(paragraph.split())


def _told(source: str) -> Iterator[str]:
    """The paragraphs of all docstrings, also of those under a constant: these with its name."""
    for node in ast.walk(ast.parse(source)):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        for before, statement in pairwise([None, *body]):
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                yield from _paragraphs(before, str(statement.value.value))


def _paragraphs(about: ast.stmt | None, text: str) -> Iterator[str]:
    """One that only gives a source is told with the first, which says of what."""
    first, *others = re.split(r"\n\s*\n", text)
    yield f"{ast.unparse(about.target)}: {first}" if isinstance(about, ast.AnnAssign) else first
    for other in others:
        yield f"{first} {other}" if other.strip().startswith("Source:") else other


def _comments(source: str) -> Iterator[str]:
    """Comments, those on lines that follow one another as one."""
    run: list[str] = []
    last = -1
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        if token.start[0] != last + 1:
            yield " ".join(run)
            run = []
        run.append(token.string.lstrip("# "))
        last = token.start[0]
    yield " ".join(run)
