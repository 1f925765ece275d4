"""The strata recorded so far: what each rested on, what changed, and which entry was put right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic import phrasing
from clinic.domain.risk import RiskReason
from clinic.risk.changes import changed_inputs
from clinic.risk.corrections import Correction
from clinic.risk.measures import FRAILTY, GAIT, TUG
from clinic.risk.measures import QUESTIONS as KEY_QUESTIONS
from clinic.risk.models import RiskStratum
from clinic.risk.presenters import REASON_WORDS, result_words, risk_tag
from clinic.web.tags import Tag

ENTRIES: Final[Mapping[str, str]] = {
    TUG: "Timed Up and Go",
    GAIT: "Gait speed",
    FRAILTY: "Clinical Frailty Scale",
    KEY_QUESTIONS: "Three key questions",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordedRow:
    """A stratum as it was recorded on a day, and what changed since the one before."""

    on: str
    by: str
    tag: Tag
    reasons: str
    changed: str
    amended: tuple[str, ...]


def recorded_rows(
    strata: Sequence[RiskStratum],
    names: Mapping[UUID, str],
    *,
    amended: Mapping[UUID, Sequence[Correction]],
    zone: ZoneInfo,
) -> tuple[RecordedRow, ...]:
    """The strata, newest first; `amended` are the entries each rests on that were put right."""
    return tuple(
        RecordedRow(
            on=_day(stratum.at, zone),
            by=names[stratum.by_id],
            tag=risk_tag(stratum.risk),
            reasons="; ".join(REASON_WORDS[RiskReason(reason)] for reason in stratum.reasons),
            changed="; ".join(changed_inputs(before.inputs, stratum.inputs)) if before else "",
            amended=tuple(_amended(one, zone) for one in amended[stratum.id]),
        )
        for stratum, before in zip(strata, [*strata[1:], None][: len(strata)], strict=True)
    )


def _amended(correction: Correction, zone: ZoneInfo) -> str:
    """Such as: "Timed Up and Go 41.30 s was amended to 14.30 s on 26 November 2026: misread"."""
    code = correction.instrument_code
    was, now = result_words(code, correction.was), result_words(code, correction.now)
    became = "" if was == now else f" to {now}"
    return (
        f"{ENTRIES[code]} {was} was amended{became} on {_day(correction.at, zone)}: "
        f"{correction.reason}"
    )


def _day(moment: datetime, zone: ZoneInfo) -> str:
    return phrasing.long_date(moment.astimezone(zone).date())
