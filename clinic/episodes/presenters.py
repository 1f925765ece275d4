from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clinic.episodes.models import Discharge, Episode
from clinic.episodes.words import OUTCOME_WORDS, REASON_WORDS
from clinic.phrasing import capitalised, day, long_date


@dataclass(frozen=True, kw_only=True, slots=True)
class EpisodeSheet:
    """One episode of care in words."""

    key: str
    title: str
    is_open: bool
    facts: tuple[tuple[str, str], ...]


def sheets(
    episodes: Sequence[Episode],
    discharges: Mapping[UUID, Discharge],
    names: Mapping[UUID, str],
    *,
    today: date,
) -> list[EpisodeSheet]:
    """Episodes in the order given; `names` are those of the clinicians."""
    return [sheet(episode, discharges.get(episode.id), names, today=today) for episode in episodes]


def sheet(
    episode: Episode, discharge: Discharge | None, names: Mapping[UUID, str], *, today: date
) -> EpisodeSheet:
    begin = long_date(episode.enrolled_on)
    end = long_date(discharge.discharged_on) if discharge else "now"
    return EpisodeSheet(
        key=f"episode-{episode.id}",
        title=f"{begin} to {end}",
        is_open=discharge is None,
        facts=(
            ("Responsible", names.get(episode.responsible_id, "")),
            ("Enrolled by", names.get(episode.enrolled_by_id, "")),
            ("Reason for care", episode.reason),
            ("Goals", episode.goals),
            ("Consent", consent(episode, today=today)),
            *(_closing_facts(discharge, names, today=today) if discharge else ()),
        ),
    )


def agreed(episode: Episode, *, today: date) -> tuple[tuple[str, str], ...]:
    """What care was begun for, to be held against how it ends."""
    return (
        ("Enrolled", capitalised(day(episode.enrolled_on, today=today))),
        ("Reason for care", episode.reason),
        ("Goals", episode.goals),
    )


def consent(episode: Episode, *, today: date) -> str:
    """Such as "Given 9 Feb. Daughter present."; empty when nobody wrote it down."""
    if episode.consent_given_on is None:
        return episode.consent_note
    given = f"Given {day(episode.consent_given_on, today=today)}."
    return f"{given} {episode.consent_note}".strip()


def discharge_sentence(discharge: Discharge, *, today: date) -> str:
    """Such as "Discharged 14 May: goals reached, improved."""
    reason = REASON_WORDS[discharge.reason]
    outcome = OUTCOME_WORDS[discharge.outcome]
    when = day(discharge.discharged_on, today=today)
    return f"Discharged {when}: {reason[:1].lower()}{reason[1:]}, {outcome.lower()}."


def _closing_facts(
    discharge: Discharge, names: Mapping[UUID, str], *, today: date
) -> tuple[tuple[str, str], ...]:
    who = names.get(discharge.by_id, "")
    when = capitalised(day(discharge.discharged_on, today=today))
    return (
        ("Discharged", f"{when}, {who}" if who else when),
        ("Why", REASON_WORDS[discharge.reason]),
        ("Outcome", OUTCOME_WORDS[discharge.outcome]),
        ("What remains", discharge.note),
    )
