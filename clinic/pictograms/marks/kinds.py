"""All kinds of marks, by the word the definitions use."""

from collections.abc import Mapping
from typing import Final

from clinic.pictograms.marks.arrows import Move, PathArrow, Travel, Turn
from clinic.pictograms.marks.base import Mark
from clinic.pictograms.marks.lenses import Lens
from clinic.pictograms.marks.prints import Number, Prints, Soles
from clinic.pictograms.marks.signs import Cord, Hold, Look, Metronome, Quick, Repeat, Speech, Swap

MARK_KINDS: Final[Mapping[str, type[Mark]]] = {
    "travel": Travel,
    "move": Move,
    "turn": Turn,
    "path_arrow": PathArrow,
    "prints": Prints,
    "soles": Soles,
    "number": Number,
    "hold": Hold,
    "repeat": Repeat,
    "swap": Swap,
    "look": Look,
    "speech": Speech,
    "cord": Cord,
    "metronome": Metronome,
    "quick": Quick,
    "lens": Lens,
}
