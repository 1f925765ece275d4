"""Colours that can be read: contrast as the accessibility guidelines measure it."""

import re
from typing import Final

LEAST_CONTRAST: Final = 4.5
"""Least contrast of text with what it stands on. Source: WCAG 2.2, success criterion 1.4.3."""

_WRITTEN: Final = re.compile(r"#[0-9a-f]{6}", re.ASCII)


def read_colour(typed: str) -> str | None:
    """A colour as "#1a5e3a", however it was typed; None when it is none."""
    tidied = typed.strip().lower()
    tidied = tidied if tidied.startswith("#") else f"#{tidied}"
    return tidied if _WRITTEN.fullmatch(tidied) else None


def contrast_with_white(colour: str) -> float:
    """How far a colour stands out from white paper, from 1 (white) to 21 (black).

    Source: WCAG 2.2, definition of contrast ratio.
    """
    return 1.05 / (_luminance(colour) + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 for black, 1 for white. Source: WCAG 2.2, relative luminance."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - WCAG's own
