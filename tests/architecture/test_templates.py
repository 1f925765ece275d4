"""Templates arrange: they compile, import what they use, and carry no script, style or raw text."""

import re
from pathlib import Path

import pytest
from jinja2 import nodes

from clinic import create_app
from clinic.config import Settings

TEMPLATES = Path(__file__).parents[2] / "templates"
ALL = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*"))

INLINE = re.compile(r"""\s(style|on[a-z]+)\s*=\s*["']""", re.IGNORECASE)
# A script without a source is inline; JSON for a module is data, not code.
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE)
# From another host. The names of the SVG and XLink vocabularies are not addresses that are loaded.
FOREIGN = re.compile(r"""(src|href|action)\s*=\s*["']?(https?:)?//""", re.IGNORECASE)


def source(name):
    return (TEMPLATES / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def templates(tmp_path_factory):
    """The application's template environment; no database is asked for it."""
    settings = Settings(
        instance=tmp_path_factory.mktemp("templates"),
        secret_key="only-for-tests-0123456789abcdef-0123456789",
        database_url="sqlite://",
        testing=True,
    )
    return create_app(settings).jinja_env


@pytest.fixture(scope="module", params=ALL)
def name(request):
    return request.param


def test_a_template_compiles(templates, name):
    templates.compile(source(name), name)


def test_a_template_uses_every_macro_that_it_imports(templates, name):
    tree = templates.parse(source(name))
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    imported = {
        alias[1] if isinstance(alias, tuple) else alias
        for node in tree.find_all(nodes.FromImport)
        for alias in node.names
    } | {node.target for node in tree.find_all(nodes.Import)}
    assert imported - used == set()


def test_a_template_carries_nothing_inline_and_nothing_foreign(name):
    text = source(name)
    assert INLINE.findall(text) == []
    assert INLINE_SCRIPT.findall(text) == []
    assert FOREIGN.findall(text) == []


def test_a_template_escapes_what_it_shows(name):
    assert re.findall(r"\|\s*safe\b|autoescape\s+false|Markup\(", source(name)) == []


def test_every_page_is_rendered_by_some_view():
    """A template that nothing names is forgotten, or a page that a view forgot."""
    root = TEMPLATES.parent
    named = "\n".join(
        path.read_text(encoding="utf-8")
        for folder, pattern in ((root / "clinic", "*.py"), (TEMPLATES, "*.html"))
        for path in folder.rglob(pattern)
    )
    assert [
        name for name in ALL if name.rpartition("/")[2].removesuffix(".html") not in named
    ] == []
