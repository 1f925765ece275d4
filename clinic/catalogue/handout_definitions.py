"""The fixed words of patient handouts: `clinic/catalogue/handouts/*.toml` as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from clinic.catalogue.loading import (
    DefinitionRefused,
    RawDefinition,
    UnknownDefinition,
    load_folder,
)

PATIENT_HANDOUT: Final = "patient_handout"
DEFAULT_LANGUAGE: Final = "en"

Texts = Mapping[str, str]
"""One text by language."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoutQuestion:
    """A question patients ask, with its answer and the sources of the answer."""

    code: str
    question: Texts
    answer: Texts
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoutDefinition:
    """Every fixed text of a handout in one version.

    Texts carry the placeholders named in `placeholders`, in braces, the same in every language.
    """

    code: str
    version: int
    placeholders: tuple[str, ...]
    sections: Mapping[str, Mapping[str, Texts]]
    weekdays: Mapping[str, tuple[str, ...]]
    questions: tuple[HandoutQuestion, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages every text exists in, in the order of the definition."""
        return tuple(self.weekdays)

    def text(self, section: str, key: str, language: str = DEFAULT_LANGUAGE) -> str:
        """One text, such as `text("card", "rounds", "fr")`; English where there is no other.

        Raises:
            KeyError: the handout has no such section or key.
        """
        return in_language(self.sections[section][key], language)

    def texts(self, section: str, language: str = DEFAULT_LANGUAGE) -> Mapping[str, str]:
        """All texts of a section by key, in the order of the definition.

        Raises:
            KeyError: the handout has no such section.
        """
        return {key: in_language(found, language) for key, found in self.sections[section].items()}


def in_language(texts: Texts, language: str) -> str:
    """The text in a language, in English where there is none."""
    return texts.get(language, texts[DEFAULT_LANGUAGE])


def get_handout(code: str = PATIENT_HANDOUT, version: int | None = None) -> HandoutDefinition:
    """The handout with this code, in its latest version unless one is named.

    Raises:
        UnknownDefinition: there is no such handout or version.
    """
    versions = _versions().get(code, {})
    wanted = max(versions, default=0) if version is None else version
    if wanted not in versions:
        raise UnknownDefinition(f"no handout {code}, version {version or 'any'}")
    return versions[wanted]


def list_handouts() -> tuple[HandoutDefinition, ...]:
    """The latest version of every handout, in order of code."""
    return tuple(get_handout(code) for code in sorted(_versions()))


@cache
def _versions() -> Mapping[str, Mapping[int, HandoutDefinition]]:
    found: dict[str, dict[int, HandoutDefinition]] = {}
    for raw in load_folder("handouts"):
        found.setdefault(raw.code, {})[raw.version] = build_handout(raw)
    return found


def build_handout(raw: RawDefinition) -> HandoutDefinition:
    """The value of one definition file.

    Raises:
        DefinitionRefused: a key is missing, or a text does not exist in every language.
    """
    body = raw.body
    try:
        handout = HandoutDefinition(
            code=raw.code,
            version=raw.version,
            placeholders=tuple(body["placeholders"]),
            sections=body["sections"],
            weekdays={language: tuple(days) for language, days in body["weekdays"].items()},
            questions=tuple(
                HandoutQuestion(
                    code=given["code"],
                    question=given["question"],
                    answer=given["answer"],
                    sources=tuple(given["sources"]),
                )
                for given in body["questions"]
            ),
        )
        _check_languages(handout)
    except (LookupError, ValueError, TypeError) as problem:
        raise DefinitionRefused(f"{raw.code}.v{raw.version}.toml: {problem}") from problem
    return handout


def _check_languages(handout: HandoutDefinition) -> None:
    for section, texts in handout.sections.items():
        for key, found in texts.items():
            if set(found) != set(handout.languages):
                raise ValueError(f"{section}.{key} does not exist in every language")
