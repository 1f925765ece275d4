"""What cannot be read as text is refused, before any view sees it."""

from typing import Final
from urllib.parse import unquote_to_bytes

from flask import Flask, request
from werkzeug.exceptions import BadRequest, SecurityError

REPLACEMENT: Final = "\ufffd"  # what a decoder puts where bytes were no text
FORM_TYPE: Final = "application/x-www-form-urlencoded"


def init_app(app: Flask) -> None:
    app.before_request(refuse_undecodable)


def refuse_undecodable() -> None:
    """A path, query or form with bytes that are no UTF-8, or with a NUL, is a 400."""
    if isinstance(request.routing_exception, SecurityError):
        raise request.routing_exception  # called by a name that is not ours
    _text(request.environ.get("PATH_INFO", "").encode("latin-1", errors="replace"))
    _text(unquote_to_bytes(request.query_string))
    if request.mimetype == FORM_TYPE:
        _text(unquote_to_bytes(request.get_data(cache=True, parse_form_data=False)))
    elif request.mimetype == "multipart/form-data":
        for name, values in request.form.lists():
            for value in (name, *values):
                if REPLACEMENT in value or "\0" in value:
                    raise BadRequest


def _text(raw: bytes) -> None:
    try:
        text = raw.decode()
    except UnicodeDecodeError as trouble:
        raise BadRequest from trouble
    if "\0" in text:
        raise BadRequest
