"""Paints the picture of an exercise on paper: a drawing's shapes one by one, as on the screen, or
the picture that a clinic uploaded.
"""

from functools import lru_cache
from io import BytesIO
from typing import Final

from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.pathobject import PDFPathObject

from clinic.domain.pictures import Picture
from clinic.pictograms import Drawing, Painted, Path, Tone
from clinic.pictograms.shapes import A_POINT
from reports import theme
from reports.blocks.base import Block, Place
from reports.tagging.canvas import TaggedCanvas
from reports.tagging.structure import Box

TONES: Final[dict[Tone, Color]] = {
    Tone.INK: theme.INK,
    Tone.MID: theme.PICTURE_MID,
    Tone.LIGHT: theme.PICTURE_LIGHT,
    Tone.PAPER: theme.WHITE,
}
ROUND: Final = 1
NON_ZERO: Final = 1


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
    """Paints shapes in their order, in the drawing's own units."""
    canvas.setLineJoin(ROUND)
    canvas.setLineCap(ROUND)
    for shape in drawing.shapes:
        _paint(canvas, shape)


def _paint(canvas: TaggedCanvas, shape: Painted) -> None:
    outline = _outline(shape)
    if shape.line is not None:
        canvas.setStrokeColor(TONES[shape.line])
        canvas.setLineWidth(shape.width)
        canvas.setDash(*shape.dash)
        canvas.drawPath(outline, stroke=1, fill=0)
    if shape.fill is not None:
        canvas.setFillColor(TONES[shape.fill])
        canvas.drawPath(outline, stroke=0, fill=1, fillMode=NON_ZERO)


# The same pictures are printed again and again: writing out their numbers is most of the
# work, so it is done once. About 2 kB a shape.
@lru_cache(maxsize=4096)
def _outline(shape: Painted) -> "_Outline":
    return _Outline(shape.paths)


class _Outline(PDFPathObject):
    """Paths in whole numbers, written as they are: half the time of ReportLab's own decimals."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        words = ["n"]
        for path in paths:
            operator = "m"
            for point in path.points:
                words += [*map(str, point), operator if len(point) == A_POINT else "c"]
                operator = "l"
            if path.closed:
                words.append("h")
        super().__init__([" ".join(words)])
