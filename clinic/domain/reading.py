"""How hard an English text is to read: a hint for who writes steps for patients."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

HARDEST_FOR_PATIENTS: Final = Decimal(6)
"""Source: Stepback programme, language: reading grade 6 or less [?]."""

LONGEST_SENTENCE: Final = 15
"""Words. Source: Stepback programme, language: steps of at most 15 words a sentence [?]."""

_SENTENCE_ENDS: Final = re.compile(r"[.!?]+(?=\s|$)|\n")
_WORD: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’\-][A-Za-zÀ-ÖØ-öø-ÿ]+)*|\d+(?:[.,]\d+)*")
_VOWELS: Final = re.compile(r"[aeiouyà-öø-ÿ]+")
# An e at the end that is not spoken, also in -es and -ed; "table" and "wanted" keep theirs.
_SILENT: Final = re.compile(r"(?<![aeiouyl])(?:e|(?<![cgszx])es|(?<![td])ed)$")


def reading_grade(text: str) -> Decimal:
    """The school grade in which a text is read with ease, to one decimal; 0 for no words.

    Syllables are counted by their vowels, which is right for most words and not for all: the
    grade is a hint.

    Source: Kincaid, Fishburne, Rogers and Chissom, 1975, Flesch-Kincaid grade level [K].
    """
    sentences = [found for part in _SENTENCE_ENDS.split(text) if (found := _WORD.findall(part))]
    spoken = [word for sentence in sentences for word in sentence]
    if not spoken:
        return Decimal(0)
    a_sentence = Decimal(len(spoken)) / len(sentences)
    a_word = Decimal(sum(map(syllables, spoken))) / len(spoken)
    grade = Decimal("0.39") * a_sentence + Decimal("11.8") * a_word - Decimal("15.59")
    return max(grade, Decimal(0)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def syllables(word: str) -> int:
    """How many syllables a word has, by its groups of vowels; at least one."""
    plain = _SILENT.sub("", word.lower())
    return max(len(_VOWELS.findall(plain)), 1)


def longest_sentence(text: str) -> int:
    """The number of words in the longest sentence."""
    return max((len(_WORD.findall(part)) for part in _SENTENCE_ENDS.split(text)), default=0)
