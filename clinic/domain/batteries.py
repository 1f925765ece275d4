"""Tests that are done together in one visit."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Battery:
    """A defined set of instruments, in the order in which they are done; a version of it."""

    code: str
    version: int
    status: str
    name: str
    purpose: str
    misuse: str
    source: str
    licence: str
    reviewed_on: date
    instruments: tuple[str, ...]
    order: int
