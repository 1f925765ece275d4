"""Makes points of a drawing, on white paper."""

from ctypes import c_float
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from clinic.web.pdfium_turns import one_at_a_time
from clinic.web.svg.shapes import Matrix, Segment, Shape, SvgDrawing

CAPS: Final = {
    "round": pdfium_c.FPDF_LINECAP_ROUND,
    "square": pdfium_c.FPDF_LINECAP_PROJECTING_SQUARE,
}
JOINS: Final = {"round": pdfium_c.FPDF_LINEJOIN_ROUND, "bevel": pdfium_c.FPDF_LINEJOIN_BEVEL}


def painted(drawing: SvgDrawing, *, longest_side: int) -> Image.Image:
    """The drawing as points, its longer side so many, on white."""
    left, top, width, height = drawing.window
    scale = longest_side / max(width, height)
    high = max(height * scale, 1)
    # The window's top is the page's top; a page counts upwards.
    placed = Matrix(scale, 0, 0, -scale, -left * scale, high + top * scale)
    with one_at_a_time:
        document = pdfium.PdfDocument.new()
        try:
            page = document.new_page(max(width * scale, 1), high)
            for shape in drawing.shapes:
                _put(page, shape, placed.times(shape.matrix))
            page.gen_content()
            image: Image.Image = page.render(scale=1, may_draw_forms=False).to_pil()
            return image.convert("RGB")
        finally:
            document.close()


def _put(page: pdfium.PdfPage, shape: Shape, matrix: Matrix) -> None:
    path = pdfium_c.FPDFPageObj_CreateNewPath(*map(c_float, shape.outline[0].points))
    for segment in shape.outline[1:]:
        _draw(path, segment)
    if shape.fill:
        pdfium_c.FPDFPageObj_SetFillColor(path, *shape.fill)
    if shape.stroke:
        pdfium_c.FPDFPageObj_SetStrokeColor(path, *shape.stroke)
        pdfium_c.FPDFPageObj_SetStrokeWidth(path, shape.stroke_width)
        pdfium_c.FPDFPageObj_SetLineCap(path, CAPS.get(shape.cap, pdfium_c.FPDF_LINECAP_BUTT))
        pdfium_c.FPDFPageObj_SetLineJoin(path, JOINS.get(shape.join, pdfium_c.FPDF_LINEJOIN_MITER))
    pdfium_c.FPDFPath_SetDrawMode(path, _fill_mode(shape), shape.stroke is not None)
    pdfium_c.FPDFPageObj_Transform(path, *matrix)
    pdfium_c.FPDFPage_InsertObject(page, path)


def _fill_mode(shape: Shape) -> int:
    if shape.fill is None:
        return int(pdfium_c.FPDF_FILLMODE_NONE)
    even_odd = shape.even_odd
    return int(pdfium_c.FPDF_FILLMODE_ALTERNATE if even_odd else pdfium_c.FPDF_FILLMODE_WINDING)


def _draw(path: object, segment: Segment) -> None:
    points = map(c_float, segment.points)
    match segment.kind:
        case "M":
            pdfium_c.FPDFPath_MoveTo(path, *points)
        case "L":
            pdfium_c.FPDFPath_LineTo(path, *points)
        case "C":
            pdfium_c.FPDFPath_BezierTo(path, *points)
        case _:
            pdfium_c.FPDFPath_Close(path)
