"""A result as it stands alone, in finished words: its value and its conditions."""

from typing import Final

from clinic import phrasing
from clinic.domain.instruments import Instrument
from clinic.domain.responses import Status
from clinic.domain.series import Result

INCOMPLETE_WORDS: Final = "incomplete"


def result_words(instrument: Instrument, result: Result) -> str:
    """A result as it stands alone: "12.46 s", "47 of 56", "unable", "incomplete: 13 of 14"."""
    if result.reading.status is not Status.COMPLETED:
        return phrasing.STATUS_WORDS[result.reading.status]
    if result.reading.value is not None:
        return phrasing.score_words(instrument, result.reading.value)
    if instrument.gives_band_only and not result.is_unfinished:
        return phrasing.band(instrument.profile(result.profile), result.band).partition(":")[0]
    return unfinished_words(result)


def outcome_words(result: Result) -> str:
    """How a test ended: "completed", "unable", "incomplete: 13 of 14"."""
    if result.is_unfinished:
        return unfinished_words(result)
    return phrasing.STATUS_WORDS[result.reading.status]


def unfinished_words(result: Result) -> str:
    """That items are missing, and how many are there: "incomplete: 13 of 14".

    Source: instruments.md 0.1, Missing items.
    """
    if result.answered is None:
        return INCOMPLETE_WORDS
    done, of = result.answered
    return f"{INCOMPLETE_WORDS}: {done} of {of}"


def conditions_words(instrument: Instrument, result: Result) -> str:
    """The aid and every condition that is not the usual one: "with a stick, comfortable pace"."""
    words = []
    if len(instrument.aids) > 1:
        words.append(phrasing.AID_WORDS[result.protocol.aid])
    for condition in instrument.conditions:
        code = result.protocol.conditions.get(condition.code, condition.usual)
        if code != condition.usual:
            chosen = next(choice.words for choice in condition.choices if choice.code == code)
            words.append(f"{condition.words.lower()}: {chosen.lower()}")
    return ", ".join(words)
