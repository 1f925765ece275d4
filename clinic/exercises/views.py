"""The exercise library: pages about exercises, not about people."""

from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from clinic.catalogue.checklist_definitions import CLINICAL_SCREEN, get_checklist
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.catalogue.loading import UnknownDefinition
from clinic.catalogue.template_definitions import list_templates
from clinic.domain.exercise_search import Place, Wanted, Whose, find_exercises
from clinic.domain.exercises import Category, Equipment, ExerciseDefinition
from clinic.episodes.queries import names_of
from clinic.exercises import queries
from clinic.exercises.history import History, present_history
from clinic.exercises.presenters import exercise_cards, found_words, present_exercise
from clinic.exercises.words import EQUIPMENT, PLACES, TRAINS, WHOSE
from clinic.organisation.pictures import find_picture
from clinic.web.access import SIGNED_IN, current_actor, permits
from clinic.web.pictures import picture_answer

blueprint = Blueprint("exercises", __name__)

Choice = TypeVar("Choice", bound=StrEnum)


@blueprint.route("/exercises")
@permits(GET=SIGNED_IN)
def list_all() -> ResponseReturnValue:
    """The library, or what of it was asked for."""
    levels = {level.number: level.name() for level in get_ladder().levels}
    asked = request.args.get("level", type=int)
    withheld = queries.withheld_codes()
    wanted = Wanted(
        words=request.args.get("words", ""),
        level=asked if asked in levels else None,
        place=_chosen("place", Place),
        equipment=_chosen("equipment", Equipment),
        trains=_chosen("trains", Category),
        whose=_chosen("whose", Whose),
    )
    everything = queries.list_exercises()
    found = find_exercises(everything, wanted, withheld=withheld)
    return render_template(
        "exercises/list.html",
        cards=exercise_cards(found, withheld=withheld),
        found=found_words(len(found), len(everything), withheld=len(withheld)),
        wanted=wanted,
        levels={str(number): f"Level {number}: {name}" for number, name in levels.items()},
        places={place.value: words for place, words in PLACES.items()},
        equipment={one.value: words for one, words in sorted(EQUIPMENT.items(), key=_by_words)},
        trains={category.value: words for category, words in TRAINS.items()},
        whose={one.value: words for one, words in WHOSE.items()},
        here="exercises",
    )


@blueprint.route("/exercises/<exercise_code>")
@permits(GET=SIGNED_IN)
def show(exercise_code: str) -> ResponseReturnValue:
    """All about one exercise, in its latest version."""
    return _page(_get_exercise(exercise_code))


@blueprint.route("/exercises/<exercise_code>/versions/<int:number>")
@permits(GET=SIGNED_IN)
def show_version(exercise_code: str, number: int) -> ResponseReturnValue:
    """An earlier version, as routines of its time refer to it."""
    return _page(_get_exercise(exercise_code, number))


@blueprint.route("/exercises/pictures/<sha256>")
@permits(GET=SIGNED_IN)
def picture(sha256: str) -> ResponseReturnValue:
    """A picture that this clinic uploaded."""
    found = find_picture(sha256)
    return abort(404) if found is None else picture_answer(found)


def _page(exercise: ExerciseDefinition) -> str:
    page = present_exercise(
        exercise, screen=get_checklist(CLINICAL_SCREEN), templates=list_templates()
    )
    return render_template(
        "exercises/show.html", page=page, history=_history(exercise), here="exercises"
    )


def _history(exercise: ExerciseDefinition) -> History:
    actor = current_actor()
    versions = queries.list_own_versions(exercise.code) if exercise.is_own else []
    offers = queries.list_offers(exercise.code)
    return present_history(
        exercise,
        versions,
        offers,
        names=names_of(
            actor.clinic_id, {one.by_id for one in versions} | {one.by_id for one in offers}
        ),
        time_zone=actor.time_zone,
    )


def _get_exercise(code: str, version: int | None = None) -> ExerciseDefinition:
    try:
        return queries.get_exercise(code, version)
    except UnknownDefinition:
        abort(404)


def _chosen(name: str, kind: type[Choice]) -> Choice | None:
    """A choice of the address; one that does not exist is none."""
    return next((one for one in kind if one.value == request.args.get(name)), None)


def _by_words(pair: tuple[Equipment, str]) -> str:
    return pair[1]
