"""What was typed of an exercise as the body of a definition, and a definition as it is typed."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any, Final

from clinic.domain.criteria import Comparison
from clinic.domain.exercises import Equipment, ExerciseDefinition, Photo
from clinic.exercises.forms import AT_LEAST, RANGES, TICKS, ExerciseForm, as_lines

_WORDS: Final = ("category", "home", "supervision", "support")
_LINES: Final = ("precautions", "cautions", "benefits")


def body_typed(form: ExerciseForm, photo: Photo | None) -> dict[str, Any]:
    """What was typed as the body of a definition; only for a form whose shape is right."""
    source = form.source.data or ""
    spoken = [one for one in form.languages if one[2].data]
    return {
        "level": int(form.level.data),
        "max_level": int(form.max_level.data),
        "names": {code: name.data for code, _, name, _ in spoken},
        "patient_steps": {code: as_lines(steps.data) for code, _, _, steps in spoken},
        "category": form.category.data,
        "tracks": [],
        "clinician_note": form.clinician_note.data or "",
        "home": form.home.data,
        "supervision": form.supervision.data,
        "support": form.support.data,
        "equipment": form.equipment.data or [],
        "dose": _dose_typed(form),
        "prerequisites": [
            {"measure": key, "op": _comparison(key), "value": str(field.data)}
            for key, _, _, field in form.tests
            if field.data is not None
        ],
        "precautions": as_lines(form.precautions.data),
        "cautions": as_lines(form.cautions.data),
        "benefits": as_lines(form.benefits.data),
        "blocked_by": form.blocked_by.data or [],
        "caution_if": form.caution_if.data or [],
        "sources": [source],
        "references": {source: {"citation": source, "mark": "?"}},
        "mark": "?",
        "named_in_seed": False,
        "drawing": "" if photo else form.drawing.data or "",
        "photo": asdict(photo) if photo else None,
        **{key: bool(form[key].data) for key in TICKS},
    }


def _comparison(test: str) -> str:
    return (Comparison.AT_LEAST if test in AT_LEAST else Comparison.AT_MOST).value


def _dose_typed(form: ExerciseForm) -> dict[str, Any]:
    dose: dict[str, Any] = {
        key: {"start": str(start.data), "target": str(target.data)}
        for key, _, start, target in form.ranges
        if start.data is not None
    }
    dose["rest_s"] = form.rest_s.data
    if form.load.data:
        dose["load"] = form.load.data
    return dose


def as_typed(exercise: ExerciseDefinition) -> dict[str, Any]:
    """A definition as its form shows it: to change it, or to begin from it."""
    shown: dict[str, Any] = {key: getattr(exercise, key).value for key in _WORDS}
    shown |= {key: "\n".join(getattr(exercise, key)) for key in _LINES}
    shown |= {key: list(getattr(exercise, key)) for key in ("blocked_by", "caution_if")}
    shown |= {key: getattr(exercise, key) for key in ("clinician_note", *TICKS)}
    shown |= {key: str(getattr(exercise, key)) for key in ("level", "max_level")}
    for code in exercise.names:
        shown[f"name_{code}"] = exercise.name(code)
        shown[f"steps_{code}"] = "\n".join(exercise.steps(code))
    for key in RANGES:
        if (found := getattr(exercise.limits, key)) is not None:
            shown[f"{key}_start"] = _shown(found.start)
            shown[f"{key}_target"] = _shown(found.target)
    for criterion in exercise.prerequisites:
        shown[f"test_{criterion.measure}"] = _shown(criterion.value)
    return shown | {
        "equipment": [one.value for one in exercise.equipment if one is not Equipment.NONE],
        "rest_s": exercise.limits.rest_s,
        "load": exercise.limits.load or "",
        "source": "; ".join(exercise.sources) if exercise.is_own else "",
        "drawing": exercise.drawn_as,
        "picture_kept": exercise.photo.sha256 if exercise.photo else "",
        "says": exercise.photo.says if exercise.photo else "",
    }


def _shown(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number
