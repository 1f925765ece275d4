"""Pages on which a clinic writes its own exercises, and says what of the library it offers."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clinic import clock
from clinic.audit.directory import who_changed
from clinic.catalogue.loading import UnknownDefinition
from clinic.domain.exercises import ExerciseDefinition
from clinic.exercises import actions, queries
from clinic.exercises.bodies import as_typed
from clinic.exercises.desk import Desk, empty_desk, typed_desk
from clinic.exercises.forms import ExerciseForm, OfferForm
from clinic.exercises.models import OwnExercise
from clinic.exercises.presenters import present_card
from clinic.web.access import CLINICIANS, current_actor, permits
from clinic.web.pictures import takes_pictures
from clinic.web.transactions import ChangedMeanwhile, writes

blueprint = Blueprint("own_exercises", __name__)

OK, REFUSED = 200, 422
# Whose texts are shown beside each other when two people change one exercise.
COMPARED = (
    "name_en",
    "steps_en",
    "clinician_note",
    "benefits",
    "precautions",
    "cautions",
    "source",
)


@blueprint.route("/exercises/new", methods=["GET", "POST"])
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
@takes_pictures
def new() -> ResponseReturnValue:
    """An exercise of the clinic's own; `like` names one to begin from."""
    desk = typed_desk(version=1) if request.method == "POST" else empty_desk(_begun_from())
    if desk.is_to_be_saved:
        row = actions.add_exercise(
            desk.body,
            record_id=desk.form.new_record_id,
            by=current_actor(),
            at=clock.now(),
        )
        flash("The exercise is in your library.", "improved")
        return redirect(url_for("exercises.show", exercise_code=row.code))
    return _page(desk, title="Add an exercise", code="")


@blueprint.route("/exercises/<exercise_code>/edit", methods=["GET", "POST"])
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
@takes_pictures
def edit(exercise_code: str) -> ResponseReturnValue:
    """The next version of an exercise of the clinic's own."""
    before = queries.find_own_version(exercise_code)
    if before is None:
        abort(404)
    shown = queries.definition_of(before)
    desk = typed_desk(version=before.version + 1) if request.method == "POST" else empty_desk(shown)
    if desk.is_to_be_saved:
        if desk.form.opened_version != before.version:
            raise _changed_meanwhile(before, desk.form)
        actions.revise_exercise(
            before,
            desk.body,
            opened_version=desk.form.opened_version,
            record_id=desk.form.new_record_id,
            by=current_actor(),
            at=clock.now(),
        )
        flash("Saved as a new version. Routines keep the version they were prescribed with.", "due")
        return redirect(url_for("exercises.show", exercise_code=exercise_code))
    return _page(desk, title=f"Change “{shown.name()}”", code=exercise_code)


@blueprint.route("/exercises/<exercise_code>/offer", methods=["GET", "POST"])
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def offer(exercise_code: str) -> ResponseReturnValue:
    """Hides or retires an exercise, or offers it again; routines that hold it keep it."""
    try:
        exercise = queries.get_exercise(exercise_code)
    except UnknownDefinition:
        abort(404)
    is_offered = exercise_code not in queries.withheld_codes()
    form = OfferForm()
    if form.accepted():
        actions.offer_exercise(
            exercise_code,
            offered=not is_offered,
            reason=form.reason.data or "",
            record_id=form.new_record_id,
            by=current_actor(),
            at=clock.now(),
        )
        return redirect(url_for("exercises.show", exercise_code=exercise_code))
    page = render_template(
        "exercises/offer.html",
        form=form,
        exercise=exercise,
        is_offered=is_offered,
        here="exercises",
    )
    return page, REFUSED if form.errors else OK


def _begun_from() -> ExerciseDefinition | None:
    like = request.args.get("like", "")
    try:
        return queries.get_exercise(like) if like else None
    except UnknownDefinition:
        abort(404)


def _page(desk: Desk, *, title: str, code: str) -> ResponseReturnValue:
    sent = request.method == "POST"
    page = render_template(
        "exercises/edit.html",
        form=desk.form,
        title=title,
        code=code,
        card=present_card(desk.exercise) if desk.exercise and sent else None,
        choose_again=bool(desk.form.picture.errors),
        here="exercises",
    )
    return page, REFUSED if desk.is_refused else OK


def _changed_meanwhile(before: OwnExercise, form: ExerciseForm) -> ChangedMeanwhile:
    theirs = as_typed(queries.definition_of(before))
    return ChangedMeanwhile(
        {name: str(theirs[name]) for name in COMPARED},
        labels={name: form[name].label.text for name in COMPARED},
        version=before.version,
        who=who_changed(before.id, time_zone=current_actor().time_zone),
    )
