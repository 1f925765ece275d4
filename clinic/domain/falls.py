"""Falls, near falls, and what else invalidates a screen."""

from enum import StrEnum


class HealthEventKind(StrEnum):
    """Health events that make a clinical screen invalid.

    Source: programme reference, section 4, "Invalidated by"; section 3.4, event groups.
    """

    HOSPITAL_STAY = "hospital_stay"
    ED_VISIT = "ed_visit"
    SURGERY = "surgery"
    MEDICATION_CHANGE = "medication_change"
    NEW_DIAGNOSIS = "new_diagnosis"
    ACUTE_ILLNESS = "acute_illness"
