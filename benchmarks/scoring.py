"""What scoring costs: all vectors of the tests, and one assessment of 14 items by itself.

House rule: 50 µs or less for scoring an assessment of 14 items, with its band and its subtotals.
"""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from clinic.catalogue.instrument_definitions import instruments_by_code
from clinic.domain.interpretation import Person, interpret
from clinic.domain.vector_inputs import responses_from
from clinic.domain.vectors import evaluate

VECTORS = Path(__file__).parents[1] / "tests" / "data" / "instrument_vectors.json"
ROUNDS = 15
REPEATED = 200
OF_14_ITEMS = ("berg", "minibest")


def measure() -> Iterator[str]:
    definitions = instruments_by_code()
    vectors = [
        vector
        for vector in json.loads(VECTORS.read_text())["vectors"]
        if "error" not in evaluate(vector, definitions)
    ]
    texts = [json.dumps(vector) for vector in vectors]
    scored = _microseconds(lambda: [evaluate(vector, definitions) for vector in vectors])
    read = _microseconds(lambda: [json.loads(text) for text in texts])
    yield f"read one from JSON    {read / len(vectors):7.1f} µs             1.00"
    yield (
        f"score one             {scored / len(vectors):7.1f} µs             "
        f"{scored / read:.2f} of reading it ({len(vectors)} vectors)"
    )
    for code in OF_14_ITEMS:
        microseconds = _assessment(code, vectors) / REPEATED
        yield (
            f"14 items, {code:<8}    {microseconds:7.1f} µs             "
            f"{microseconds * len(vectors) / read:.2f} of reading one"
        )


def _assessment(code: str, vectors: list[dict[str, object]]) -> float:
    """Scoring and interpreting the first assessment of an instrument, repeated."""
    definition = instruments_by_code()[code]
    given = next(
        vector["input"]
        for vector in vectors
        if vector["instrument"] == code and vector["kind"] == "score"
    )
    responses, person = responses_from(definition, given), Person(age_years=75)
    return _microseconds(
        lambda: [interpret(definition, responses, person=person) for _ in range(REPEATED)]
    )


def _microseconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1e6
