"""The fixed words of routines and placement: places, guards, tests, flags."""

from collections.abc import Mapping
from typing import Final

from clinic.domain.ladder import PlacementFlag
from clinic.domain.plan import Guard, Where

WHERE_WORDS: Final[Mapping[Where, str]] = {
    Where.CLINIC_OR_HOME: "Home and clinic",
    Where.CLINIC: "Clinic only",
    Where.HOME: "Home only",
}
GUARD_WORDS: Final[Mapping[Guard, str]] = {
    Guard.HARNESS: "harness",
    Guard.HANDS_AT_PELVIS: "hands at the pelvis",
    Guard.TWO_STAFF: "two staff",
}
TEST_NAMES: Final[Mapping[str, str]] = {
    "stand_supported": "Standing with support",
    "berg": "Berg Balance Scale",
    "tug": "Timed Up and Go",
    "four_stage": "4-Stage Balance",
    "bwt3m": "3-Metre Backward Walk",
}
TEST_UNITS: Final[Mapping[str, str]] = {
    "stand_supported": " s",
    "berg": " of 56",
    "tug": " s",
    "four_stage": " of 4 stages",
    "bwt3m": " s",
}
FLAG_NAMES: Final[Mapping[PlacementFlag, str]] = {
    PlacementFlag.HIGH_RISK: "High fall risk",
    PlacementFlag.STROKE_UNDER_3_MONTHS: "Stroke or TIA in the last 3 months",
    PlacementFlag.COGNITION_CAUTION: "Memory or thinking problem",
    PlacementFlag.FREEZING_OR_RETROPULSION: "Freezing, or leaning or falling backward",
    PlacementFlag.NEW_TO_BACKWARD_WALKING: "New to backward walking",
}
FLAG_SOURCES: Final[Mapping[PlacementFlag, str]] = {
    PlacementFlag.HIGH_RISK: "fall risk, clinical screen",
    PlacementFlag.STROKE_UNDER_3_MONTHS: "clinical screen",
    PlacementFlag.COGNITION_CAUTION: "clinical screen",
    PlacementFlag.FREEZING_OR_RETROPULSION: "clinical screen",
    PlacementFlag.NEW_TO_BACKWARD_WALKING: "asked here",
}
