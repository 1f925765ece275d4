"""An exercise as it is typed, and what is sent with it."""

import io

from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

TYPED = {
    "name_en": "Balloon tapping",
    "steps_en": "Stand near the worktop.\nTap the balloon up.\nStop when you are tired.",
    "category": "balance",
    "level": "2",
    "max_level": "8",
    "benefits": "Quick hands and steady feet",
    "clinician_note": "Begin with a large balloon.",
    "source": "Judgement of this clinic",
    "home": "yes",
    "supervision": "independent_ok",
    "support": "one_hand",
    "equipment": ["worktop"],
    "sets_start": "1",
    "sets_target": "3",
    "duration_min_start": "1",
    "duration_min_target": "2.5",
    "effort_start": "2",
    "effort_target": "4",
    "days_per_week_start": "3",
    "days_per_week_target": "7",
    "rest_s": "60",
    "drawing": "",
    "act": "save",
}


def png(colour="navy", size=(200, 100)):
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, "PNG")
    return written.getvalue()


def file(raw=None, name="card.png"):
    return (io.BytesIO(png() if raw is None else raw), name)


def send(client, address="/exercises/new", **changes):
    # Encoded here: the client would leave a large body in a file that nobody closes.
    boundary, body = encode_multipart(_with_files(TYPED | changes))
    return client.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def _with_files(values):
    return {
        name: FileStorage(*value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }


def saved(client, address="/exercises/new", **changes):
    """The code under which it was saved."""
    answer = send(client, address, **changes)
    assert answer.status_code == 302, answer.text
    return answer.location.rsplit("/", 1)[1]


def body(**changes):
    """The body of an own exercise, as it is stored."""
    return {
        "level": 1,
        "max_level": 8,
        "names": {"en": "Balloon tapping"},
        "patient_steps": {"en": ["Tap the balloon."]},
        "category": "balance",
        "tracks": [],
        "counts_as_backward_minutes": False,
        "clinician_note": "",
        "home": "no",
        "supervision": "therapist_standby",
        "support": "none",
        "equipment": [],
        "dose": {
            "sets": {"start": "1", "target": "2"},
            "effort": {"start": "2", "target": "4"},
            "days_per_week": {"start": "2", "target": "5"},
            "rest_s": 30,
        },
        "prerequisites": [],
        "precautions": [],
        "cautions": [],
        "benefits": ["Quick hands"],
        "blocked_by": [],
        "caution_if": [],
        "sources": ["Ours"],
        "references": {"Ours": {"citation": "Ours", "mark": "?"}},
        "mark": "?",
        "named_in_seed": False,
        "eyes_closed": False,
        "outdoors": False,
    } | changes
