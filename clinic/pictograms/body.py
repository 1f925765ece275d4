"""The one body of all pictures, 7.5 heads high: lengths, thicknesses and outlines in heads.

Source: Stepback pictogram reference (principles and figure); proportions of an older adult.
"""

from typing import Final

from clinic.pictograms.shapes import Point

ANKLE: Final = 0.32
SHIN: Final = 1.80
THIGH: Final = 1.82
TRUNK: Final = 2.16
SHOULDER_BELOW: Final = 0.18
NECK_ROOT: Final = 0.02
NECK: Final = 0.54
HEAD_ABOVE: Final = 0.33
UPPER_ARM: Final = 1.36
FOREARM: Final = 1.12
FINGERS: Final = 0.36
STRAIGHTEST: Final = 0.997

HIP_R: Final = 0.47
KNEE_R: Final = 0.315
ANKLE_R: Final = 0.215
SHOULDER_R: Final = 0.29
ELBOW_R: Final = 0.215
WRIST_R: Final = 0.155
PALM_R: Final = 0.165
TIP_R: Final = 0.11
NECK_R: Final = 0.22
FIST_R: Final = 0.235

# From the ankle, toes to +x; the sole is 0.32 under it. The toe box is what lies before the ball.
FOOT: Final[tuple[Point, ...]] = (
    (-0.30, -0.05),
    (-0.34, -0.22),
    (-0.25, -0.315),
    (0.30, -0.32),
    (0.72, -0.315),
    (0.88, -0.25),
    (0.84, -0.13),
    (0.60, -0.02),
    (0.30, 0.14),
    (0.10, 0.22),
    (-0.16, 0.20),
)
HEEL: Final[Point] = (-0.28, -ANKLE)
BALL: Final[Point] = (0.52, -ANKLE)

# From the head's centre, face to +x.
HEAD: Final[tuple[Point, ...]] = (
    (0.02, 0.50),
    (0.26, 0.44),
    (0.40, 0.24),
    (0.42, 0.08),
    (0.60, -0.09),
    (0.56, -0.15),
    (0.43, -0.16),
    (0.45, -0.26),
    (0.40, -0.40),
    (0.24, -0.47),
    (0.02, -0.36),
    (-0.26, -0.32),
    (-0.44, -0.08),
    (-0.46, 0.16),
    (-0.32, 0.39),
)
HAIR: Final[tuple[Point, ...]] = (
    (0.02, 0.55),
    (0.26, 0.49),
    (0.37, 0.36),
    (0.20, 0.26),
    (0.06, 0.16),
    (0.05, -0.06),
    (-0.04, -0.02),
    (-0.10, -0.16),
    (-0.22, -0.30),
    (-0.36, -0.28),
    (-0.50, -0.06),
    (-0.53, 0.18),
    (-0.37, 0.45),
)

# Forward of the line from hip to shoulders, and along it from the hip.
TRUNK_OUTLINE: Final[tuple[Point, ...]] = (
    (-0.36, -0.28),
    (-0.50, 0.02),
    (-0.50, 0.45),
    (-0.46, 0.90),
    (-0.50, 1.35),
    (-0.53, 1.80),
    (-0.40, 2.14),
    (-0.12, 2.36),
    (0.16, 2.32),
    (0.37, 2.04),
    (0.50, 1.60),
    (0.54, 1.10),
    (0.56, 0.65),
    (0.51, 0.25),
    (0.42, -0.08),
    (0.20, -0.34),
)
BELT_LOW: Final = 0.55
BELT_HIGH: Final = 0.86
BELT_BACK: Final = -0.52
BELT_FRONT: Final = 0.58

# Seen from the front or back, from the middle of the hips.
HIP_HEIGHT: Final = ANKLE + (THIGH + SHIN) * STRAIGHTEST
HIPS_APART: Final = 0.34
SHOULDERS_APART: Final = 0.80
SHOULDERS_UP: Final = 2.00
HEAD_UP: Final = 3.00
TRUNK_FACING: Final[tuple[Point, ...]] = (
    (-0.52, -0.25),
    (-0.62, 0.10),
    (-0.56, 0.75),
    (-0.66, 1.40),
    (-0.86, 1.90),
    (-0.72, 2.22),
    (-0.25, 2.38),
    (0.25, 2.38),
    (0.72, 2.22),
    (0.86, 1.90),
    (0.66, 1.40),
    (0.56, 0.75),
    (0.62, 0.10),
    (0.52, -0.25),
)
FOOT_FACING: Final[tuple[Point, ...]] = (
    (-0.22, 0.02),
    (0.22, 0.02),
    (0.30, 0.16),
    (0.20, 0.40),
    (-0.20, 0.40),
    (-0.30, 0.16),
)
HEAD_FACING: Final[tuple[Point, ...]] = (
    (0.0, 0.50),
    (0.30, 0.40),
    (0.41, 0.10),
    (0.37, -0.20),
    (0.22, -0.43),
    (0.0, -0.50),
    (-0.22, -0.43),
    (-0.37, -0.20),
    (-0.41, 0.10),
    (-0.30, 0.40),
)
HAIR_FACING: Final[tuple[Point, ...]] = (
    (0.0, 0.56),
    (0.32, 0.46),
    (0.47, 0.14),
    (0.44, -0.08),
    (0.36, 0.12),
    (0.20, 0.27),
    (0.0, 0.30),
    (-0.20, 0.27),
    (-0.36, 0.12),
    (-0.44, -0.08),
    (-0.47, 0.14),
    (-0.32, 0.46),
)

# A footprint, toes to +x, right foot: the big toe is above.
SOLE: Final[tuple[Point, ...]] = (
    (-0.48, 0.0),
    (-0.42, 0.17),
    (-0.18, 0.16),
    (0.10, 0.20),
    (0.36, 0.24),
    (0.52, 0.10),
    (0.49, -0.08),
    (0.34, -0.20),
    (0.08, -0.15),
    (-0.18, -0.15),
    (-0.42, -0.16),
)
