"""Heads round their own centre: in profile, from the front, from behind."""

from clinic.pictograms import body
from clinic.pictograms.shapes import (
    Path,
    Shape,
    Tone,
    arc,
    circle,
    filled,
    haloed,
    lined,
    outlined,
    polyline,
    smooth,
)

OUTLINE = 0.095
HAIRLINE = 0.055


def side_head(hair: Tone, *, backward: bool) -> tuple[tuple[Path, ...], tuple[Shape, ...]]:
    """Outline and shapes of a head in profile; backward over the shoulder it faces to -x."""
    turn = -1 if backward else 1
    head = smooth([(x * turn, y) for x, y in body.HEAD])
    cap = smooth([(x * turn, y) for x, y in body.HAIR])
    return (head, cap), (
        outlined(Tone.PAPER, OUTLINE, head, cap),
        Shape((cap,), hair, Tone.INK, 2 * HAIRLINE),
    )


def facing_head(
    hair: Tone, *, eyes_closed: bool, scale: float = 1.0
) -> tuple[tuple[Path, ...], tuple[Shape, ...]]:
    """Outline and shapes of a head that looks at us."""

    def sized(path: Path) -> Path:
        return Path(tuple(tuple(n * scale for n in point) for point in path.points), path.closed)

    face, cap = sized(smooth(body.HEAD_FACING)), sized(smooth(body.HAIR_FACING))
    if eyes_closed:
        lids = (arc((side * 0.17, 0.03), 0.11, 0.09, start=200, end=340) for side in (-1, 1))
        eyes = lined(Tone.INK, 0.075 * scale, *map(sized, lids))
    else:
        eyes = filled(Tone.INK, *(sized(circle((side * 0.17, 0.02), 0.065)) for side in (-1, 1)))
    nose = sized(polyline((0.0, -0.02), (0.06, -0.19), (-0.03, -0.2)))
    return (face, cap), (
        outlined(Tone.PAPER, OUTLINE, face, cap),
        Shape((cap,), hair, Tone.INK, 2 * HAIRLINE),
        eyes,
        lined(Tone.INK, 0.06 * scale, nose),
    )


def head_from_behind(hair: Tone) -> tuple[tuple[Path, ...], tuple[Shape, ...]]:
    """Outline and shapes of a head seen from behind: hair, ears, a strip of neck."""
    face, ears = smooth(body.HEAD_FACING), (circle((-0.42, -0.05), 0.1), circle((0.42, -0.05), 0.1))
    cap = smooth(
        [
            (0.0, 0.56),
            (0.34, 0.46),
            (0.48, 0.1),
            (0.38, -0.24),
            (0.0, -0.34),
            (-0.38, -0.24),
            (-0.48, 0.1),
            (-0.34, 0.46),
        ]
    )
    return (face, cap, *ears), (
        outlined(Tone.PAPER, OUTLINE, face, cap, *ears),
        Shape((cap,), hair, Tone.INK, 2 * HAIRLINE),
    )


def halo_of(outline: tuple[Path, ...]) -> Shape:
    """Paper round a head, so that nothing touches it."""
    return haloed(Tone.PAPER, *outline, halo=0.18)
