"""Paints the picture of an exercise on paper: a drawing's shapes one by one, as on the screen, or
the picture that a clinic uploaded.
"""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Final
from zlib import compress

from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader

from clinic.domain.pictures import Picture
from clinic.pictograms import Drawing, Painted, Path, Tone
from clinic.pictograms.shapes import A_POINT
from reports import theme
from reports.blocks.base import Block, Place
from reports.tagging.canvas import TaggedCanvas
from reports.tagging.operators import fill_code, pen_code
from reports.tagging.structure import Box
from reports.tagging.writing import PackedForm

TONES: Final[dict[Tone, Color]] = {
    Tone.INK: theme.INK,
    Tone.MID: theme.PICTURE_MID,
    Tone.LIGHT: theme.PICTURE_LIGHT,
    Tone.PAPER: theme.WHITE,
}
ROUND: Final = 1


class PictogramFigure(Block):
    """One exercise as a figure, in the middle of its line, with a sentence that says what it shows.

    Args:
        drawing: the finished drawing, or the clinic's own picture.
        says: the alternative text, in the document's language.
        tall: height in pt; less where the line is too narrow for it.
    """

    def __init__(
        self, drawing: Drawing | Picture, says: str, *, tall: float, space_before: float = 0
    ) -> None:
        self._drawing = drawing
        self._says = says
        self._tall = tall
        self.space_before = space_before

    def height(self, width: float) -> float:
        return self._drawing.height * self._scale(width)

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        scale = self._scale(place.width)
        wide, high = self._drawing.width * scale, self._drawing.height * scale
        x = place.x + (place.width - wide) / 2
        figure = canvas.element("Figure", alt=theme.text(self._says))
        figure.box = Box(x, place.top - high, x + wide, place.top)
        with canvas.marked(figure):
            if isinstance(self._drawing, Picture):
                points = ImageReader(BytesIO(self._drawing.content))
                canvas.drawImage(points, x, place.top - high, wide, high)
                return
            canvas.saveState()
            # The drawing's y runs down, the page's runs up.
            canvas.transform(scale, 0, 0, -scale, x, place.top)
            paint(canvas, self._drawing)
            canvas.restoreState()

    def _scale(self, width: float) -> float:
        return min(self._tall / self._drawing.height, width / self._drawing.width)


def paint(canvas: TaggedCanvas, drawing: Drawing) -> None:
    """Paints the shapes in their order, in the drawing's own units."""
    canvas.show_form(_form(drawing.shapes, drawing.width, drawing.height))


# The same pictures are printed again and again: they are written out and packed once, about 3 kB
# each, and a document holds a picture once however often it shows it.
@lru_cache(maxsize=512)
def _form(shapes: tuple[Painted, ...], width: int, height: int) -> PackedForm:
    operators = [f"{ROUND} j {ROUND} J", *(line for shape in shapes for line in _painted(shape))]
    return PackedForm((0, 0, width, height), compress("\n".join(operators).encode("ascii")))


def _painted(shape: Painted) -> Iterator[str]:
    outline = " ".join(_outline(shape.paths))
    if shape.line is not None:
        yield f"{pen_code(TONES[shape.line], shape.width, shape.dash)} {outline} S"
    if shape.fill is not None:
        yield f"{fill_code(TONES[shape.fill])} {outline} f"


def _outline(paths: tuple[Path, ...]) -> Iterator[str]:
    for path in paths:
        operator = "m"
        for point in path.points:
            yield from (f"{number:g}" for number in point)
            yield operator if len(point) == A_POINT else "c"
            operator = "l"
        if path.closed:
            yield "h"
