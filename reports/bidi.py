"""Which letters of a text run from right to left: the bidirectional algorithm of Unicode.

Source: Unicode Standard Annex 9, without its explicit marks: those are taken out at the door
(`theme.text`), since with them a text can be made to look like another. What is isolated is told
by the caller.
"""

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar
from unicodedata import bidirectional, normalize

Piece = TypeVar("Piece")

STRONG: Final = {"L": "L", "R": "R", "AL": "R"}
NEUTRAL: Final = frozenset({"B", "S", "WS", "ON"})
# As neutral letters see them, numbers belong to the right-to-left side.
SIDE: Final = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
MOST_OPEN: Final = 63
PLACEHOLDER: Final = "\ufffc"  # a neutral letter
BRACKETS: Final = {
    "(": ")", "[": "]", "{": "}", "\u2045": "\u2046", "\u207d": "\u207e", "\u2329": "\u232a",
    "\u27e6": "\u27e7", "\u27e8": "\u27e9", "\u27ea": "\u27eb", "\u3008": "\u3009",
    "\u300a": "\u300b", "\u300c": "\u300d", "\u300e": "\u300f", "\u3010": "\u3011",
    "\u3014": "\u3015", "\uff08": "\uff09", "\uff3b": "\uff3d",
}  # fmt: skip
CLOSING: Final = frozenset(BRACKETS.values())


def base_level(text: str) -> int:
    """1 where the first letter with a direction runs from right to left, else 0 (rules P2, P3)."""
    for letter in text:
        side = STRONG.get(bidirectional(letter))
        if side:
            return int(side == "R")
    return 0


def levels(text: str, base: int) -> tuple[int, ...]:
    """The embedding level of each letter of a paragraph; odd ones run from right to left.

    Args:
        text: one paragraph in the order in which it is read.
        base: 0 for a paragraph that runs from left to right, 1 for the other.
    """
    kinds = _resolved(text, "R" if base else "L")
    return tuple(_level(kind, base) for kind in kinds)


def levels_of_stretches(stretches: Sequence[tuple[bool, str]], base: int) -> tuple[int, ...]:
    """The embedding level of each letter of a paragraph some stretches of which stand apart.

    For the rest of the paragraph such a stretch is one neutral letter; inside, it has the
    direction of its own first letter that has one (rules X5c and P2).

    Args:
        stretches: the paragraph in the order of reading, and whether each stands apart.
        base: 0 for a paragraph that runs from left to right, 1 for the other.
    """
    outer = iter(levels("".join(PLACEHOLDER if apart else said for apart, said in stretches), base))
    found: list[int] = []
    for apart, said in stretches:
        if not apart:
            found += (next(outer) for _ in said)
            continue
        around, own = next(outer), base_level(said)
        # The next level up that runs the stretch's own way.
        raised = around + 1 + (around + 1 - own) % 2
        found += (level - own + raised for level in levels(said, own))
    return tuple(found)


def in_visual_order(pieces: Sequence[Piece], piece_levels: Sequence[int]) -> list[Piece]:
    """Pieces of one line as they stand on paper from left to right (rule L2)."""
    order = list(range(len(pieces)))
    for level in range(max(piece_levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and piece_levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return [pieces[index] for index in order]


def _level(kind: str, base: int) -> int:
    if base:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)


def _resolved(text: str, embedding: str) -> list[str]:
    kinds = _without_marks([bidirectional(letter) or "L" for letter in text], embedding)
    _resolve_numbers(kinds, embedding)
    _resolve_separators(kinds)
    _resolve_latin_numbers(kinds, embedding)
    _resolve_brackets(text, kinds, embedding)
    _resolve_neutrals(kinds, embedding)
    return kinds


def _without_marks(kinds: list[str], embedding: str) -> list[str]:
    """W1; a joiner, which cannot be seen, goes with the letter before it as a mark does."""
    before = embedding
    for index, kind in enumerate(kinds):
        if kind in {"NSM", "BN"}:
            kinds[index] = before
        before = kinds[index]
    return kinds


def _resolve_numbers(kinds: list[str], embedding: str) -> None:
    """W2 and W3: a European number after an Arabic letter is an Arabic one."""
    strong = embedding
    for index, kind in enumerate(kinds):
        if kind in STRONG:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[index] = "AN"
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]


def _resolve_separators(kinds: list[str]) -> None:
    """W4 to W6: what stands inside or beside a number belongs to it, the rest is neutral."""
    for index in range(1, len(kinds) - 1):
        before, kind, after = kinds[index - 1 : index + 2]
        if before == after and (
            (kind == "ES" and before == "EN") or (kind == "CS" and before in {"EN", "AN"})
        ):
            kinds[index] = before
    for start, end in _stretches(kinds, frozenset({"ET"})):
        neighbours = (*kinds[max(start - 1, 0) : start], *kinds[end : end + 1])
        if "EN" in neighbours:
            kinds[start:end] = ["EN"] * (end - start)
    kinds[:] = ["ON" if kind in {"ES", "ET", "CS"} else kind for kind in kinds]


def _resolve_latin_numbers(kinds: list[str], embedding: str) -> None:
    """W7: a number after a Latin letter is one of its word."""
    strong = embedding
    for index, kind in enumerate(kinds):
        if kind in STRONG:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"


def _resolve_brackets(text: str, kinds: list[str], embedding: str) -> None:
    """N0: the two brackets of a pair turn the same way."""
    for opened, closed in sorted(_bracket_pairs(text, kinds)):
        inside = {SIDE[kind] for kind in kinds[opened + 1 : closed] if kind in SIDE}
        if embedding in inside:
            side = embedding
        elif inside:
            before = next((SIDE[k] for k in reversed(kinds[:opened]) if k in SIDE), embedding)
            side = before if before in inside else embedding
        else:
            continue
        kinds[opened] = kinds[closed] = side


def _bracket_pairs(text: str, kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    for index, letter in enumerate(text):
        if kinds[index] != "ON":
            continue
        if letter in BRACKETS:
            if len(opened) == MOST_OPEN:
                return
            opened.append((_same(BRACKETS[letter]), index))
        elif letter in CLOSING:
            found = next(
                (at for at in reversed(range(len(opened))) if opened[at][0] == _same(letter)), None
            )
            if found is not None:
                yield opened[found][1], index
                del opened[found:]


def _same(bracket: str) -> str:
    """Two brackets of one meaning have one composed form."""
    return normalize("NFC", bracket)


def _resolve_neutrals(kinds: list[str], embedding: str) -> None:
    """N1 and N2: neutral letters go with what stands on both sides, else with the paragraph."""
    for start, end in _stretches(kinds, NEUTRAL):
        before = SIDE[kinds[start - 1]] if start else embedding
        after = SIDE[kinds[end]] if end < len(kinds) else embedding
        kinds[start:end] = [before if before == after else embedding] * (end - start)


def _stretches(kinds: Sequence[str], wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] in wanted:
            end += 1
        if end > start:
            yield start, end
        start = end + 1
