"""The fixed words of the exercise library."""

from collections.abc import Mapping
from typing import Final

from clinic.domain.dose import DoseField
from clinic.domain.exercise_search import Place, Whose
from clinic.domain.exercises import Category, Equipment, HomeRule, Supervision, Support

PLACES: Final[Mapping[Place, str]] = {
    Place.HOME: "At home",
    Place.CLINIC: "In the clinic",
    Place.POOL: "In the pool",
}
WHOSE: Final[Mapping[Whose, str]] = {
    Whose.OWN: "Your clinic’s own",
    Whose.WITHHELD: "Hidden or retired",
}
TRAINS: Final[Mapping[Category, str]] = {
    Category.WARM_UP: "Warm-up",
    Category.COOL_DOWN: "Cool-down",
    Category.STRENGTH: "Strength",
    Category.BALANCE: "Balance",
    Category.BACKWARD_PREP: "First backward steps",
    Category.BACKWARD: "Backward walking",
    Category.TREADMILL: "Treadmill",
    Category.AQUATIC: "Water",
    Category.STAIRS: "Steps and stairs",
    Category.DUAL_TASK: "Second task",
    Category.REACTIVE: "Catching step",
}
# Source: programme reference, `home_rules`.
HOME: Final[Mapping[HomeRule, str]] = {
    HomeRule.NO: "Clinic or pool only",
    HomeRule.YES: "Alone allowed",
    HomeRule.YES_AT_WORKTOP: "Alone allowed, only beside a worktop or fixed rail",
    HomeRule.YES_CLEAR_CORRIDOR: "Alone allowed in a clear corridor or lane, phone worn",
    HomeRule.WITH_HELPER: "Named helper within arm's reach",
    HomeRule.WITH_TRAINED_HELPER: "Named helper who was taught and signed off in clinic",
    HomeRule.CLINIC_FIRST: "Each new task in clinic first, then as its exercise says",
}
SUPERVISION: Final[Mapping[Supervision, str]] = {
    Supervision.INDEPENDENT_OK: "Independent",
    Supervision.TRAINED_HELPER: "Trained helper",
    Supervision.THERAPIST_STANDBY: "Therapist standing by",
    Supervision.THERAPIST_CONTACT: "Therapist in contact",
    Supervision.POOL_THERAPIST: "Therapist in the pool",
}
SUPPORT: Final[Mapping[Support, str]] = {
    Support.TWO_HANDS: "Two hands",
    Support.ONE_HAND: "One hand",
    Support.FINGERTIP: "Fingertips",
    Support.NONE: "None",
    Support.GAIT_BELT: "Walking belt",
    Support.HARNESS: "Harness",
}
EQUIPMENT: Final[Mapping[Equipment, str]] = {
    Equipment.WORKTOP: "Worktop",
    Equipment.CHAIR: "Chair",
    Equipment.RAIL: "Rail",
    Equipment.PARALLEL_BARS: "Parallel bars",
    Equipment.GAIT_BELT: "Walking belt",
    Equipment.HARNESS: "Harness",
    Equipment.SAFETY_CLIP: "Safety clip",
    Equipment.TREADMILL: "Treadmill",
    Equipment.ELASTIC_BAND: "Elastic band",
    Equipment.FLOOR_TAPE: "Floor tape",
    Equipment.CONES: "Cones",
    Equipment.STEP: "Step",
    Equipment.STAIRS_RAILS: "Stairs with rails",
    Equipment.FOAM: "Foam",
    Equipment.RAMP: "Ramp",
    Equipment.SLED: "Sled",
    Equipment.CUP: "Cup",
    Equipment.POOL: "Pool",
    Equipment.METRONOME: "Metronome",
}
DOSE_NAMES: Final[Mapping[DoseField, str]] = {
    DoseField.SETS: "Sets",
    DoseField.REPS: "Times",
    DoseField.HOLD_S: "Hold, seconds",
    DoseField.DISTANCE_M: "Distance, metres",
    DoseField.DURATION_MIN: "Minutes",
    DoseField.SPEED_M_PER_S: "Speed, m/s",
    DoseField.SPEED_KM_PER_H: "Speed, km/h",
    DoseField.GRADE_PERCENT: "Slope, %",
}
LANGUAGES: Final[Mapping[str, str]] = {
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "de": "German",
    "zh-Hans": "Chinese",
}
