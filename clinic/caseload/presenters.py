"""Finished words for the banner, the caseload and the patient's page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from clinic import phrasing
from clinic.domain.ages import completed_years
from clinic.domain.risk import FallRisk, RiskStratum
from clinic.patients.models import Patient
from clinic.web.tags import Tag

RISK_TAGS: Final[Mapping[FallRisk, Tag]] = {
    FallRisk.LOW: Tag(text="Low", tone="due", icon="person"),
    FallRisk.INTERMEDIATE: Tag(text="Intermediate", tone="due", icon="person"),
    FallRisk.HIGH: Tag(text="High", tone="refused", icon="person"),
    FallRisk.INCOMPLETE: Tag(text="Not known yet", tone="due", icon="unknown"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class BannerLink:
    """Another page of the same person."""

    words: str
    url: str
    current: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class BannerFacts:
    """What the banner is made of."""

    patient: Patient
    url: str
    today: date
    level: int | None
    stratum: RiskStratum | None
    discharged_on: date | None
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


def present_banner(facts: BannerFacts) -> PatientBanner:
    patient = facts.patient
    years = completed_years(patient.birth_date, facts.today)
    identity = (
        f"{phrasing.age(years)}, born {phrasing.long_date(patient.birth_date)}",
        phrasing.SEX_WORDS[patient.sex],
        f"record {patient.record_number}",
    )
    return PatientBanner(
        name=f"{patient.given_name} {patient.family_name}",
        url=facts.url,
        identity=" · ".join(identity),
        level=facts.level,
        clearance=Tag(text="Not known", tone="due", icon="unknown"),
        risk=RISK_TAGS[facts.stratum.risk if facts.stratum else FallRisk.INCOMPLETE],
        alerts=(),
        links=facts.links,
    )
