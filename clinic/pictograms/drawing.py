"""A picture put together, in the order of painting and the units of its view box.

The view box has 100 units a head and y downwards; all numbers are whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from clinic.pictograms.facing_figure import draw_facing_figure
from clinic.pictograms.joints import GripFinder, find_joints
from clinic.pictograms.marks.base import Mark, PictureDose
from clinic.pictograms.poses import FacingPose, Pose, SidePose, Style
from clinic.pictograms.props.base import Prop
from clinic.pictograms.shapes import Path, Point, Shape, Tone
from clinic.pictograms.side_figure import Figure, draw_side_figure

UNITS: Final = 100
TOP: Final = 8.85
BOTTOM: Final = -1.65


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
    """One shape as painters take it: view-box units, and the same outline as SVG path data."""

    paths: tuple[Path, ...]
    data: str
    fill: Tone | None
    line: Tone | None
    width: int
    dash: tuple[int, ...]


class Drawing(NamedTuple):
    """A finished picture: size in view-box units, shapes in painting order."""

    code: str
    width: int
    height: int
    says: Mapping[str, str]
    shapes: tuple[Painted, ...]


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
    paths = tuple(_in_view_box(path) for path in shape.paths)
    return Painted(
        paths=paths,
        data="".join(_data(path) for path in paths),
        fill=shape.fill,
        line=shape.line,
        width=round(shape.width * UNITS),
        dash=tuple(round(length * UNITS) for length in shape.dash),
    )


def _in_view_box(path: Path) -> Path:
    points = tuple(
        tuple(
            round((TOP - number) * UNITS) if odd else round(number * UNITS)
            for odd, number in zip((False, True) * 3, point, strict=False)
        )
        for point in path.points
    )
    return Path(points, path.closed)


def _data(path: Path) -> str:
    """SVG path data, each point relative to the one before: that takes the fewest letters."""
    x, y = path.points[0]
    words = [f"M{x:.0f} {y:.0f}"]
    for point in path.points[1:]:
        letter = "l" if len(point) == len(("x", "y")) else "c"
        moves = (number - (y if index % 2 else x) for index, number in enumerate(point))
        words.append(letter + " ".join(f"{move:.0f}" for move in moves).replace(" -", "-"))
        x, y = point[-2:]
    return "".join(words) + ("z" if path.closed else "")
