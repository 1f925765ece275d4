"""Real people's totals as their authors computed them, against ours through `stepback score`.

The people are not part of this repository: Santos DA, Duarte M. PeerJ 2016;4:e2648, doi
10.7717/peerj.2648, 163 adults with every item of the Mini-BESTest and the Short FES-I.

    python -m benchmarks.real_people [CSV]
"""

import csv
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
USUAL_PLACE = ROOT.parent / "shared" / "data" / "bds_people.csv"
MINIBEST, SHORT_FES = "minibest", "sfesi"
SIDED = ("3", "6")
MINIBEST_ITEMS = [str(number) for number in range(1, 15)]
SHORT_FES_ITEMS = [str(number) for number in range(1, 8)]

Person = Mapping[str, str]


def main() -> None:
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else USUAL_PLACE
    if not file.exists():
        sys.exit(f"There is no file {file}. Name the file of the people.")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        people = list(csv.DictReader(opened))
    for line in compare(people):
        print(line)


def compare(people: list[Person]) -> Iterator[str]:
    """One line for each thing compared, then one for each person on whom we differ."""
    answers = scored([vector for person in people for vector in vectors_of(person)])
    agreed: dict[str, int] = {}
    differing = []
    for person in people:
        minibest = answers[f"{person['record_number']} {MINIBEST}"]
        short_fes = answers[f"{person['record_number']} {SHORT_FES}"]
        for name, ours, theirs in (
            ("Mini-BESTest total", minibest.get("total"), number(person["minibest_total"])),
            ("Short FES-I total", short_fes.get("score"), number(person["sfesi_total"])),
            ("Short FES-I band", short_fes.get("band"), band_of(person["sfesi_band"])),
        ):
            agreed[name] = agreed.get(name, 0) + (ours == theirs)
            if ours != theirs:
                differing.append(f"  {person['record_number']}, {name}: {ours}, theirs {theirs}")
    for name, count in agreed.items():
        yield f"{name:<20} {count} of {len(people)} agree"
    yield from differing


def vectors_of(person: Person) -> Iterator[dict[str, Any]]:
    items = {item: number(person.get(f"minibest_{item}", "")) for item in MINIBEST_ITEMS}
    pairs = {
        item: [number(person[f"minibest_{item}{side}"]) for side in ("l", "r")] for item in SIDED
    }
    age = int(float(person["age_years"]))
    yield _vector(person, MINIBEST, {"items": items | pairs, "age": age})
    yield _vector(
        person, SHORT_FES, {"items": [number(person[f"sfesi_{item}"]) for item in SHORT_FES_ITEMS]}
    )


def scored(vectors: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What `stepback score` answers, by the id of the vector."""
    told = subprocess.run(
        [sys.executable, "-m", "clinic.cli", "score", "-"],
        cwd=ROOT,
        input=json.dumps({"vectors": vectors}),
        capture_output=True,
        text=True,
        check=True,
    )
    answers = (json.loads(line) for line in told.stdout.splitlines())
    return {answer["id"]: answer["result"] for answer in answers}


def number(text: str) -> int | None:
    return int(float(text)) if text.strip() else None


def band_of(words: str) -> str | None:
    """A band in their words, such as "Low Concern", as ours is named."""
    return words.split(maxsplit=1)[0].lower() if words.strip() else None


def _vector(person: Person, instrument: str, given: dict[str, Any]) -> dict[str, Any]:
    name = f"{person['record_number']} {instrument}"
    return {"id": name, "instrument": instrument, "kind": "score", "input": given}


if __name__ == "__main__":
    main()
