"""Finished words for the banner over every page about one person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from clinic import phrasing
from clinic.caseload.cases import OpenEvents, Standing
from clinic.domain.clearance import Clearance
from clinic.domain.findings import ReasonKind
from clinic.domain.risk import FallRisk, RiskStratum
from clinic.episodes.models import Discharge
from clinic.patients import presenters as patients
from clinic.patients.models import Patient
from clinic.precautions.clearance_words import clearance_tag, condition_tags
from clinic.web.tags import Tag

RISK_TAGS: Final[Mapping[FallRisk, Tag]] = {
    FallRisk.LOW: Tag(text="Low", tone="due", icon="person"),
    FallRisk.INTERMEDIATE: Tag(text="Intermediate", tone="due", icon="person"),
    FallRisk.HIGH: Tag(text="High", tone="refused", icon="person"),
    FallRisk.INCOMPLETE: Tag(text="Not known yet", tone="due", icon="unknown"),
}
NEVER_CARED_FOR: Final = Tag(text="Not enrolled", tone="due", icon="empty")
MOST_ALERTS: Final = 3
"""As many as a slim banner shows: it stays in view, and the page needs its room."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BannerLink:
    """Another page of the same person."""

    words: str
    url: str
    current: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class BannerFacts:
    """What the banner shows of anybody, cared for or not."""

    patient: Patient
    url: str
    today: date
    links: tuple[BannerLink, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PatientBanner:
    """Who, and whether she may train."""

    name: str
    url: str
    identity: str
    level: int | None
    clearance: Tag
    risk: Tag
    alerts: tuple[Tag, ...]
    links: tuple[BannerLink, ...]

    @property
    def alert_count(self) -> str:
        return phrasing.plural(len(self.alerts), "alert")

    @property
    def first_alerts(self) -> tuple[Tag, ...]:
        return self.alerts[:MOST_ALERTS]

    @property
    def more_alerts(self) -> str:
        """Such as "and 2 more"; empty when all are shown."""
        more = len(self.alerts) - MOST_ALERTS
        return f"and {more} more" if more > 0 else ""


def present_banner(
    facts: BannerFacts,
    *,
    standing: Standing | None = None,
    events: OpenEvents | None = None,
    clearance: Clearance | None = None,
    stratum: RiskStratum | None = None,
    discharge: Discharge | None = None,
    own_limits: str = "",
    paused_for: str = "",
) -> PatientBanner:
    """The banner; what is left out is not known, or there is no episode."""
    if discharge is not None:
        when = phrasing.day(discharge.discharged_on, today=facts.today)
        state = Tag(text=f"Discharged {when}", tone="plain", icon="lock")
    elif clearance is not None:
        state = clearance_tag(clearance, today=facts.today)
    else:
        state = NEVER_CARED_FOR
    return PatientBanner(
        name=patients.name(facts.patient),
        url=facts.url,
        identity=patients.identity(facts.patient, today=facts.today),
        level=standing.level if standing else None,
        clearance=state,
        risk=RISK_TAGS[stratum.risk if stratum else FallRisk.INCOMPLETE],
        alerts=tuple(_alerts(facts, standing, events, clearance, own_limits, paused_for))
        if discharge is None
        else (),
        links=facts.links,
    )


def _alerts(
    facts: BannerFacts,
    standing: Standing | None,
    events: OpenEvents | None,
    clearance: Clearance | None,
    own_limits: str,
    paused_for: str,
) -> Iterator[Tag]:
    """The gravest first: a fall, a stop, a pause, then what protects her while she trains."""
    if events and events.falls:
        when = phrasing.day(events.falls[-1].happened_on, today=facts.today)
        yield Tag(text=f"Fall {when} waits for a review", tone="refused", icon="fall")
    elif events:
        yield Tag(text="A near fall or health event waits for a review", tone="caution")
    if standing and standing.paused:
        why = f": {paused_for}" if paused_for else ""
        yield Tag(text=f"Routine paused{why}", tone="caution", icon="pause")
    if own_limits:
        yield Tag(text=f"Own limits: {own_limits}", tone="caution")
    if clearance is None:
        return
    for reason in clearance.reasons:
        if reason.item and reason.kind is ReasonKind.STOP:
            yield Tag(text=f"No training: {reason.item.label}", tone="refused")
    yield from condition_tags(clearance)
