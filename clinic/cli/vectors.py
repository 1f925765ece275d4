"""`stepback score`, `place` and `propose`: our arithmetic, for checking from outside."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from clinic.catalogue.checklist_definitions import list_checklists
from clinic.catalogue.instrument_definitions import instruments_by_code, list_instruments
from clinic.catalogue.ladder_definitions import get_ladder, list_ladders
from clinic.catalogue.progression_definitions import get_progression_table
from clinic.cli.sentences import refuse
from clinic.domain import vectors
from clinic.domain.dose_actions import evaluate_dose
from clinic.domain.placement import evaluate_placement
from clinic.domain.plain_values import UNANSWERABLE, why_not
from clinic.domain.precautions import evaluate_checklist_status
from clinic.domain.progression_vectors import evaluate_progression

Vector = Mapping[str, Any]
Result = dict[str, Any]


@click.command()
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
def score(file: Path) -> None:
    """Score assessments read from FILE, or from standard input with `-`.

    FILE is JSON: {"vectors": [{"id": …, "instrument": "tug", "kind": "score", "input": {…}}, …]}.
    Printed is one line of JSON for each: {"id": …, "result": {…}}. Instruments, kinds and the keys
    of input and result are those of the instrument reference; a vector that cannot be answered
    gets {"error": why} as its result.

    \b
    Example:
      echo '{"vectors": [{"id": "a", "instrument": "tug", "kind": "score",
             "input": {"status": "completed", "trials_s": [11.4], "aid": "none"}}]}' |
      stepback score -
    """
    definitions = {instrument.code: instrument for instrument in list_instruments()}
    for vector in _read(file):
        _print(vector, _answered(vector, lambda one: vectors.evaluate(one, definitions)))


@click.command()
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
def place(file: Path) -> None:
    """Place people on the ladder, or read checklists, from FILE or `-`.

    FILE is JSON: {"vectors": [{"id": …, "kind": "placement" or "checklist_status", "input": {…}}]},
    or lists under the names "placement" and "checklist_status". Printed is one line of JSON for
    each: {"id": …, "result": {"level": …, "reason_id": …}} or {"id": …, "result": {"status": …}}.

    \b
    Example:
      echo '{"placement": [{"id": "a", "input": {"assessment":
             {"stand_supported": 60, "berg": 38, "tug": 20, "four_stage": 2, "bwt3m": 12},
             "flags": {}}}]}' |
      stepback place -
    """
    for vector in _read(file, "placement", "checklist_status"):
        _print(vector, _answered(vector, _place))


@click.command()
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
def propose(file: Path) -> None:
    """Propose the next step, or the dose after it, from FILE or `-`.

    FILE is JSON: {"vectors": [{"id": …, "kind": "progression" or "dose", "input": {…}}]}, or lists
    under the names "progression" and "dose". Printed is one line of JSON for each:
    {"id": …, "result": {"decision": …, "reason_id": …, "dose_action": …, "new_level": …,
    "also_noted": […]}} or {"id": …, "result": {"dose_min": …}}. Keys are those of the programme
    reference; a vector that cannot be answered gets {"error": why} as its result.

    \b
    Example:
      echo '{"progression": [{"id": "a", "input": {"as_of": "2026-03-20",
             "precaution_status": "clear", "events": [], "session_logs": [],
             "prescription": {"level": 3, "level_start": "2026-03-15",
                              "frequency_per_week": 3, "dose_min": 5}}}]}' |
      stepback propose -
    """
    for vector in _read(file, "progression", "dose"):
        _print(vector, _answered(vector, _propose))


def _propose(vector: Vector) -> Result:
    given = vector["input"]
    match vector.get("kind") or ("dose" if "dose_action" in given else "progression"):
        case "progression":
            return evaluate_progression(
                given,
                table=get_progression_table(),
                ladder=get_ladder(),
                instruments=instruments_by_code(),
            )
        case "dose":
            return evaluate_dose(given, get_ladder())
        case kind:
            return {"error": f"unknown kind {kind}"}


def _place(vector: Vector) -> Result:
    given = vector["input"]
    match vector.get("kind") or ("checklist_status" if "checklist" in given else "placement"):
        case "placement":
            return evaluate_placement(given, list_ladders()[0])
        case "checklist_status":
            checklists = {checklist.code: checklist for checklist in list_checklists()}
            return evaluate_checklist_status(given, checklists)
        case kind:
            return {"error": f"unknown kind {kind}"}


def _answered(vector: object, answer: Callable[[Vector], Result]) -> Result:
    if not isinstance(vector, dict):
        return {"error": "a vector must be an object"}
    if not isinstance(vector.get("input", {}), dict):
        return {"error": "`input` must be an object"}
    try:
        return answer(vector)
    except UNANSWERABLE as reason:
        return {"error": why_not(reason)}


def _read(file: Path, *lists: str) -> Iterator[object]:
    content = _parsed(file)
    if not isinstance(content, dict):
        refuse(f"{file} should hold an object with a list named “vectors”.")
    named = {name: content[name] for name in ("vectors", *lists) if name in content}
    if not named:
        refuse(f"{file} has no list named “vectors”.")
    for name, found in named.items():
        if not isinstance(found, list):
            refuse(f"“{name}” in {file} should be a list.")
    for name, found in named.items():
        for vector in found:
            names_its_kind = name == "vectors" or not isinstance(vector, dict)
            yield vector if names_its_kind else {"kind": name, **vector}


def _parsed(file: Path) -> object:
    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return json.loads(content.decode("utf-8-sig"))
    except FileNotFoundError:
        refuse(f"There is no file {file}.")
    except IsADirectoryError:
        refuse(f"{file} is a folder.")
    except UnicodeDecodeError:
        refuse(f"{file} is not in UTF-8. Save it as UTF-8 and try again.")
    except RecursionError:
        refuse(f"{file} nests more deeply than any vector does.")
    except ValueError as trouble:
        refuse(f"{file} is not JSON: {trouble}")


def _print(vector: object, result: Result) -> None:
    told = {"id": vector.get("id") if isinstance(vector, dict) else None, "result": result}
    click.echo(json.dumps(told))
