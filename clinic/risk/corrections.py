"""Entries that were amended after a stratum was recorded, and the stratum with them put right."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from clinic.assessments.models import Assessment
from clinic.risk.measures import (
    COLUMNS,
    IS_ASKED_FOR,
    SAYS_SOMETHING,
    Taken,
    is_at_usual_pace,
    taken,
)
from clinic.web.records import Question

_ENTRIES: Final = Question(
    sa.select(
        *COLUMNS,
        Assessment.id,
        Assessment.supersedes_id,
        Assessment.amendment_reason,
        SAYS_SOMETHING.label("says_something"),
    )
    .where(IS_ASKED_FOR)
    .order_by(Assessment.assessed_on, Assessment.at, Assessment.id)
)

Row = sa.Row[Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """A measure that a stratum rests on, and what stands in its place now."""

    instrument_code: str
    was: Taken
    now: Taken
    at: datetime
    reason: str


class Entries:
    """Every measure of an episode that the risk asks for, also those that were amended."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._by_id = {row.id: row for row in rows}
        self._amendments = {row.supersedes_id: row for row in rows if row.supersedes_id}

    def amended_since(self, moment: datetime) -> list[Correction]:
        """The measures that counted at a moment and were amended after it."""
        counted = _latest(row for row in self._rows if self._was_valid(row, moment))
        return [
            _correction(row, self._last_amendment(row))
            for row in counted.values()
            if row.id in self._amendments
        ]

    def known_by_now(self, moment: datetime) -> dict[str, Taken]:
        """The measures that would have counted at a moment, had each been entered as it is now."""
        right = _latest(
            row
            for row in self._rows
            if row.id not in self._amendments and self._first(row).at <= moment
        )
        return {code: taken(row) for code, row in right.items()}

    def _was_valid(self, row: Row, moment: datetime) -> bool:
        amendment = self._amendments.get(row.id)
        return row.at <= moment and (amendment is None or amendment.at > moment)

    def _first(self, row: Row) -> Row:
        while row.supersedes_id in self._by_id:
            row = self._by_id[row.supersedes_id]
        return row

    def _last_amendment(self, row: Row) -> Row:
        while row.id in self._amendments:
            row = self._amendments[row.id]
        return row


def entries(episode_ids: Collection[UUID]) -> dict[UUID, Entries]:
    """The measures of each episode that has some, by episode id."""
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in _ENTRIES.rows(episode_ids):
        found[row.episode_id].append(row)
    return {episode_id: Entries(rows) for episode_id, rows in found.items()}


def _latest(rows: Iterator[Row]) -> dict[str, Row]:
    """The order makes the last of each kind the latest."""
    return {
        row.instrument_code: row for row in rows if row.says_something and is_at_usual_pace(row)
    }


def _correction(row: Row, amendment: Row) -> Correction:
    return Correction(
        instrument_code=row.instrument_code,
        was=taken(row),
        now=taken(amendment),
        at=amendment.at,
        reason=amendment.amendment_reason,
    )
