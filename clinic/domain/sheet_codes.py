"""Codes of sheets on paper: short enough to type, and a slip of a finger finds no other sheet."""

from collections.abc import Callable, Sequence
from typing import Final

# No 0, 1, 2 and no I, L, O, Z: nothing is taken for another sign. 29 signs, a prime, so that the
# check sign finds every wrong sign and every two neighbours that were exchanged.
SIGNS: Final = "3456789ABCDEFGHJKMNPQRSTUVWXY"
FREE_SIGNS: Final = 6
GROUP: Final = 3


def new_sheet_code(choose: Callable[[str], str]) -> str:
    """A new code such as "K7M-4QXB": six chosen signs and a check sign.

    Args:
        choose: picks one sign of a text, such as `secrets.choice`.
    """
    signs = "".join(choose(SIGNS) for _ in range(FREE_SIGNS))
    return written_sheet_code(signs + _check_sign(signs))


def read_sheet_code(typed: str) -> str | None:
    """The code as it is written on the sheet; None when no sheet has it.

    Small letters, spaces and dashes do not matter.
    """
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(signs) != FREE_SIGNS + 1 or any(sign not in SIGNS for sign in signs):
        return None
    if _check_sign(signs[:FREE_SIGNS]) != signs[FREE_SIGNS]:
        return None
    return written_sheet_code(signs)


def written_sheet_code(signs: str) -> str:
    """The signs in two groups."""
    return f"{signs[:GROUP]}-{signs[GROUP:]}"


def _check_sign(signs: Sequence[str]) -> str:
    """Signs weighted 2, 3, 4 …, modulo the number of signs."""
    total = sum(weight * SIGNS.index(sign) for weight, sign in enumerate(signs, start=2))
    return SIGNS[total % len(SIGNS)]
