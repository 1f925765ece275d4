"""Draw all pictures of exercises on one sheet: docs/pictograms.svg and docs/pictograms.png.

Run from anywhere with the project's Python, after a picture has changed; then look at every one.
"""

import io
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from clinic.catalogue.exercise_definitions import list_exercises
from clinic.catalogue.pictogram_definitions import picture_of
from clinic.pictograms import Drawing
from reports import typefaces
from reports.pictograms import TONES, paint

ROOT = Path(__file__).resolve().parent.parent
# In the pictures' own units: 100 a head, so that four centimetres are the height of one.
COLUMNS: Final = 4
CELL_WIDE, CELL_HIGH, CAPTION, GAP = 1920, 1050, 150, 90
LETTERS: Final = 72
POINTS_A_UNIT: Final = 40 / 25.4 * 72 / CELL_HIGH
PIXELS_A_POINT: Final = 1.4


def main() -> None:
    """Write both sheets."""
    drawn = [
        (f"Level {exercise.level}: {exercise.name()}", drawing)
        for exercise in list_exercises()
        if (drawing := picture_of(exercise.code)) is not None
    ]
    docs = ROOT / "docs"
    (docs / "pictograms.svg").write_text(_svg(drawn), encoding="utf-8")
    _png(drawn, docs / "pictograms.png")
    print(f"{len(drawn)} pictures on docs/pictograms.svg and docs/pictograms.png")


def _size(count: int) -> tuple[int, int]:
    rows = -(-count // COLUMNS)
    return GAP + COLUMNS * (CELL_WIDE + GAP), GAP + rows * (CELL_HIGH + CAPTION + GAP)


def _place(number: int) -> tuple[int, int]:
    row, column = divmod(number, COLUMNS)
    return GAP + column * (CELL_WIDE + GAP), GAP + row * (CELL_HIGH + CAPTION + GAP)


def _svg(drawn: list[tuple[str, Drawing]]) -> str:
    wide, high = _size(len(drawn))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" fill="none" '
        f'stroke-linejoin="round" stroke-linecap="round" paint-order="stroke">',
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
    ]
    for number, (name, drawing) in enumerate(drawn):
        x, y = _place(number)
        says = escape(drawing.says_in("en"), {'"': "&quot;"})
        parts.append(f'<g transform="translate({x} {y})" role="img" aria-label="{says}">')
        parts.extend(_svg_path(drawing))
        parts.append(
            f'<text x="0" y="{CELL_HIGH + LETTERS}" font-family="sans-serif" '
            f'font-size="{LETTERS}" fill="#000000">{escape(name)}</text></g>'
        )
    return "\n".join([*parts, "</svg>", ""])


def _svg_path(drawing: Drawing) -> list[str]:
    paths = []
    for shape in drawing.shapes:
        look = f' fill="#{TONES[shape.fill].hexval()[2:]}"' if shape.fill else ""
        if shape.line:
            look += f' stroke="#{TONES[shape.line].hexval()[2:]}" stroke-width="{shape.width}"'
        if shape.dash:
            look += f' stroke-dasharray="{" ".join(map(str, shape.dash))}"'
        paths.append(f'<path d="{shape.data}"{look}/>')
    return paths


def _png(drawn: list[tuple[str, Drawing]], target: Path) -> None:
    wide, high = (side * POINTS_A_UNIT for side in _size(len(drawn)))
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=(wide, high), invariant=1)
    for number, (name, drawing) in enumerate(drawn):
        x, y = (side * POINTS_A_UNIT for side in _place(number))
        canvas.saveState()
        canvas.transform(POINTS_A_UNIT, 0, 0, -POINTS_A_UNIT, x, high - y)
        paint(canvas, drawing)
        canvas.restoreState()
        canvas.setFont(typefaces.font_name(), LETTERS * POINTS_A_UNIT)
        canvas.drawString(x, high - y - (CELL_HIGH + LETTERS) * POINTS_A_UNIT, name)
    canvas.save()
    document = pypdfium2.PdfDocument(kept.getvalue())
    document[0].render(scale=PIXELS_A_POINT, grayscale=True).to_pil().save(target, optimize=True)
    document.close()


if __name__ == "__main__":
    main()
