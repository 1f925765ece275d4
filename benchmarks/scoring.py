"""What scoring costs: all vectors of the tests, against reading the same vectors from JSON."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from clinic.catalogue.instrument_definitions import instruments_by_code
from clinic.domain.vectors import evaluate

VECTORS = Path(__file__).parents[1] / "tests" / "data" / "instrument_vectors.json"
ROUNDS = 7


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


def _microseconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1e6
