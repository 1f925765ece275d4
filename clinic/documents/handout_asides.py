"""What a handout explains beside its exercises: effort, the words, what to remember."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from clinic.catalogue.handout_definitions import HandoutDefinition
from clinic.documents.wording import FULL_WIDTH_COLON, Wording
from reports.blocks.prose import running
from reports.content import Aside, Statement

# Few at a time find a place sooner. Effort is explained by its scale, and not once more.
REMEMBERED: Final = (0, 3, 6, 10)
WORDS: Final = (("wobble",), ("near_fall",), ("fall",), ("helper", "pain"))


def asides(definition: HandoutDefinition, wording: Wording) -> Iterator[Aside]:
    """What is explained, the most needed first. Source: Stepback programme, 5.6, 5.10, 5.17."""

    def say(section: str, key: str) -> str:
        return definition.text(section, key, wording.language)

    key = wording.colon(say("titles", "key"))
    sentences = tuple(definition.texts("key_sentences", wording.language).values())
    yield effort_scale(definition, wording.language)
    yield Aside(lines=(led(say("who_to_call", "next_visit")),))
    for first, last in pairwise(REMEMBERED):
        yield Aside(lines=(Statement(lead=key, rest=running(sentences[first:last])),))
    for names in WORDS:
        yield Aside(lines=tuple(led(say("words", name)) for name in names))


def effort_scale(definition: HandoutDefinition, language: str) -> Aside:
    """The numbers from 0 to 10 that have words, in a row."""
    return Aside(
        heading=definition.text("titles", "effort", language),
        lines=tuple(
            Statement(lead=number, rest=words)
            for number, words in definition.texts("effort_anchors", language).items()
        ),
        in_a_row=True,
        needed=True,
    )


def led(sentence: str) -> Statement:
    """A sentence with what comes before its first colon set bold."""
    found = re.match(f"[^:{FULL_WIDTH_COLON}]+[:{FULL_WIDTH_COLON}]", sentence)
    if not found:
        return Statement(lead="", rest=sentence)
    return Statement(lead=found[0], rest=sentence[found.end() :].strip())
