"""The words in which a training is asked for and told."""

from collections.abc import Mapping
from typing import Final

from clinic.domain.falls import Setting
from clinic.domain.session_log_rules import LogDayProblem, Shortfall, StopSign
from clinic.domain.session_logs import SYMPTOMS, AmountUnit, Assistance, LogStatus, SymptomGroup

SETTINGS: Final[Mapping[Setting, str]] = {
    Setting.HOME: "Home",
    Setting.CLINIC: "Clinic",
    Setting.POOL: "Pool",
    Setting.COMMUNITY: "Outside",
}
STATUSES: Final[Mapping[LogStatus, str]] = {
    LogStatus.DONE: "All as prescribed",
    LogStatus.PARTLY: "Part of it",
    LogStatus.MISSED: "Not done",
}
STATUS_IN_A_LIST: Final[Mapping[LogStatus, str]] = {
    LogStatus.DONE: "all done",
    LogStatus.PARTLY: "partly done",
    LogStatus.MISSED: "not done",
}
ITEM_STATUSES: Final[Mapping[LogStatus, str]] = {
    LogStatus.DONE: "Done",
    LogStatus.PARTLY: "Partly",
    LogStatus.MISSED: "Not done",
}
UNITS: Final[Mapping[AmountUnit, tuple[str, str]]] = {
    AmountUnit.WALKS: ("walk", "walks"),
    AmountUnit.SETS: ("set", "sets"),
    AmountUnit.MINUTES: ("min", "min"),
}
ASSISTANCE: Final[Mapping[Assistance, str]] = {
    Assistance.INDEPENDENT: "None",
    Assistance.STANDBY: "Standby",
    Assistance.CONTACT_GUARD: "Touch",
    Assistance.MIN: "Up to a quarter",
    Assistance.MOD: "Up to half",
    Assistance.MAX: "More than half",
}
ASSISTANCE_CHOICES: Final = dict(ASSISTANCE) | {
    Assistance.MIN: "To a quarter",
    Assistance.MOD: "To half",
    Assistance.MAX: "More",
}
# Source: programme reference, assistance scale, `meaning`.
ASSISTANCE_EXPLAINED: Final = (
    "Standby: within arm's reach, no touch. Touch: light touch or hand on belt, no lifting or"
    " steering. Then the helper's share of the effort."
)
LOSSES: Final = {"0": "0", "1": "1", "2": "2", "3": "3", "4": "4+"}
NEAR_FALLS: Final = {"0": "0", "1": "1", "2": "2+"}
NONE_OF_THESE: Final = "none"
SYMPTOM_WORDS: Final[Mapping[str, str]] = {
    "muscle_soreness": "Muscle soreness",
    "breathless_mild": "A little out of breath",
    "fatigue_next_day": "Tired the next day",
    "dizziness_brief": "Light-headed under 2 minutes, gone on sitting",
    "chest_pain": "Chest pain or pressure",
    "syncope": "Fainted",
    "stroke_signs": "Face droop, slurred speech or one-sided weakness",
    "severe_breathlessness": "Too breathless to say a short sentence",
    "palpitations_new": "New fast or uneven heartbeat",
    "sudden_severe_headache": "Sudden severe headache",
    "new_confusion": "New confusion",
    "sudden_vision_loss": "Sudden loss of sight",
    "new_leg_weakness_numbness": "New weakness or numbness in a leg",
    "bladder_bowel_loss_new": "New loss of bladder or bowel control",
    "dizziness": "Dizzy for more than 2 minutes",
    "vertigo": "Spinning",
    "near_syncope": "Nearly fainted",
    "joint_giving_way": "Joint gave way",
    "joint_locking": "Joint locked",
    "new_joint_swelling": "New joint swelling",
    "suspected_fracture": "Perhaps a fracture",
    "calf_pain_swelling": "Calf pain or swelling",
    "wound_problem": "Wound problem",
}
COMMON_GROUPS: Final = (SymptomGroup.BENIGN, SymptomGroup.FATIGUE, SymptomGroup.BRIEF)
COMMON: Final = tuple(code for group in COMMON_GROUPS for code in SYMPTOMS[group])
STOPPING: Final[Mapping[SymptomGroup, str]] = {
    SymptomGroup.RED_FLAG: "Emergency signs",
    SymptomGroup.DIZZINESS: "Dizziness",
    SymptomGroup.JOINT_OR_VASCULAR_WARNING: "Joint, calf or wound",
}
CHECKED_BEFORE: Final = {
    "nothing_changed": "Asked, all answers safe",
    "something_changed": "Something had changed",
    "not_asked": "Not asked",
}
# Source: programme reference, section 3.4, reason texts of the rules.
STOP_SIGNS: Final[Mapping[StopSign, str]] = {
    StopSign.RED_FLAG: (
        "Red-flag symptom logged. Stop. Urgent medical review; use the emergency number if"
        " symptoms are present."
    ),
    StopSign.PRESSURE_DROP: (
        "Blood pressure falls too much on standing. Medical review and retest before upright work."
    ),
    StopSign.VITAL_SIGNS: "Resting vital signs are outside the limits for exercise.",
    StopSign.DIZZINESS: (
        "Dizziness during training. Check BP lying and standing, medicines and inner ear before"
        " going on."
    ),
    StopSign.SEVERE_PAIN_OR_JOINT: (
        "Severe pain or a warning sign from a joint, calf or wound. Assess before going on."
    ),
}
SHORTFALLS: Final[Mapping[Shortfall, str]] = {
    Shortfall.NOT_COMPLETED: "less than nine tenths of it was done",
    Shortfall.EFFORT_MISSING: "effort is not known",
    Shortfall.EFFORT_TOO_HIGH: "effort was above the target",
    Shortfall.PAIN_MISSING: "pain during is not known",
    Shortfall.PAIN_FLAG: "pain was high or rose",
    Shortfall.LOSSES_MISSING: "losses of balance are not known",
    Shortfall.TOO_MANY_LOSSES: "more losses of balance than the limit",
    Shortfall.NEAR_FALL: "a near fall",
    Shortfall.FALL: "a fall",
    Shortfall.ASSISTANCE_MISSING: "help is not known",
    Shortfall.TOO_MUCH_ASSISTANCE: "more help than this level expects",
    Shortfall.SYMPTOM: "a symptom that needs a look",
}
DAY_PROBLEMS: Final[Mapping[LogDayProblem, str]] = {
    LogDayProblem.IN_THE_FUTURE: "This day is in the future. Enter today or an earlier day.",
    LogDayProblem.BEFORE_ROUTINE: (
        "This routine was not yet prescribed on that day. Choose the routine of that day above,"
        " or a later day."
    ),
    LogDayProblem.AFTER_ROUTINE: (
        "Another routine had taken its place by then. Choose the routine of that day above."
    ),
    LogDayProblem.WHILE_RESTING: (
        "Training rested on that day, so no training can be logged for it. Log it as not done,"
        " or have the pause ended first."
    ),
}
