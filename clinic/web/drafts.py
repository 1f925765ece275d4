"""What somebody typed is kept when it could not be saved."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from flask import request

from clinic.web.seals import seal, unseal

PURPOSE: Final = "draft"
KEPT_FOR_S: Final = 12 * 3600
LARGEST: Final = 200_000  # characters
# Fields of the form's own machinery: carried along, but nobody typed them.
MACHINERY: Final = frozenset({"csrf_token", "record_id", "version"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A form as it was sent: where to, and every field in its order."""

    address: str
    fields: tuple[tuple[str, str], ...]

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """What is sent again; the token against forgery is made anew."""
        return tuple(pair for pair in self.fields if pair[0] != "csrf_token")

    @property
    def typed(self) -> tuple[tuple[str, str], ...]:
        """What is shown: words for the field's name, and the text."""
        return tuple(
            (in_words(name), value)
            for name, value in self.fields
            if name not in MACHINERY and value.strip()
        )


def in_words(name: str) -> str:
    """ "pain_before" as "Pain before", for pages that know no labels."""
    words = name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def typed_in_this_request() -> Draft | None:
    """The form of this request, when one of our own pages sent it and it holds no password."""
    if request.method != "POST" or not from_our_own_page():
        return None
    fields = tuple(_fields())
    if not fields or any("password" in name for name, _ in fields):
        return None
    if sum(len(name) + len(value) for name, value in fields) > LARGEST:
        return None
    return Draft(address=request.full_path.rstrip("?"), fields=fields)


def from_our_own_page() -> bool:
    """Whether the browser says that a page of ours sent this. Silence counts as a no."""
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said == "same-origin"
    sender = request.headers.get("Origin") or request.headers.get("Referer")
    return bool(sender) and urlsplit(sender).netloc == request.host


def kept(draft: Draft, account_id: int, *, at: datetime) -> str:
    """The draft, sealed for this account alone: it waits in the sign-in page."""
    content = {"account": account_id, "address": draft.address, "fields": draft.fields}
    return seal(PURPOSE, json.dumps(content), at=at)


def recalled(sealed: str, account_id: int, *, at: datetime) -> Draft | None:
    """The draft again, if this account typed it, not too long ago."""
    opened = unseal(PURPOSE, sealed, at=at, within_s=KEPT_FOR_S)
    if opened is None:
        return None
    content = json.loads(opened)
    if content["account"] != account_id:
        return None
    fields = tuple((name, value) for name, value in content["fields"])
    return Draft(address=content["address"], fields=fields)


def _fields() -> Iterator[tuple[str, str]]:
    for name, values in request.form.lists():
        for value in values:
            yield name, value
