from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from clinic.catalogue.checklist_definitions import list_checklists
from clinic.clock import day_of
from clinic.domain.falls import Injury, ReportedEvent, ReviewOutcome, pauses_routine
from clinic.falls import words
from clinic.falls.models import (
    EventWithdrawal,
    FallEvent,
    FallReview,
    HealthEvent,
    NearFall,
    type_of,
)
from clinic.phrasing import capitalised, day, plural

NONE_WITHDRAWN: Mapping[UUID, EventWithdrawal] = {}
# After a review, the act that the outcome asks for: the endpoint, and the words of its link.
NEXT_ACTS = {
    ReviewOutcome.RESUME: ("precautions.new", "Repeat the clinical screen"),
    ReviewOutcome.LOWER_LEVEL: ("routines.prescribe", "Prescribe the lower level"),
    ReviewOutcome.KEEP_PAUSED: None,
    ReviewOutcome.DISCHARGE: ("episodes.discharge", "Discharge"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class EventSheet:
    """A fall, near fall or health event in words.

    Attributes:
        title: "Fall, kitchen".
        told: one sentence of what was told; may be empty.
        review: who closed it and how; empty while it waits.
        next_act: endpoint and words of what the review asks for, if anything.
        waits: training rests until a clinician has reviewed it.
        withdrawn: who took it back, and why; empty while it stands.
        amended_by: the event that tells it otherwise.
        ends: the checklists that have to be answered again; empty when it was withdrawn.
        details_missing: it was reported with one tap, and nothing else is known yet.
    """

    event_id: UUID
    title: str
    icon: str
    when: str
    told: str
    facts: tuple[tuple[str, str], ...]
    reviewed: bool
    review: str
    review_note: str
    next_act: tuple[str, str] | None
    waits: bool
    withdrawn: str
    amended_by: UUID | None
    ends: str
    details_missing: bool


def event_sheets(
    events: Sequence[FallEvent | NearFall | HealthEvent],
    reviews: Mapping[UUID, FallReview],
    names: Mapping[UUID, str],
    *,
    today: date,
    zone: str,
    withdrawals: Mapping[UUID, EventWithdrawal] = NONE_WITHDRAWN,
) -> list[EventSheet]:
    """Events in the order given, with reviews and withdrawals by event id and names by id."""
    return [
        event_sheet(
            event,
            reviews.get(event.id),
            names,
            today=today,
            zone=zone,
            withdrawal=withdrawals.get(event.id),
        )
        for event in events
    ]


def event_sheet(
    event: FallEvent | NearFall | HealthEvent,
    review: FallReview | None,
    names: Mapping[UUID, str],
    *,
    today: date,
    zone: str,
    withdrawal: EventWithdrawal | None = None,
) -> EventSheet:
    amended_by = withdrawal.replaced_by_id if withdrawal else None
    facts = ReportedEvent(type=type_of(event), on=event.happened_on, reviewed=review is not None)
    reported = _signed(event.reported_by_id, event.reported_at, names, today=today, zone=zone)
    return EventSheet(
        event_id=event.id,
        title=title(event),
        icon="fall" if isinstance(event, FallEvent) else _icon(event),
        when=capitalised(day(event.happened_on, today=today)),
        told=told(event),
        facts=(
            *_facts(event, today=today),
            ("Reported", reported),
        ),
        reviewed=review is not None,
        review=_review(review, names, today=today, zone=zone) if review else "",
        review_note=review.note if review else "",
        next_act=NEXT_ACTS[review.outcome] if review and withdrawal is None else None,
        waits=amended_by is None and pauses_routine(facts),
        withdrawn=_withdrawal(withdrawal, names, today=today, zone=zone) if withdrawal else "",
        amended_by=amended_by,
        ends="" if withdrawal else ends(event),
        details_missing=_has_no_details(event),
    )


def title(event: FallEvent | NearFall | HealthEvent) -> str:
    """Such as "Fall, kitchen", "Near fall, at home", "Hospital stay"."""
    match event:
        case FallEvent():
            place = words.PLACES.get(event.place, event.place)
            return f"Fall, {_lower(place)}" if place else "Fall"
        case NearFall():
            return f"Near fall, {_lower(words.SETTINGS[event.setting])}"
        case HealthEvent():
            return words.KIND_WORDS[event.kind]


def told(event: FallEvent | NearFall | HealthEvent) -> str:
    """The gist in a sentence or two: "Backward, at the sink. Bruise or scratch, got up alone."."""
    match event:
        case FallEvent():
            direction = words.DIRECTIONS.get(event.direction, event.direction)
            how = [direction, _lower(event.activity) if direction else event.activity]
            harm = [
                f"Injury: {_lower(words.INJURIES_TOLD[event.injury])}",
                _rising(able_to_rise=event.able_to_rise),
            ]
            blackout = ["Blackout or faint"] if event.lost_consciousness else []
            return _sentences(how, harm, blackout, [event.note])
        case NearFall():
            caught = words.CAUGHT_BY.get(event.caught_by, event.caught_by)
            return _sentences(
                [event.activity], [caught and f"Prevented by {_lower(caught)}"], [event.note]
            )
        case HealthEvent():
            return _sentences([event.note])


def ends(event: FallEvent | NearFall | HealthEvent) -> str:
    """The checklists that the event ends, such as "Home environment, Treadmill"."""
    happened = type_of(event)
    found = [one.name for one in list_checklists() if happened in one.invalidated_by]
    return ", ".join(found)


def _has_no_details(event: FallEvent | NearFall | HealthEvent) -> bool:
    match event:
        case FallEvent():
            return event.injury is Injury.NOT_KNOWN
        case NearFall():
            return not event.caught_by
        case HealthEvent():
            return False


def falls_sentence(count: int) -> str:
    """Such as "1 fall reported in the last 12 months."."""
    return f"{plural(count, 'fall')} reported in the last 12 months."


def _facts(
    event: FallEvent | NearFall | HealthEvent, *, today: date
) -> tuple[tuple[str, str], ...]:
    happened = capitalised(day(event.happened_on, today=today))
    match event:
        case FallEvent():
            return (
                ("When", f"{happened}, {event.happened_at_time}".rstrip(", ")),
                ("Where", words.PLACES.get(event.place, event.place)),
                ("Injury", words.INJURIES_TOLD[event.injury]),
                ("Got up alone", _yes_no(answer=event.able_to_rise)),
                ("Blackout or faint", _yes_no(answer=event.lost_consciousness)),
                ("Time on the floor", _minutes(event.minutes_on_floor)),
                ("Doing", event.activity),
                ("Direction", words.DIRECTIONS.get(event.direction, event.direction)),
                ("Help received", event.help_received),
                ("Seen by", event.seen_by),
                ("Note", event.note),
            )
        case NearFall():
            return (
                ("When", happened),
                ("Where", words.SETTINGS[event.setting]),
                ("Prevented by", words.CAUGHT_BY.get(event.caught_by, event.caught_by)),
                ("Doing", event.activity),
                ("Note", event.note),
            )
        case HealthEvent():
            return (("When", happened), ("Note", event.note))


def _review(review: FallReview, names: Mapping[UUID, str], *, today: date, zone: str) -> str:
    signed = _signed(review.by_id, review.at, names, today=today, zone=zone)
    return f"{words.OUTCOMES[review.outcome]}: {_lower(signed)}"


def _withdrawal(
    withdrawal: EventWithdrawal, names: Mapping[UUID, str], *, today: date, zone: str
) -> str:
    signed = _signed(withdrawal.by_id, withdrawal.at, names, today=today, zone=zone)
    verb = "Amended" if withdrawal.replaced_by_id else "Withdrawn"
    return f"{verb} {_lower(signed)}: {withdrawal.reason}"


def _signed(who: UUID, at: datetime, names: Mapping[UUID, str], *, today: date, zone: str) -> str:
    """Such as "Today, Bo Lindqvist"."""
    when = capitalised(day(day_of(at, zone), today=today))
    return f"{when}, {names[who]}" if who in names else when


def _icon(event: NearFall | HealthEvent) -> str:
    return "caution" if isinstance(event, NearFall) else "document"


def _rising(*, able_to_rise: bool | None) -> str:
    if able_to_rise is None:
        return ""
    return "got up alone" if able_to_rise else "did not get up alone"


def _yes_no(*, answer: bool | None) -> str:
    return "" if answer is None else "Yes" if answer else "No"


def _minutes(minutes: int | None) -> str:
    return "" if minutes is None else plural(minutes, "minute")


def _sentences(*groups: Sequence[str]) -> str:
    said = [", ".join(part for part in group if part) for group in groups]
    return " ".join(f"{capitalised(part).rstrip('.')}." for part in said if part)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
