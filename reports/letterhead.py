"""The head of a first page: the clinic's logo and its name, and a line in its colour."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

from reports import theme
from reports.blocks.base import Block, Place
from reports.blocks.frames import Rule, SideBySide
from reports.blocks.prose import Prose, words
from reports.content import Clinic, Logo
from reports.tagging.canvas import TaggedCanvas
from reports.tagging.structure import Box

TALL: Final = 13 * mm
WIDEST: Final = 45 * mm
GAP: Final = 5 * mm
NAME_AND_DAY: Final = (1.8, 1.0)
TEXT: Final = 172 * mm  # of an A4 report; on Letter the parts grow in step


class LogoFigure(Block):
    """The logo at the left of its room, told in words to who cannot see it."""

    def __init__(self, logo: Logo, *, tall: float = TALL, space_before: float = 0) -> None:
        self._logo = logo
        self._tall = tall
        self.space_before = space_before

    def wanted_width(self) -> float:
        """Its width at its height, or the widest that a logo may be."""
        return min(self._logo.width * self._tall / self._logo.height, WIDEST)

    def height(self, width: float) -> float:
        return self._logo.height * self._scale(width)

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        scale = self._scale(place.width)
        wide, high = self._logo.width * scale, self._logo.height * scale
        figure = canvas.element("Figure", alt=theme.text(self._logo.says))
        figure.box = Box(place.x, place.top - high, place.x + wide, place.top)
        with canvas.marked(figure):
            points = ImageReader(BytesIO(self._logo.content))
            canvas.drawImage(points, place.x, place.top - high, wide, high)

    def _scale(self, width: float) -> float:
        room = min(width, WIDEST)
        return min(self._tall / self._logo.height, room / self._logo.width)


class ClinicRule(Rule):
    """A line across the page in the clinic's colour, or in ink."""

    def __init__(self, clinic: Clinic, *, line: float = 2.5, space_before: float = 0) -> None:
        super().__init__(line=line, space_before=space_before)
        self._thickness = line
        self._colour = HexColor(clinic.colour) if clinic.colour else theme.INK

    def draw(self, canvas: TaggedCanvas, place: Place) -> None:
        with canvas.artifact():
            canvas.setStrokeColor(self._colour)
            canvas.setLineWidth(self._thickness)
            y = place.top - self._thickness / 2
            canvas.line(place.x, y, place.x + place.width, y)


def letterhead(clinic: Clinic, right: Sequence[Block]) -> list[Block]:
    """Logo, name and address beside the day and the addressee, over a line."""
    contact = " · ".join(part for part in (clinic.address, clinic.telephone) if part)
    name: list[Block] = [Prose(words(clinic.name), theme.REPORT_LETTERHEAD)]
    if contact:
        name.append(Prose(words(contact), theme.REPORT_CELL))
    rule = ClinicRule(clinic, line=1.5, space_before=3 * mm)
    if clinic.logo is None:
        return [SideBySide([name, right], shares=NAME_AND_DAY), rule]
    logo = LogoFigure(clinic.logo)
    room = TEXT - logo.wanted_width() - 2 * GAP
    shares = (logo.wanted_width(), *(room * share / sum(NAME_AND_DAY) for share in NAME_AND_DAY))
    return [SideBySide([[logo], name, right], shares=shares, gap=GAP), rule]


def logo_over(clinic: Clinic, *, tall: float = TALL) -> list[Block]:
    """The logo in a line of its own; nothing where the clinic has none."""
    return [LogoFigure(clinic.logo, tall=tall)] if clinic.logo else []
