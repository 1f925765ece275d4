"""The exercise library: pages about exercises, not about people."""

from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from clinic.catalogue.checklist_definitions import CLINICAL_SCREEN, get_checklist
from clinic.catalogue.exercise_definitions import get_exercise, list_exercises
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.catalogue.loading import UnknownDefinition
from clinic.catalogue.template_definitions import list_templates
from clinic.domain.exercise_search import Place, Wanted, find_exercises
from clinic.domain.exercises import Category, Equipment
from clinic.exercises.presenters import exercise_cards, found_words, present_exercise
from clinic.exercises.words import EQUIPMENT, PLACES, TRAINS
from clinic.web.access import SIGNED_IN, permits

blueprint = Blueprint("exercises", __name__)

Choice = TypeVar("Choice", bound=StrEnum)


@blueprint.route("/exercises")
@permits(GET=SIGNED_IN)
def list_all() -> ResponseReturnValue:
    """The library, or what of it was asked for."""
    levels = {level.number: level.name() for level in get_ladder().levels}
    asked = request.args.get("level", type=int)
    wanted = Wanted(
        words=request.args.get("words", ""),
        level=asked if asked in levels else None,
        place=_chosen("place", Place),
        equipment=_chosen("equipment", Equipment),
        trains=_chosen("trains", Category),
    )
    everything = list_exercises()
    found = find_exercises(everything, wanted)
    return render_template(
        "exercises/list.html",
        cards=exercise_cards(found),
        found=found_words(len(found), len(everything)),
        wanted=wanted,
        levels={str(number): f"Level {number}: {name}" for number, name in levels.items()},
        places={place.value: words for place, words in PLACES.items()},
        equipment={one.value: words for one, words in sorted(EQUIPMENT.items(), key=_by_words)},
        trains={category.value: words for category, words in TRAINS.items()},
        here="exercises",
    )


@blueprint.route("/exercises/<exercise_code>")
@permits(GET=SIGNED_IN)
def show(exercise_code: str) -> ResponseReturnValue:
    """All about one exercise."""
    try:
        exercise = get_exercise(exercise_code)
    except UnknownDefinition:
        abort(404)
    page = present_exercise(
        exercise, screen=get_checklist(CLINICAL_SCREEN), templates=list_templates()
    )
    return render_template("exercises/show.html", page=page, here="exercises")


def _chosen(name: str, kind: type[Choice]) -> Choice | None:
    """A choice of the address; one that does not exist is none."""
    return next((one for one in kind if one.value == request.args.get(name)), None)


def _by_words(pair: tuple[Equipment, str]) -> str:
    return pair[1]
