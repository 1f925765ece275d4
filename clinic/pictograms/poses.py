"""How a body stands: what a picture's definition says of each figure, checked when made."""

from dataclasses import dataclass
from enum import StrEnum

from clinic.pictograms.shapes import Affine, Point


class Ground(StrEnum):
    """How a foot meets the ground."""

    FLAT = "flat"
    TOES = "toes"
    HEEL = "heel"
    AIR = "air"


class Grip(StrEnum):
    """What a hand does where it arrives."""

    FIST = "fist"
    FLAT = "flat"
    TIPS = "tips"
    OPEN = "open"


class Style(StrEnum):
    """Who it is: the patient is solid, the helper outlined, the earlier pose pale and dashed."""

    SOLID = "solid"
    OUTLINE = "outline"
    GHOST = "ghost"


class Look(StrEnum):
    """Where the head looks: the way the body faces, at us, or back over the shoulder."""

    AHEAD = "ahead"
    VIEWER = "viewer"
    BEHIND = "behind"


class Belt(StrEnum):
    """What is worn round the waist."""

    NONE = "none"
    GAIT = "gait"
    PLAIN = "plain"


class Side(StrEnum):
    """Left or right of the picture."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, kw_only=True, slots=True)
class Leg:
    """A leg on the ground (place of the ankle, in heads before the hip) or in the air (angles).

    `hip`, `knee` and `ankle` are degrees of flexion; with `hip` the leg hangs from the hip and
    the rest is not read. `lift` raises the heel (`toes`) or the toes (`heel`), `pitch` turns a foot
    in the air, `slope` one on a ramp; `y` is the ground under it, above the pose's own.
    """

    x: float = 0.0
    y: float = 0.0
    on: Ground = Ground.FLAT
    lift: float = 0.0
    pitch: float = 0.0
    slope: float = 0.0
    hip: float | None = None
    knee: float = 0.0
    ankle: float = 0.0

    @property
    def is_planted(self) -> bool:
        """Whether it carries: it has a place on the ground."""
        return self.hip is None and self.on is not Ground.AIR


@dataclass(frozen=True, kw_only=True, slots=True)
class Arm:
    """An arm that hangs or swings (angles), holds a prop, or reaches a place.

    `hold` names the prop's grip line and `hold_x` a place in the picture; `hand` is a place in the
    pose's own measure (forward from the hip, above its ground). Without either, `shoulder` and
    `elbow` are degrees of flexion against the trunk.
    """

    shoulder: float = 0.0
    elbow: float = 0.0
    hold: str = ""
    hold_x: float = 0.0
    hand: tuple[float, ...] = ()
    grip: Grip = Grip.FIST

    @property
    def is_holding(self) -> bool:
        """Whether it rests on a prop."""
        return bool(self.hold)


@dataclass(frozen=True, kw_only=True, slots=True)
class SidePose:
    """A figure seen from the side. Lengths in heads, angles in degrees of flexion.

    `at` is the place of the hip in the picture, `base` the height of the ground under the pose.
    Without `hips_y` the hip is as high as the planted legs allow.
    """

    name: str
    at: float
    base: float = 0.0
    style: Style = Style.SOLID
    face: Side = Side.RIGHT
    look: Look = Look.AHEAD
    lean: float = 3.0
    nod: float = 0.0
    hips_x: float = 0.0
    hips_y: float | None = None
    near_leg: Leg = Leg()
    far_leg: Leg = Leg()
    near_arm: Arm = Arm()
    far_arm: Arm = Arm()
    belt: Belt = Belt.NONE
    vest: bool = False
    grips_belt: bool = False
    cup: bool = False

    @property
    def is_patient(self) -> bool:
        """Whether it is the patient, now."""
        return self.style is Style.SOLID

    @property
    def to_picture(self) -> Affine:
        """From the pose's own measure into the picture."""
        return Affine(xx=1.0 if self.face is Side.RIGHT else -1.0, dx=self.at, dy=self.base)

    def from_picture(self, point: Point) -> Point:
        """A point of the picture, in the pose's own measure."""
        ahead = point[0] - self.at
        return (ahead if self.face is Side.RIGHT else -ahead), point[1] - self.base


class View(StrEnum):
    """From where a figure is seen that is not seen from the side."""

    FRONT = "front"
    BACK = "back"


@dataclass(frozen=True, kw_only=True, slots=True)
class FacingLeg:
    """A leg seen from the front or back: place of the foot beside the middle, and its height."""

    x: float
    y: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class FacingPose:
    """A figure seen from the front or back; left and right are those of the picture.

    A hand is a place beside the middle and above the ground; without one the arm hangs.
    """

    name: str
    at: float
    view: View
    base: float = 0.0
    style: Style = Style.SOLID
    left_leg: FacingLeg
    right_leg: FacingLeg
    left_hand: tuple[float, ...] = ()
    right_hand: tuple[float, ...] = ()
    eyes_closed: bool = False

    @property
    def is_patient(self) -> bool:
        """Whether it is the patient, now."""
        return self.style is Style.SOLID


Pose = SidePose | FacingPose
