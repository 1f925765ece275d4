"""A state in a word, for a row or the banner: what the `status_tag` macro draws."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["refused", "caution", "due", "improved", "plain"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """One to three words, their tone, and the icon beside them (the tone's own when None)."""

    text: str
    tone: Tone = "plain"
    icon: str | None = None
