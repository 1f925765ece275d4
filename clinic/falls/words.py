"""The words in which falls, near falls and health events are asked for and told."""

from clinic.domain.falls import FALL, NEAR_FALL, HealthEventKind, Injury, ReviewOutcome, Setting

PLACES = {
    "bedroom": "Bedroom",
    "bathroom": "Bathroom",
    "kitchen": "Kitchen",
    "another_room": "Another room",
    "stairs": "Stairs or steps",
    "outside": "Outside",
    "clinic": "Clinic",
    "pool": "Pool",
}
INJURIES = {
    Injury.NONE: "None",
    Injury.MINOR: "Bruise or scratch",
    Injury.NEEDED_CARE: "Needed medical care",
    Injury.FRACTURE_OR_HEAD: "Fracture or blow to the head",
}
INJURIES_TOLD = INJURIES | {Injury.NOT_KNOWN: "Not known yet"}
DIRECTIONS = {
    "forward": "Forward",
    "backward": "Backward",
    "sideways": "Sideways",
    "straight_down": "Straight down",
}
YES_NO = {"yes": "Yes", "no": "No"}
SETTINGS = {
    Setting.HOME: "At home",
    Setting.CLINIC: "In the clinic",
    Setting.POOL: "In the pool",
    Setting.COMMUNITY: "Outside",
}
# What makes it a near fall. Source: programme reference, definitions.
CAUGHT_BY = {
    "person": "A person",
    "belt": "A belt or harness",
    "rail": "A rail, with full weight on it",
    "rescue_moves": "Two or more rescue moves",
}
HEALTH_EVENTS = {
    HealthEventKind.HOSPITAL_STAY: "Hospital stay",
    HealthEventKind.ED_VISIT: "Emergency department visit",
    HealthEventKind.SURGERY: "Operation",
    HealthEventKind.MEDICATION_CHANGE: "Change of medicines",
    HealthEventKind.NEW_DIAGNOSIS: "New diagnosis",
    HealthEventKind.ACUTE_ILLNESS: "Acute illness",
}
# These end a checklist of a place or a machine, and pause nothing.
CHANGES = {
    HealthEventKind.HOUSE_MOVE: "Moved house",
    HealthEventKind.HOME_CHANGE: "Change at home",
    HealthEventKind.HELPER_CHANGE: "Another helper",
    HealthEventKind.OTHER_TREADMILL: "Another treadmill",
    HealthEventKind.OTHER_STAIRS: "Other stairs",
    HealthEventKind.WOUND: "Wound",
    HealthEventKind.INFECTION: "Infection",
    HealthEventKind.NEW_SYMPTOM: "New symptom",
}
KIND_WORDS = HEALTH_EVENTS | CHANGES | {HealthEventKind.LEVEL_CHANGE: "Another level"}
EVENTS = {FALL: "Fall", NEAR_FALL: "Near fall"} | {
    kind.value: words for kind, words in KIND_WORDS.items()
}
NEAR_FALL_AT_HOME = "near_fall_at_home"
# With one tap, when it happened today; a fall's details are told afterwards.
ONE_TAP = {
    FALL: "Fall",
    NEAR_FALL_AT_HOME: "Near fall at home",
} | {kind.value: words for kind, words in HEALTH_EVENTS.items()}
OUTCOMES = {
    ReviewOutcome.RESUME: "Resume",
    ReviewOutcome.LOWER_LEVEL: "Go on at a lower level",
    ReviewOutcome.KEEP_PAUSED: "Keep paused",
    ReviewOutcome.DISCHARGE: "Discharge",
}
OUTCOMES_EXPLAINED = {
    ReviewOutcome.RESUME.value: "As prescribed, once the clinical screen is repeated.",
    ReviewOutcome.LOWER_LEVEL.value: "Training rests until that routine is prescribed.",
    ReviewOutcome.KEEP_PAUSED.value: "Training rests until somebody resumes it.",
    ReviewOutcome.DISCHARGE.value: "Training ends; discharge the patient next.",
}
DEFINITIONS = {
    FALL: (
        "Coming to rest unexpectedly on the ground, floor or lower level"
        " (pool: to the bottom or held up by a person)."
    ),
    NEAR_FALL: (
        "Would have fallen without being caught by a person, belt or harness, without unplanned"
        " full weight on a rail, or without two or more rescue moves"
        " (arm throw, quick extra step, lowering, trunk tilt)."
    ),
}
# Not a near fall. Source: programme reference, definitions.
LOSS_OF_BALANCE = (
    "An extra step or a quick touch of support, recovered alone, is a loss of balance:"
    " count it in the session log."
)
