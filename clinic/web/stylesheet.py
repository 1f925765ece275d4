"""One style sheet out of many files: a page asks for it once, and keeps it for a year.

The files stay small, a component each. Their order is fixed for the ground (tokens, base,
layout, and print at the end); components do not touch one another, and follow by name.
"""

from functools import cache
from pathlib import Path
from typing import Final

from flask import Flask, Response, current_app, request, url_for
from flask.typing import ResponseReturnValue

from clinic.web.headers import content_hash

NAME: Final = "css/stepback.css"  # beside the files, so that their addresses of fonts hold
GROUND: Final = ("tokens", "base", "layout")
LAST: Final = "print"


def sheets(folder: Path) -> tuple[Path, ...]:
    """The files of the style sheet, in order; `folder` is the one they are in."""
    return (
        *(folder / f"{name}.css" for name in GROUND),
        *sorted((folder / "components").glob("*.css")),
        folder / f"{LAST}.css",
    )


def stylesheet_url() -> str:
    """The address of the one sheet, with its content's hash."""
    return url_for("static", filename=NAME, v=content_hash(_composed()))


def _composed() -> bytes:
    folder = Path(current_app.static_folder or "") / "css"
    # Forty files are not looked at for each page, unless somebody may be at work on them.
    return _joined(folder) if current_app.config["SETTINGS"].debug else _shipped(folder)


@cache
def _shipped(folder: Path) -> bytes:
    return _joined(folder)


def _joined(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sheets(folder))


def _shipped_file(filename: str) -> ResponseReturnValue:
    if filename != NAME:
        return current_app.send_static_file(filename)
    response = Response(_composed(), mimetype="text/css")
    response.add_etag()
    return response.make_conditional(request)


def init_app(app: Flask) -> None:
    app.view_functions["static"] = _shipped_file
    app.jinja_env.globals["stylesheet_url"] = stylesheet_url
