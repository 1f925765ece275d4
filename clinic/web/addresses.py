"""Addresses within this program: where somebody may be sent on to."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import request


def local_path(text: str | None) -> str | None:
    """A path on this host and nothing else.

    `//evil.example`, `/\\evil.example` and a path with a tab in it are other hosts to a browser.
    """
    if not text or not text.startswith("/") or text.startswith("//"):
        return None
    if "\\" in text or any(ord(character) < 33 or ord(character) == 127 for character in text):  # noqa: PLR2004 - blank and control characters
        return None
    parts = urlsplit(text)
    return text if not parts.scheme and not parts.netloc else None


def this_address() -> str:
    """This request's path and query, less what was searched for: names stay out of addresses."""
    query = [
        (name, value) for name, value in parse_qsl(request.query_string.decode()) if name != "q"
    ]
    return request.path + (f"?{urlencode(query)}" if query else "")
