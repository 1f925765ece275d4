from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from clinic import phrasing
from clinic.clock import day_of
from clinic.domain.dose import plain_number
from clinic.domain.exercise_rules import OWN_CHECKLIST
from clinic.domain.ladder import LevelDefinition
from clinic.domain.plan import PlannedItem
from clinic.domain.progression_facts import OwnLimits
from clinic.domain.session_log_rules import SessionLimits, StopSign, shortfalls, stop_signs
from clinic.domain.session_logs import LogStatus, SessionValues, countable
from clinic.episodes.models import Episode
from clinic.routines.models import Routine, RoutineItem
from clinic.routines.presenters import dose_words
from clinic.session_logs import words
from clinic.session_logs.models import SessionLog
from clinic.session_logs.questions import ItemQuestion
from clinic.session_logs.vitals import vitals_from_json, vitals_words
from clinic.web.tags import Tag

NOTHING = "–"


@dataclass(frozen=True, kw_only=True, slots=True)
class LogRow:
    """One training in a list."""

    log_id: UUID
    day: str
    where: str
    done: str
    minutes: str
    effort: str
    pain: str
    losses: str
    assistance: str
    alert: Tag | None


@dataclass(frozen=True, kw_only=True, slots=True)
class LogSheet:
    """One training with everything that was told.

    Attributes:
        verdict: whether it counts towards the next step; None when it was missed.
        shortfalls: why it does not.
        warnings: signs to stop, in the words of the programme.
    """

    log_id: UUID
    title: str
    facts: tuple[tuple[str, str], ...]
    exercises: tuple[tuple[str, str, str], ...]
    verdict: Tag | None
    shortfalls: tuple[str, ...]
    warnings: tuple[str, ...]
    amendment_reason: str


def questions(
    planned: Sequence[PlannedItem], items: Sequence[RoutineItem]
) -> tuple[ItemQuestion, ...]:
    """The exercises of a routine as a log asks for them; both in the order prescribed."""
    return tuple(
        ItemQuestion(
            routine_item_id=item.id,
            code=plan.exercise.code,
            name=plan.exercise.name(),
            dose=dose_words(plan.dose),
            unit=words.UNITS[countable(plan.dose)[1]][1],
            prescribed=countable(plan.dose)[0],
            backward_min=plan.backward_min,
            at_home=plan.where.at_home,
            in_clinic=plan.where.in_clinic,
            own_checklist=OWN_CHECKLIST.get(plan.exercise.category),
        )
        for plan, item in zip(planned, items, strict=True)
    )


def limits_of(level: LevelDefinition, own: OwnLimits) -> SessionLimits:
    """What the level allows in one training, and the person's own cap of effort if lower."""
    target = level.effort.target
    return SessionLimits(
        effort_max=target if own.effort_max is None else min(target, own.effort_max),
        losses_of_balance_max=level.losses_of_balance_max,
        assist_expected=level.assist_expected,
    )


def weekday(on: date) -> str:
    """Such as "Wed 13 May"."""
    return f"{phrasing.weekday(on, short=True)} {phrasing.short_date(on)}"


def last_log_sentence(log: SessionLog | None) -> str:
    """Such as "Last log: Wed 13 May, all done, effort 3."."""
    if log is None:
        return "Nothing logged yet."
    effort = "" if log.effort is None else f", effort {log.effort}"
    return f"Last log: {weekday(log.trained_on)}, {words.STATUS_IN_A_LIST[log.status]}{effort}."


def log_rows(logs: Sequence[SessionLog], *, today: date) -> list[LogRow]:
    return [
        LogRow(
            log_id=log.id,
            day=phrasing.capitalised(phrasing.day(log.trained_on, today=today)),
            where=words.SETTINGS[log.setting],
            done=_done(log),
            minutes=_number(log.backward_min),
            effort=_count(log.effort),
            pain=pain(log),
            losses=_count(log.losses_of_balance),
            assistance=words.ASSISTANCE[log.assistance] if log.assistance else NOTHING,
            alert=_alert(log),
        )
        for log in logs
    ]


def log_sheet(
    log: SessionLog,
    values: SessionValues,
    exercises: Sequence[tuple[ItemQuestion, LogStatus, Decimal]],
    *,
    limits: SessionLimits,
    vital_signs: Sequence[StopSign] = (),
    who: str,
    today: date,
    zone: str,
) -> LogSheet:
    missed = log.status is LogStatus.MISSED
    found = () if missed else shortfalls(values, log.completed_fraction, limits)
    return LogSheet(
        log_id=log.id,
        title=f"Session log, {phrasing.day(log.trained_on, today=today)}",
        facts=_facts(log, who=who, today=today, zone=zone),
        exercises=tuple(
            (item.name, item.dose, _exercise(item, status, amount))
            for item, status, amount in exercises
        ),
        verdict=None if missed else _verdict(counts=not found),
        shortfalls=tuple(words.SHORTFALLS[shortfall] for shortfall in found),
        warnings=tuple(words.STOP_SIGNS[sign] for sign in _signs(values, vital_signs)),
        amendment_reason=log.amendment_reason,
    )


def _signs(values: SessionValues, vital_signs: Sequence[StopSign]) -> list[StopSign]:
    """In the order of the table."""
    found = {*stop_signs(values), *vital_signs}
    return [sign for sign in StopSign if sign in found]


def pain(log: SessionLog) -> str:
    """Such as "2 → 3": before, and the worst during."""
    if log.pain_before is None and log.pain_during is None:
        return NOTHING
    return f"{_count(log.pain_before)} → {_count(log.pain_during)}"


def version_links(versions: Sequence[Routine], shown: Routine) -> list[tuple[str, int]]:
    """The other versions of the routine, to log a training of their time: words and number."""
    return [
        (
            f"Routine {version.number}, from {phrasing.short_date(version.prescribed_on)}",
            version.number,
        )
        for version in versions
        if version.id != shown.id
    ]


def episode_links(episodes: Sequence[Episode], shown: Episode | None) -> list[tuple[str, UUID]]:
    """The other episodes of care: words and id."""
    return [
        (f"Episode from {phrasing.long_date(episode.enrolled_on)}", episode.id)
        for episode in episodes
        if shown is not None and episode.id != shown.id
    ]


def resting_sentence(rests_since: date, *, today: date) -> str:
    since = phrasing.day(rests_since, today=today)
    return f"Training rests since {since}. A training after that day cannot be logged."


def _facts(log: SessionLog, *, who: str, today: date, zone: str) -> tuple[tuple[str, str], ...]:
    reported = phrasing.capitalised(phrasing.day(day_of(log.at, zone), today=today))
    signed = ("Logged", f"{reported}, {who}" if who else reported)
    where = ("Where", words.SETTINGS[log.setting])
    measured = vitals_words(vitals_from_json(log.vitals))
    vitals = (("Vital signs", measured),) if measured else ()
    if log.status is LogStatus.MISSED:
        return (
            ("Done", words.STATUSES[log.status]),
            ("Why not", log.missed_reason),
            *_told_of_missed(log),
            *vitals,
            *((("Note", log.note),) if log.note else ()),
            signed,
        )
    symptoms = [words.SYMPTOM_WORDS.get(code, code) for code in log.symptoms]
    return (
        where,
        ("Done", _done(log)),
        ("Backward minutes", _number(log.backward_min)),
        ("Effort", _asked(log.effort)),
        ("Pain before", _asked(log.pain_before)),
        ("Worst pain during", _asked(log.pain_during)),
        ("Pain the next day", _asked(log.pain_next_day)),
        ("Losses of balance", _asked(log.losses_of_balance, most=4)),
        ("Near falls", _asked(log.near_falls, most=2)),
        ("Fell", "" if log.falls is None else "Yes" if log.falls else "No"),
        ("Help", words.ASSISTANCE[log.assistance] if log.assistance else ""),
        ("Symptoms", ", ".join(symptoms) or "None told"),
        *vitals,
        ("Before the session", "Checklist signed" if log.checklist_id else ""),
        *((("Note", log.note),) if log.note else ()),
        signed,
    )


def _told_of_missed(log: SessionLog) -> tuple[tuple[str, str], ...]:
    symptoms = [words.SYMPTOM_WORDS.get(code, code) for code in log.symptoms]
    told = (
        ("Symptoms", ", ".join(symptoms)),
        ("Near falls", _asked(log.near_falls or None, most=2)),
        ("Fell", "Yes" if log.falls else ""),
    )
    return tuple((name, said) for name, said in told if said)


def _exercise(item: ItemQuestion, status: LogStatus, amount: Decimal) -> str:
    if status is LogStatus.MISSED:
        return words.ITEM_STATUSES[status]
    return f"{plain_number(amount)} of {plain_number(item.prescribed)} {item.unit}"


def _done(log: SessionLog) -> str:
    if log.status is LogStatus.PARTLY and log.completed_fraction is not None:
        return f"{words.STATUSES[log.status]}, {percent(log.completed_fraction)}"
    return words.STATUSES[log.status]


def percent(fraction: Decimal) -> str:
    """Such as "94 %"."""
    return f"{plain_number(fraction * 100)} %"


def _verdict(*, counts: bool) -> Tag:
    if counts:
        return Tag(text="Within every target", tone="improved")
    return Tag(text="Outside a target", tone="due", icon="information")


def _alert(log: SessionLog) -> Tag | None:
    if log.falls:
        return Tag(text="Fall", tone="refused", icon="fall")
    if log.near_falls:
        return Tag(text="Near fall", tone="caution")
    if stop_signs(SessionValues(symptoms=tuple(log.symptoms), pain_during=log.pain_during)):
        return Tag(text="Sign to stop", tone="refused")
    return None


def _asked(value: int | None, *, most: int | None = None) -> str:
    if value is None:
        return ""
    return f"{value} or more" if value == most else str(value)


def _count(value: int | None) -> str:
    return NOTHING if value is None else str(value)


def _number(value: Decimal | None) -> str:
    return NOTHING if value is None else plain_number(value)
