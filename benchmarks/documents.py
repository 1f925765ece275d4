"""Both documents' time, against the same marks drawn on a bare ReportLab canvas.

The marks are read out of the finished PDF: every text with its place, size, weight and colour,
every line and shape with its colours, width and dashes. Drawing them again on a plain canvas is
what ReportLab itself costs, without layout, without tags, without a thought about content.
"""

import ctypes
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdf
import sqlalchemy as sa
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.serving import Demo
from clinic.documents.printing import Kind, print_stored

ROUNDS = 15
FONTS = Path(__file__).parents[1] / "reports" / "fonts"
WEIGHTS = ("Regular", "Bold")
MOST_DASHES = 4
NAMES = {Kind.HANDOUT: "handout", Kind.PROGRESS_REPORT: "progress report"}


Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    font: str
    size: float
    colour: Colour
    text: str


@dataclass(frozen=True)
class Shape:
    segments: list[tuple[int, float, float]]
    fill: Colour | None
    stroke: Colour | None
    width: float
    dash: list[float]


@dataclass(frozen=True)
class Page:
    size: tuple[float, float]
    texts: list[Text]
    shapes: list[Shape]


def measure(demo: Demo) -> Iterator[str]:
    _register_fonts()
    for kind, name in NAMES.items():
        stored, paper = _largest(demo, kind)
        made = print_stored(kind, stored, paper)
        pages = _marks(made)
        ours, bare = _interleaved(
            lambda kind=kind, stored=stored, paper=paper: print_stored(kind, stored, paper),
            lambda pages=pages: _draw(pages),
        )
        marks = sum(len(page.texts) + len(page.shapes) for page in pages)
        yield (
            f"{name:20}  {ours:7.1f} ms               {ours / bare:.2f} of a bare canvas "
            f"({bare:.1f} ms; {len(pages)} pages, {marks} marks, {len(made) / 1000:.0f} kB)"
        )


def _register_fonts() -> None:
    for weight in WEIGHTS:
        font = TTFont(f"Bare {weight}", FONTS / f"AtkinsonHyperlegible-{weight}.ttf")
        # ReportLab takes two fonts of one face for one, and ours are not bare.
        font.face.name = f"Bare{weight}".encode()
        pdfmetrics.registerFont(font)


def _largest(demo: Demo, kind: Kind) -> tuple[dict, str]:
    engine = sa.create_engine(f"sqlite:///{demo.instance / 'stepback.sqlite3'}")
    table = sa.table(
        "issued_document", sa.column("kind"), sa.column("content", sa.JSON), sa.column("paper")
    )
    with engine.connect() as connection:
        rows = connection.execute(sa.select(table).where(table.c.kind == kind.value)).all()
    engine.dispose()
    largest = max(rows, key=lambda row: len(str(row.content)))
    return largest.content, largest.paper


def _marks(document: bytes) -> list[Page]:
    opened = pdfium.PdfDocument(document)
    try:
        return [_page(page) for page in opened]
    finally:
        opened.close()


def _page(page: pdfium.PdfPage) -> Page:
    found = Page(page.get_size(), [], [])
    words = page.get_textpage()
    for thing in page.get_objects(filter=(pdf.FPDF_PAGEOBJ_TEXT,), textpage=words):
        place = thing.get_matrix()
        size = thing.get_font_size() * abs(place.d)
        font = "Bare " + WEIGHTS["Bold" in thing.get_font().get_base_name()]
        found.texts.append(
            Text(
                place.e,
                place.f,
                font,
                size,
                _colour(thing, pdf.FPDFPageObj_GetFillColor),
                thing.extract(),
            )
        )
    for thing in page.get_objects(filter=(pdf.FPDF_PAGEOBJ_PATH,)):
        found.shapes.append(_shape(thing))
    return found


def _shape(thing: pdfium.PdfObject) -> Shape:
    place = thing.get_matrix()
    if thing.container:  # a picture, drawn in its own units
        place = place.multiply(thing.container.get_matrix())
    segments = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(pdf.FPDFPath_CountSegments(thing)):
        segment = pdf.FPDFPath_GetPathSegment(thing, number)
        pdf.FPDFPathSegment_GetPoint(segment, x, y)
        segments.append((pdf.FPDFPathSegment_GetType(segment), *place.on_point(x.value, y.value)))
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdf.FPDFPath_GetDrawMode(thing, filled, stroked)
    width = ctypes.c_float()
    pdf.FPDFPageObj_GetStrokeWidth(thing, width)
    dash = (ctypes.c_float * MOST_DASHES)()
    count = pdf.FPDFPageObj_GetDashCount(thing)
    pdf.FPDFPageObj_GetDashArray(thing, dash, count)
    return Shape(
        segments,
        _colour(thing, pdf.FPDFPageObj_GetFillColor) if filled.value else None,
        _colour(thing, pdf.FPDFPageObj_GetStrokeColor) if stroked.value else None,
        width.value * abs(place.a),
        [part * abs(place.a) for part in dash[:count]],
    )


def _colour(thing: pdfium.PdfObject, ask: Callable[..., int]) -> Colour:
    parts = [ctypes.c_uint() for _ in range(4)]
    ask(thing, *parts)
    red, green, blue, _ = (part.value / 255 for part in parts)
    return red, green, blue


def _draw(pages: list[Page]) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pageCompression=1)
    for page in pages:
        canvas.setPageSize(page.size)
        for shape in page.shapes:
            _draw_shape(canvas, shape)
        for text in page.texts:
            canvas.setFillColorRGB(*text.colour)
            canvas.setFont(text.font, text.size)
            canvas.drawString(text.x, text.y, text.text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw_shape(canvas: Canvas, shape: Shape) -> None:
    if shape.fill is not None:
        canvas.setFillColorRGB(*shape.fill)
    if shape.stroke is not None:
        canvas.setStrokeColorRGB(*shape.stroke)
        canvas.setLineWidth(shape.width)
        canvas.setDash(shape.dash)
    path = canvas.beginPath()
    bend: list[float] = []
    for kind, x, y in shape.segments:
        if kind == pdf.FPDF_SEGMENT_MOVETO:
            path.moveTo(x, y)
        elif kind == pdf.FPDF_SEGMENT_LINETO:
            path.lineTo(x, y)
        else:
            bend += (x, y)
            if len(bend) == 6:
                path.curveTo(*bend)
                bend = []
    canvas.drawPath(path, stroke=int(shape.stroke is not None), fill=int(shape.fill is not None))


def _interleaved(ours: Callable[[], bytes], bare: Callable[[], bytes]) -> tuple[float, float]:
    """Median milliseconds of both, in turn, after one round that warms fonts up."""
    ours(), bare()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for kept, work in zip(times, (ours, bare), strict=True):
            begun = time.perf_counter()
            work()
            kept.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])
