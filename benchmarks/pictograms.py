"""What a picture costs: drawn once, then painted on each card, against reading as much JSON."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from clinic.catalogue.pictogram_definitions import list_pictures, picture_of
from clinic.pictograms import draw_picture
from reports.blocks.base import Place
from reports.pictograms import PictogramFigure
from reports.tagging.canvas import TaggedCanvas
from reports.theme import Paper

TEMPLATES = Path(__file__).parents[1] / "templates"
ROUNDS = 9
SVG_TARGET_MS, PDF_TARGET_MS = 1.0, 2.0


def measure() -> Iterator[str]:
    pictures = list_pictures()
    drawings = [found for picture in pictures if (found := picture_of(picture.code))]
    texts = [json.dumps(drawing.shapes) for drawing in drawings]
    paint_svg = _svg_painter()
    read = _ms_each(lambda: [json.loads(text) for text in texts], len(texts))
    drawn = _ms_each(lambda: [draw_picture(picture) for picture in pictures], len(pictures))
    svg = _ms_each(lambda: [paint_svg(one, one.says_in("en")) for one in drawings], len(drawings))
    pdf = _ms_each(lambda: _paint_pdf(drawings), len(drawings))
    yield f"read one from JSON    {read:7.2f} ms             1.00"
    yield f"draw one, once        {drawn:7.2f} ms             {drawn / read:.1f} of reading it"
    yield f"a card as SVG         {svg:7.2f} ms             {_against(svg, SVG_TARGET_MS)}"
    yield f"a card as PDF         {pdf:7.2f} ms             {_against(pdf, PDF_TARGET_MS)}"


def _svg_painter() -> Callable[..., str]:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    painter: Callable[..., str] = environment.get_template(
        "_macros/pictogram.html"
    ).module.pictogram  # type: ignore[attr-defined]
    return painter


def _paint_pdf(drawings: list) -> None:
    canvas = TaggedCanvas(
        Paper.A4.size, title="Pictures", language="en-GB", issued_on=date(2026, 1, 1)
    )
    place = Place(0, 800, 400)
    for drawing in drawings:
        PictogramFigure(drawing, drawing.says_in("en"), tall=120).draw(canvas, place)


def _against(took: float, target: float) -> str:
    return f"{'within' if took <= target else 'ABOVE'} {target:.0f} ms"


def _ms_each(work: Callable[[], object], count: int) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000 / count
