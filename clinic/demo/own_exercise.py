"""An exercise that the fictional clinic has written for itself, as its form would keep it."""

from typing import Any, Final

SOURCE: Final = "Judgement of Harbour Lane Physiotherapy"

OWN_EXERCISE: Final[dict[str, Any]] = {
    "level": 3,
    "max_level": 8,
    "names": {"en": "Cups on and off the shelf"},
    "patient_steps": {
        "en": [
            "Stand at the worktop. Hold on with one hand.",
            "Take a cup from the worktop with the other hand.",
            "Put it on the lowest shelf. Look at the cup.",
            "Stand tall. Then take it down again.",
            "Rest when you are tired.",
        ]
    },
    "category": "balance",
    "tracks": [],
    "counts_as_backward_minutes": False,
    "clinician_note": "Unsteady on reaching up: begin at the height of the shoulder.",
    "home": "with_helper",
    "supervision": "therapist_standby",
    "support": "one_hand",
    "equipment": ["worktop"],
    "dose": {
        "sets": {"start": "1", "target": "3"},
        "reps": {"start": "4", "target": "8"},
        "effort": {"start": "2", "target": "4"},
        "days_per_week": {"start": "2", "target": "5"},
        "rest_s": 60,
    },
    "prerequisites": [],
    "precautions": ["Clear floor, firm shoes"],
    "cautions": [],
    "benefits": ["Steady reaching in the kitchen"],
    "blocked_by": [],
    "caution_if": [],
    "sources": [SOURCE],
    "references": {SOURCE: {"citation": SOURCE, "mark": "?"}},
    "mark": "?",
    "named_in_seed": False,
    "drawing": "",
    "photo": None,
    "eyes_closed": False,
    "outdoors": False,
}
