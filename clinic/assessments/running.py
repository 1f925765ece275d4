"""What the numbers mean while they are typed. Nothing is stored."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clinic import phrasing
from clinic.assessments.meaning import Meaning, present_meaning, remarks_of, result_as_typed
from clinic.assessments.results import Profiles, as_stored
from clinic.assessments.verdicts import result_words
from clinic.domain.comparison import mdc_for
from clinic.domain.entries import check_entry, has_a_number
from clinic.domain.instruments import GroupKind, ItemGroup
from clinic.domain.interpretation import Person, interpret
from clinic.domain.responses import Numbers, Responses
from clinic.domain.scoring import with_implied_marks
from clinic.domain.series import Series


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a scale of items has come, while it is filled in."""

    so_far: str
    so_far_label: str
    last: str
    last_label: str
    same_items: str
    to_go: str
    error: str
    save_label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RunningResult:
    """The result as typed: what stands in its way, its meaning, or how far a scale has come."""

    problem: str = ""
    question: str = ""
    meaning: Meaning | None = None
    progress: Progress | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RunningFacts:
    """What a result as typed is held against."""

    before: Series
    last: Responses | None
    person: Person
    profiles: Profiles
    on: date
    today: date


def present_running(responses: Responses, facts: RunningFacts) -> RunningResult:
    """The meaning of what was typed so far."""
    instrument = facts.before.instrument
    check = check_entry(instrument, responses)
    if check.refusals:
        return RunningResult(problem=check.refusals[0].message)
    kept = as_stored(instrument, responses)
    progress = present_progress(
        kept, facts.before, facts.last, mdc_profile=facts.profiles.mdc, today=facts.today
    )
    if not has_a_number(instrument, kept) and not kept.flags:
        return RunningResult(progress=progress)
    found = interpret(instrument, kept, person=facts.person, profile=facts.profiles.threshold)
    if found.score is None:
        return RunningResult(progress=progress)
    meaning = present_meaning(
        instrument,
        result_as_typed(instrument, facts.on, kept, found),
        facts.before,
        remarks=remarks_of(instrument, found),
        mdc_profile=facts.profiles.mdc,
        today=facts.today,
    )
    question = check.confirmations[0].message if check.confirmations else ""
    return RunningResult(question=question, meaning=meaning, progress=progress)


def present_progress(
    responses: Responses,
    before: Series,
    last: Responses | None,
    *,
    mdc_profile: str | None,
    today: date,
) -> Progress | None:
    """The running state of a scale of items; None for a test of another kind."""
    instrument = before.instrument
    group = instrument.groups[0]
    if group.kind is not GroupKind.ORDINAL:
        return None
    values = with_implied_marks(instrument, responses.of(group.code))
    done = [value for value in values if value is not None]
    missing = len(values) - len(done)
    most = int(group.limits.refuse_above)
    latest = before.latest
    return Progress(
        so_far=f"{sum(done, Decimal(0))} of {most * len(done)}",
        so_far_label=f"So far, {len(done)} of {len(values)} items",
        last=result_words(instrument, latest) if latest else "",
        last_label=f"Last total, {phrasing.day(latest.on, today=today)}" if latest else "",
        same_items=_same_items(group, values, last),
        to_go=_to_go(missing),
        error=_error_from(before, mdc_profile),
        save_label=_save_label(len(done), len(values)),
    )


def _same_items(group: ItemGroup, values: Numbers, last: Responses | None) -> str:
    before = last.of(group.code) if last is not None else ()
    if len(before) != len(values):
        return ""
    pairs = [
        (now, then)
        for now, then in zip(values, before, strict=True)
        if now is not None and then is not None
    ]
    if not pairs or len(pairs) == len(values):
        return ""
    return str(sum((then for _, then in pairs), Decimal(0)))


def _to_go(missing: int) -> str:
    if missing == 0:
        return ""
    return (
        f"{phrasing.capitalised(phrasing.plural(missing, 'item'))} to go;"
        " there is no total until all are scored."
    )


def _error_from(before: Series, mdc_profile: str | None) -> str:
    baseline = before.baseline.reading.value if before.baseline else None
    mdc = mdc_for(before.instrument, baseline, profile=mdc_profile)
    if mdc is None or baseline is None:
        return ""
    error = phrasing.quantity(before.instrument, mdc.value)
    return f"Error {error} from a baseline of {phrasing.number(baseline)}."


def _save_label(done: int, items: int) -> str:
    if done in (0, items):
        return "Save the result"
    return f"Save {done} of {items}, go on later"
