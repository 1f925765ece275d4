"""The desk an exercise is written at: what was typed, its picture, and what the rules say."""

from dataclasses import dataclass, field
from typing import Any, Final

from flask import request

from clinic import clock
from clinic.domain.exercises import OWN_PREFIX, ExerciseDefinition, Photo
from clinic.domain.own_exercises import doubts_about
from clinic.exercises import queries
from clinic.exercises.bodies import as_typed, body_typed
from clinic.exercises.forms import ExerciseForm, add_error
from clinic.organisation.pictures import keep_picture, picture_size, remove_unused
from clinic.web.access import current_actor

PREVIEW: Final = "preview"
UNNAMED: Final = f"{OWN_PREFIX}new"


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """One page of writing. `exercise` is None while something typed has the wrong shape.

    What is not to be saved is either refused, and nothing of it stored; or it is shown again with
    its picture stored, because a browser does not hand a chosen file back.
    """

    form: ExerciseForm
    exercise: ExerciseDefinition | None = None
    body: dict[str, Any] = field(default_factory=dict)
    is_to_be_saved: bool = False
    is_refused: bool = False


def empty_desk(begun_from: ExerciseDefinition | None) -> Desk:
    """The desk as it is first shown, with an exercise to change or to begin from, if any."""
    if begun_from is None:
        return Desk(form=ExerciseForm(formdata=None))
    version = begun_from.version if begun_from.is_own else 0
    data = as_typed(begun_from) | {"version": str(version)}
    return Desk(form=ExerciseForm(formdata=None, data=data), exercise=begun_from)


def typed_desk(*, version: int) -> Desk:
    """The desk after something was sent."""
    form = ExerciseForm()
    right = form.accepted()
    photo = _photo(form)
    previewed = request.form.get("act") == PREVIEW
    stored = previewed or form.picture.picture is not None
    form.picture_kept.data = photo.sha256 if photo else ""
    if not right:
        return Desk(form=form, is_refused=not stored)
    body = body_typed(form, photo)
    exercise = queries.build_own(UNNAMED, version, body, reviewed_on=clock.now().date())
    doubts = doubts_about(exercise)
    for name, message in doubts:
        add_error(form[name], message)
    if form.picture.errors:  # read well, and of no use for a card
        form.picture_kept.data = _kept_before(form)
        return Desk(form=form, is_refused=True)
    if doubts or previewed:
        return Desk(form=form, exercise=exercise, is_refused=not stored)
    return Desk(form=form, exercise=exercise, body=body, is_to_be_saved=True)


def _photo(form: ExerciseForm) -> Photo | None:
    says = form.says.data or ""
    if form.picture.picture is not None:
        by, at = current_actor(), clock.now()
        # Those that were tried out long ago go first, so that the same one sent again is kept anew.
        remove_unused(queries.shown_pictures(), by=by, at=at)
        row = keep_picture(form.picture.picture, by=by, at=at)
        return Photo(sha256=row.sha256, width=row.width, height=row.height, says=says)
    sha256 = _kept_before(form)
    size = picture_size(sha256) if sha256 else None
    return None if size is None else Photo(sha256=sha256, width=size[0], height=size[1], says=says)


def _kept_before(form: ExerciseForm) -> str:
    """The name of a picture that was stored before this form was sent, and is wanted still."""
    return request.form.get("picture_kept", "") if not form.no_picture.data else ""
