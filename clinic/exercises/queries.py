"""The library of a clinic: the exercises that Stepback ships, and the clinic's own."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

import sqlalchemy as sa
from sqlalchemy import orm

from clinic.catalogue import exercise_definitions as shipped
from clinic.catalogue.loading import RawDefinition, UnknownDefinition
from clinic.db import db
from clinic.domain.exercises import OWN_PREFIX, ExerciseDefinition
from clinic.domain.pictures import Picture
from clinic.exercises.models import ExerciseOffer, OwnExercise
from clinic.organisation.pictures import find_picture

Version = tuple[str, int]

WRITTEN_BY_CLINIC: Final = "the clinic's own"


def get_exercise(code: str, version: int | None = None) -> ExerciseDefinition:
    """The exercise with this code, in its latest version unless one is named.

    Raises UnknownDefinition: neither Stepback nor this clinic has it.
    """
    if not code.startswith(OWN_PREFIX):
        return shipped.get_exercise(code, version)
    found = find_own_version(code, version)
    if found is None:
        raise UnknownDefinition(f"no exercise {code}, version {version or 'any'}")
    return definition_of(found)


def get_exercises(versions: Collection[Version]) -> dict[Version, ExerciseDefinition]:
    """Many exercises in the versions named, with one query at most.

    Raises UnknownDefinition.
    """
    own = {version for version in versions if version[0].startswith(OWN_PREFIX)}
    found = {pair: shipped.get_exercise(*pair) for pair in versions if pair not in own}
    if own:
        rows = db.session.scalars(
            sa.select(OwnExercise).where(OwnExercise.code.in_({code for code, _ in own}))
        )
        found |= {(row.code, row.version): definition_of(row) for row in rows}
    missing = set(versions) - set(found)
    if missing:
        raise UnknownDefinition(f"no exercise {min(missing)}")
    return found


def list_exercises() -> tuple[ExerciseDefinition, ...]:
    """Everything in the library, retired and hidden too, by level and then by English name."""
    own = [definition_of(row) for row in _latest_of_own()]
    return tuple(sorted([*shipped.list_exercises(), *own], key=lambda one: (one.level, one.name())))


def list_offered() -> tuple[ExerciseDefinition, ...]:
    """What may be prescribed anew, in the same order."""
    withheld = withheld_codes()
    return tuple(one for one in list_exercises() if one.code not in withheld)


def withheld_codes() -> Mapping[str, ExerciseOffer]:
    """Codes that this clinic does not offer, each with the record that says so."""
    newest: dict[str, ExerciseOffer] = {}
    rows = sa.select(ExerciseOffer).order_by(ExerciseOffer.at, ExerciseOffer.id)
    for offer in db.session.scalars(rows):
        newest[offer.code] = offer
    return {code: offer for code, offer in newest.items() if not offer.offered}


def list_offers(code: str) -> list[ExerciseOffer]:
    """When an exercise was withheld and offered again, in order."""
    return list(
        db.session.scalars(
            sa.select(ExerciseOffer)
            .where(ExerciseOffer.code == code)
            .order_by(ExerciseOffer.at, ExerciseOffer.id)
        )
    )


def list_own_versions(code: str) -> list[OwnExercise]:
    """All versions of an exercise of the clinic's own, the newest first."""
    return list(
        db.session.scalars(
            sa.select(OwnExercise)
            .where(OwnExercise.code == code)
            .order_by(OwnExercise.version.desc())
        )
    )


def find_own_version(code: str, version: int | None = None) -> OwnExercise | None:
    """The version named, else the latest; None when there is none."""
    wanted = sa.select(OwnExercise).where(OwnExercise.code == code)
    if version is not None:
        wanted = wanted.where(OwnExercise.version == version)
    return db.session.scalars(wanted.order_by(OwnExercise.version.desc()).limit(1)).first()


def definition_of(row: OwnExercise) -> ExerciseDefinition:
    """The domain value of a version that the clinic wrote."""
    return build_own(row.code, row.version, row.definition, reviewed_on=row.at.date())


def build_own(
    code: str, version: int, body: Mapping[str, object], *, reviewed_on: date
) -> ExerciseDefinition:
    """The same reading, with the same refusals, as of a definition file.

    Raises DefinitionRefused.
    """
    return shipped.build_exercise(
        RawDefinition(
            code=code,
            version=version,
            status=WRITTEN_BY_CLINIC,
            purpose=WRITTEN_BY_CLINIC,
            misuse=WRITTEN_BY_CLINIC,
            source=WRITTEN_BY_CLINIC,
            licence=WRITTEN_BY_CLINIC,
            reviewed_on=reviewed_on,
            body=dict(body),
        )
    )


def shown_pictures() -> frozenset[str]:
    """The names of all pictures that an exercise of the clinic's own ever showed."""
    definitions = db.session.scalars(sa.select(OwnExercise.definition))
    photos = (definition.get("photo") for definition in definitions)
    return frozenset(photo["sha256"] for photo in photos if photo)


def own_pictures(exercises: Iterable[ExerciseDefinition]) -> dict[str, Picture]:
    """The clinic's own pictures of some exercises, by the name of their bytes."""
    names = {exercise.photo.sha256 for exercise in exercises if exercise.photo}
    return {name: found for name in names if (found := find_picture(name))}


def _latest_of_own() -> list[OwnExercise]:
    newer = orm.aliased(OwnExercise)
    later = sa.exists().where(
        newer.clinic_id == OwnExercise.clinic_id,
        newer.code == OwnExercise.code,
        newer.version > OwnExercise.version,
    )
    return list(db.session.scalars(sa.select(OwnExercise).where(~later)))
