"""Finished words for the banner and the caseload."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for

from clinic import phrasing
from clinic.assessments.charts import trend_chart
from clinic.assessments.result_words import result_words
from clinic.assessments.verdicts import since_words
from clinic.caseload.banner_words import NEVER_CARED_FOR, RISK_TAGS
from clinic.caseload.cases import Case, Event
from clinic.caseload.need_words import event_words, need_act, need_sentence, need_tag
from clinic.domain.ages import completed_years
from clinic.domain.caseload import Need
from clinic.domain.clearance import Clearance
from clinic.domain.comparison import Verdict
from clinic.domain.risk import FallRisk, RiskStratum
from clinic.domain.series import Comparison, Series
from clinic.episodes.models import Discharge, Episode
from clinic.falls.models import FallEvent
from clinic.patients import presenters as patients
from clinic.patients.models import Patient
from clinic.plotting import ChartGeometry, sparkline_geometry
from clinic.precautions.clearance_words import override_tags
from clinic.web.tags import Tag


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedRow:
    """One person who needs somebody, as the `need_list` macro draws it."""

    tag: Tag
    name: str
    url: str
    aside: str
    what: str
    also: tuple[str, ...]
    action: str
    action_url: str
    urgent: bool


def need_rows(
    waiting: Sequence[tuple[Case, tuple[Need, ...]]], *, today: date, may_act: bool
) -> list[NeedRow]:
    """In the order given; each person once, by the gravest need, the others named under it."""
    return [_need_row(case, needs, today=today, may_act=may_act) for case, needs in waiting]


def _need_row(case: Case, needs: Sequence[Need], *, today: date, may_act: bool) -> NeedRow:
    first, *others = needs
    patient = case.patient
    act = need_act(first, case)
    return NeedRow(
        tag=need_tag(first, case, today=today),
        name=patients.name(patient),
        url=url_for("caseload.patient", patient_id=patient.id),
        aside=aside(case, today=today),
        what=need_sentence(first, case, today=today),
        also=tuple(need_sentence(other, case, today=today) for other in others)
        + tuple(f"{tag.text.removesuffix('.')}." for tag in override_tags(case.clearance)),
        action=act.words,
        action_url=url_for(act.endpoint, patient_id=patient.id, **act.arguments) if may_act else "",
        urgent=first.urgent,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class FallElsewhere:
    """A fall that waits for a review in a colleague's care."""

    title: str
    told: str
    name: str
    url: str


def falls_elsewhere(
    pairs: Sequence[tuple[Episode, Patient]],
    waiting: Mapping[UUID, Sequence[Event]],
    names: Mapping[UUID, str],
    *,
    today: date,
) -> list[FallElsewhere]:
    """Whoever is in the clinic today must know of a fall, whoever answers for the patient."""
    found = []
    for episode, patient in pairs:
        fallen = [one for one in waiting.get(episode.id, ()) if isinstance(one, FallEvent)]
        if fallen:
            name = patients.name(patient)
            responsible = names.get(episode.responsible_id, "a colleague")
            found.append(
                FallElsewhere(
                    title=f"{name}: fall reported, in the care of {responsible}",
                    told=event_words(fallen[-1], today=today),
                    name=name,
                    url=url_for("caseload.patient", patient_id=patient.id),
                )
            )
    return found


def aside(case: Case, *, today: date) -> str:
    """Age, level and week, such as "81 · Level 2 · week 3 of 12"."""
    years = completed_years(case.patient.birth_date, today)
    level = case.standing.level
    said = (str(years), f"Level {level}" if level else "not placed yet", week_words(case))
    return " · ".join(filter(None, said))


def week_words(case: Case) -> str:
    """Such as "week 3 of 12", "after week 12"; empty for a routine written by hand."""
    week = case.standing.week
    if week is None:
        return ""
    return f"week {week.number} of {week.of}" if week.number <= week.of else f"after week {week.of}"


@dataclass(frozen=True, kw_only=True, slots=True)
class EpisodeRow:
    """One open episode in one line."""

    episode_id: UUID
    name: str
    age: int
    url: str
    level: int | None
    paused: bool
    week: str
    risk: str
    last: str
    spark: ChartGeometry | None
    verdict: Verdict | None
    verdict_words: str  # where it is not since the baseline
    last_log: str
    responsible: str
    overrides: tuple[Tag, ...]


def episode_rows(
    cases: Sequence[Case],
    *,
    walks: Mapping[UUID, Series],
    strata: Mapping[UUID, RiskStratum],
    names: Mapping[UUID, str],
    mdc_profile: str | None,
    today: date,
) -> list[EpisodeRow]:
    return [
        _episode_row(
            case,
            walks.get(case.episode.id),
            stratum=strata.get(case.episode.id),
            responsible=names.get(case.episode.responsible_id, ""),
            mdc_profile=mdc_profile,
            today=today,
        )
        for case in cases
    ]


def _episode_row(
    case: Case,
    walks: Series | None,
    *,
    stratum: RiskStratum | None,
    responsible: str,
    mdc_profile: str | None,
    today: date,
) -> EpisodeRow:
    patient = case.patient
    compared = walks.foremost if walks else None
    logged = case.facts.last_logged_on
    return EpisodeRow(
        episode_id=case.episode.id,
        name=", ".join(filter(None, (patient.family_name, patient.given_name))),
        age=completed_years(patient.birth_date, today),
        url=url_for("caseload.patient", patient_id=patient.id),
        level=case.standing.level,
        paused=case.standing.paused,
        week=week_words(case),
        risk=RISK_TAGS[stratum.risk if stratum else FallRisk.INCOMPLETE].text,
        last=result_words(walks.instrument, walks.latest) if walks and walks.latest else "",
        spark=spark_of(walks, mdc_profile=mdc_profile) if walks else None,
        verdict=compared.change.verdict if compared else None,
        verdict_words=_change_words(walks, compared, today=today) if walks and compared else "",
        last_log=phrasing.day(logged, today=today) if logged else "none",
        responsible=responsible,
        overrides=override_tags(case.clearance),
    )


def _change_words(walks: Series, compared: Comparison, *, today: date) -> str:
    """A verdict that is not since the baseline, as the table's heading has it, says since when."""
    if compared is walks.since_baseline:
        return ""
    since = since_words(walks, compared, today=today)
    return phrasing.capitalised(f"{phrasing.verdict(compared.change)} since {since}")


def spark_of(series: Series, *, mdc_profile: str | None) -> ChartGeometry | None:
    """The small trend of a series; None while there is a single result."""
    if len(series.results) < 2:  # noqa: PLR2004 - two make a line
        return None
    return sparkline_geometry(trend_chart(series, mdc_profile=mdc_profile))


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A part of a long list, and the ways to the parts beside it."""

    first: int
    last: int
    total: int
    pages: int
    previous_url: str | None
    next_url: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundRow:
    """One person who was searched for."""

    name: str
    url: str
    identity: str
    state: Tag
    overrides: tuple[Tag, ...]


def found_rows(
    found: Sequence[Patient],
    latest: Mapping[UUID, tuple[Episode, Discharge | None]],
    clearances: Mapping[UUID, Clearance],
    *,
    today: date,
) -> list[FoundRow]:
    """As found; `latest` is by patient, `clearances` by episode, of the open ones."""
    return [
        FoundRow(
            name=patients.name(patient),
            url=url_for("caseload.patient", patient_id=patient.id),
            identity=patients.identity(patient, today=today),
            state=_care_tag(latest.get(patient.id), today=today),
            overrides=_overrides_of(latest.get(patient.id), clearances),
        )
        for patient in found
    ]


def _overrides_of(
    latest: tuple[Episode, Discharge | None] | None, clearances: Mapping[UUID, Clearance]
) -> tuple[Tag, ...]:
    clearance = clearances.get(latest[0].id) if latest else None
    return override_tags(clearance) if clearance else ()


def _care_tag(latest: tuple[Episode, Discharge | None] | None, *, today: date) -> Tag:
    match latest:
        case None:
            return NEVER_CARED_FOR
        case episode, None:
            since = phrasing.day(episode.enrolled_on, today=today)
            return Tag(text=f"In care since {since}", tone="improved")
        case _, discharge:
            when = phrasing.day(discharge.discharged_on, today=today)
            return Tag(text=f"Discharged {when}", tone="plain", icon="lock")


def date_title(today: date) -> str:
    """Such as "Thursday 14 May"."""
    return f"{phrasing.weekday(today)} {phrasing.day_of_year(today)}"


def summary(waiting: int, total: int) -> tuple[str, str]:
    """Such as ("8 patients need you.", "16 more episodes are on course.")."""
    if waiting == 0:
        return ("", f"Nobody waits. {phrasing.plural(total, 'open episode')} on course.")
    needs = phrasing.by_count(waiting, "needs", "need")
    on_course = total - waiting
    rest = (
        f"{phrasing.plural(on_course, 'more episode')} {phrasing.by_count(on_course, 'is', 'are')}"
    )
    return (
        f"{phrasing.plural(waiting, 'patient')} {needs} you.",
        f"{rest} on course." if on_course else "No other episode is open.",
    )
