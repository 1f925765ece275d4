"""A picture put together, in the order of painting and the units of its view box.

The view box has 100 units a head and y downwards; all numbers are whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from clinic.pictograms.facing_figure import draw_facing_figure
from clinic.pictograms.joints import GripFinder, find_joints
from clinic.pictograms.marks.base import Mark, PictureDose
from clinic.pictograms.poses import FacingPose, Pose, SidePose, Style
from clinic.pictograms.props.base import Prop
from clinic.pictograms.shapes import A_POINT, Affine, Path, Point, Shape, Tone, mapped
from clinic.pictograms.side_figure import Figure, draw_side_figure

UNITS: Final = 100
TOP: Final = 8.85
BOTTOM: Final = -1.65
TO_VIEW_BOX: Final = Affine(xx=UNITS, yy=-UNITS, dy=TOP * UNITS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """One exercise as a picture: what it says, and the figures, props and marks that say it.

    `width` in heads; `says` is the alternative text in each language of the programme.
    """

    code: str
    version: int
    width: float
    says: Mapping[str, str]
    props: tuple[Prop, ...]
    poses: tuple[Pose, ...]
    marks: tuple[Mark, ...]


class Painted(NamedTuple):
    """One shape as painters take it: view-box units, and for the screen path data and classes."""

    paths: tuple[Path, ...]
    data: str
    look: str
    fill: Tone | None
    line: Tone | None
    width: int
    dash: tuple[int, ...]

    def __hash__(self) -> int:
        # The path data tells shapes apart, and a text remembers its hash: painters look shapes up.
        return hash(self.data)


class Drawing(NamedTuple):
    """A finished picture: size in view-box units, shapes in painting order."""

    code: str
    width: int
    height: int
    says: Mapping[str, str]
    shapes: tuple[Painted, ...]

    def says_in(self, language: str) -> str:
        """The sentence for who cannot see it; in English where it is not told in that language."""
        return self.says.get(language, self.says["en"])


def draw_picture(picture: Picture, dose: PictureDose | None = None) -> Drawing:
    """The finished drawing of a picture, with the prescribed numbers where it has room for them.

    Raises:
        OutOfReach: a limb is too short for where the definition puts it.
        ValueError: a hand holds a prop that the picture does not have.
    """
    shapes = _in_painting_order(picture, dose or PictureDose())
    return Drawing(
        code=picture.code,
        width=round(picture.width * UNITS),
        height=round((TOP - BOTTOM) * UNITS),
        says=picture.says,
        shapes=tuple(_painted(shape) for shape in shapes if shape.paths),
    )


def grip_finder(props: tuple[Prop, ...]) -> GripFinder:
    """Finds the point of a prop's grip line above a place of the picture."""
    lines = {name: line for prop in props for name, line in prop.grips().items()}

    def find(name: str, x: float) -> Point:
        if name not in lines:
            raise ValueError(
                f"nothing called {name!r} to hold; there is {', '.join(lines) or 'nothing'}"
            )
        return x, lines[name].height_at(x)

    return find


def _in_painting_order(picture: Picture, dose: PictureDose) -> list[Shape]:
    find = grip_finder(picture.props)
    figures = [(pose, _figure(pose, find)) for pose in picture.poses]
    ghosts = [figure for pose, figure in figures if pose.style is Style.GHOST]
    helpers = [(pose, figure) for pose, figure in figures if pose.style is Style.OUTLINE]
    patients = [figure for pose, figure in figures if pose.is_patient]
    shapes = [shape for prop in picture.props for shape in prop.behind()]
    shapes += [shape for figure in ghosts for shape in figure.body]
    for pose, figure in helpers:
        shapes += figure.body if _grips(pose) else (*figure.body, *figure.near_arm)
    shapes += [shape for figure in patients for shape in figure.body]
    shapes += [s for pose, figure in helpers if _grips(pose) for s in figure.near_arm]
    shapes += [shape for prop in picture.props for shape in prop.before_body()]
    shapes += [shape for figure in patients for shape in figure.near_arm]
    shapes += [shape for prop in picture.props for shape in prop.in_front()]
    shapes += [shape for mark in picture.marks for shape in mark.draw(dose)]
    return shapes


def _grips(pose: Pose) -> bool:
    return isinstance(pose, SidePose) and pose.grips_belt


def _figure(pose: Pose, find: GripFinder) -> Figure:
    if isinstance(pose, FacingPose):
        return draw_facing_figure(pose)
    return draw_side_figure(pose, find_joints(pose, find))


def _painted(shape: Shape) -> Painted:
    paths = [_in_view_box(path) for path in shape.paths]
    return Painted(
        paths=tuple(path for path, _ in paths),
        data="".join(data for _, data in paths),
        look=" ".join(_look(shape)),
        fill=shape.fill,
        line=shape.line,
        width=round(shape.width * UNITS),
        dash=tuple(round(length * UNITS) for length in shape.dash),
    )


def _look(shape: Shape) -> Iterator[str]:
    """The classes that give a shape its tones, which are others in the dark."""
    if shape.fill:
        yield f"fill-{shape.fill}"
    if shape.line:
        yield f"line-{shape.line}"


def _in_view_box(path: Path) -> tuple[Path, str]:
    """The path in whole units, and its SVG data: each step relative, which takes fewest letters."""
    points: list[tuple[int, ...]] = []
    words: list[str] = []
    x, y = 0, 0
    for point in mapped(path, TO_VIEW_BOX).points:
        whole = tuple(map(round, point))
        if not points:
            x, y = whole
            words.append(f"M{x} {y}")
        elif len(whole) == A_POINT:
            words.append(f"l{whole[0] - x} {whole[1] - y}")
        else:
            x0, y0, x1, y1, x2, y2 = whole
            words.append(f"c{x0 - x} {y0 - y} {x1 - x} {y1 - y} {x2 - x} {y2 - y}")
        points.append(whole)
        x, y = whole[-2:]
    words.append("z" if path.closed else "")
    return Path(tuple(points), path.closed), "".join(words).replace(" -", "-")
