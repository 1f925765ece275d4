"""The pictures of the exercises: `clinic/catalogue/pictograms/*.toml` as pictures and drawings."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from clinic.catalogue.loading import (
    DefinitionRefused,
    RawDefinition,
    UnknownDefinition,
    load_folder,
)
from clinic.catalogue.typed_reading import read_value
from clinic.locales import LANGUAGES
from clinic.pictograms import Drawing, Picture, PictureDose, draw_picture
from clinic.pictograms.marks.kinds import MARK_KINDS
from clinic.pictograms.poses import FacingPose, Pose, SidePose
from clinic.pictograms.props.kinds import PROP_KINDS


def get_picture(code: str, version: int | None = None) -> Picture:
    """The picture of the exercise with this code, in its latest version unless one is named.

    Raises:
        UnknownDefinition: there is no such picture or version.
    """
    versions = _versions().get(code, {})
    wanted = max(versions, default=0) if version is None else version
    if wanted not in versions:
        raise UnknownDefinition(f"no picture {code}, version {version or 'any'}")
    return versions[wanted]


@cache
def list_pictures() -> tuple[Picture, ...]:
    """The latest version of every picture, by the exercise's code."""
    return tuple(get_picture(code) for code in sorted(_versions()))


@cache
def picture_of(
    exercise_code: str, *, hold_s: int | None = None, repetitions: int | None = None
) -> Drawing | None:
    """The finished drawing of an exercise, None for one that Stepback has not drawn.

    Args:
        exercise_code: the exercise's code in the library.
        hold_s: the prescribed seconds, written beside the stopwatch.
        repetitions: the prescribed count, written beside the round arrow.
    """
    if exercise_code not in _versions():
        return None
    return draw_picture(
        get_picture(exercise_code), PictureDose(hold_s=hold_s, repetitions=repetitions)
    )


@cache
def _versions() -> Mapping[str, Mapping[int, Picture]]:
    found: dict[str, dict[int, Picture]] = {}
    for raw in load_folder("pictograms"):
        found.setdefault(raw.code, {})[raw.version] = build_picture(raw)
    return found


def build_picture(raw: RawDefinition) -> Picture:
    """The picture of one definition file.

    Raises:
        DefinitionRefused: a key is missing or unknown, or a value is not one pictures know.
    """
    body, where = raw.body, f"{raw.code}.v{raw.version}.toml"
    unknown = set(body) - {"width", "says", "prop", "pose", "mark"}
    if unknown:
        raise DefinitionRefused(f"{where}: unknown key {', '.join(sorted(unknown))}")
    missing = [key for key in ("width", "pose") if not body.get(key)]
    if missing:
        raise DefinitionRefused(f"{where}: `{missing[0]}` is missing")
    says = body.get("says", {})
    silent = [language for language in LANGUAGES if not str(says.get(language, "")).strip()]
    if silent:
        raise DefinitionRefused(f"{where}: says nothing in {', '.join(silent)}")
    return Picture(
        code=raw.code,
        version=raw.version,
        width=float(body["width"]),
        says=says,
        props=tuple(_of_kind(PROP_KINDS, one, where) for one in body.get("prop", ())),
        poses=tuple(_pose(one, where) for one in body["pose"]),
        marks=tuple(_of_kind(MARK_KINDS, one, where) for one in body.get("mark", ())),
    )


def _of_kind(kinds: Mapping[str, type[Any]], table: dict[str, Any], where: str) -> Any:  # noqa: ANN401 - TOML
    kind = str(table.get("kind"))
    fields = {key: one for key, one in table.items() if key != "kind"}
    if kind not in kinds:
        raise DefinitionRefused(f"{where}: unknown kind {kind!r}")
    return read_value(kinds[kind], fields, where=f"{where}, {kind}")


def _pose(table: dict[str, Any], where: str) -> Pose:
    place = f"{where}, pose {table.get('name', '?')}"
    if "view" in table:
        return read_value(FacingPose, table, where=place)
    return read_value(SidePose, table, where=place)
