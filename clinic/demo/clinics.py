"""Makes a fictional clinic: its settings, its accounts, and the months of its people."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from clinic.accounts.actions import PlaceDetails, give_place, make_account
from clinic.accounts.passwords import hash_password
from clinic.accounts.sessions import actor_of
from clinic.db import db, writing
from clinic.demo.care import drawn_id
from clinic.demo.cast import TOLD_NAMES, Member, Name, Practice, strangers
from clinic.demo.courses import DRAWN, LONGEST_WEEKS, Course, Story, drawn_course, told_course
from clinic.demo.months import Months
from clinic.demo.own_exercise import OWN_EXERCISE
from clinic.demo.people import invent
from clinic.demo.treatment import Treatment
from clinic.domain.names import full_name
from clinic.exercises.actions import add_exercise
from clinic.organisation.actions import ClinicDetails, found_clinic
from clinic.organisation.models import Clinic
from clinic.web.access import Actor, Role

CYRILLIC, GREEK = "cyrillic", "greek"
WITH_OWN_LIMITS, WITH_CHANGES = "faller", "improver"
# In this order, as far as the number of people goes; the rest is drawn.
TOLD_ORDER = (
    ("faller", Story.FALLER),
    ("improver", Story.IMPROVER),
    ("measured", Story.MEASURED),
    (GREEK, Story.IMPROVER),
    ("plateau", Story.PLATEAU),
    ("stopped", Story.STOPPED),
    ("expired", Story.EXPIRED),
    ("pending", Story.PENDING),
    ("newcomer", Story.NEWCOMER),
    ("faller_reviewed", Story.FALLER_REVIEWED),
    ("fast_improver", Story.FAST_IMPROVER),
    ("finished", Story.FINISHED),
    ("unable", Story.UNABLE),
    (CYRILLIC, Story.OVERDUE),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Passwords:
    """Each member's password, and its hash."""

    plain: dict[str, str]  # by e-mail
    hashes: dict[str, str]


@dataclass(kw_only=True)
class Made:
    """A clinic that was made: what is printed about it."""

    practice: Practice
    patients: list[dict[str, str]] = field(default_factory=list)


def make_clinic(
    practice: Practice, people: int, *, seed: int, today: date, passwords: Passwords, told: bool
) -> Made:
    """A clinic with its people's care up to yesterday, in one transaction."""
    random = Random(f"{seed} {practice.slug}")  # noqa: S311 - stories, not secrets
    with writing():
        clinic = _found(practice, today)
        team = _engage(practice, clinic, passwords, at=_founding_moment(practice, today))
        if told:
            _write_exercise(practice, team[Role.CLINICIAN][0], seed=seed, today=today)
        made = Made(practice=practice)
        courses = _courses(people, random, told=told)
        months = [
            _months(practice, number, name, course, team=team, today=today, seed=seed)
            for number, (name, course) in enumerate(courses, start=361)
        ]
        _live(months)
        made.patients = [_told(one) for one in months]
        db.session.commit()
    return made


def hashed(practices: tuple[Practice, ...], plain: dict[str, str]) -> Passwords:
    """Hashes each different password once: a quarter of a second each."""
    emails = [member.email(practice) for practice in practices for member in practice.members]
    by_password = {password: hash_password(password) for password in set(plain.values())}
    return Passwords(plain=plain, hashes={email: by_password[plain[email]] for email in emails})


def _found(practice: Practice, today: date) -> Clinic:
    details = ClinicDetails(
        name=practice.name,
        address=practice.address,
        telephone=practice.telephone,
        emergency_number=practice.emergency_number,
        time_zone=practice.time_zone,
        paper=practice.paper,
    )
    return found_clinic(details, by=None, at=_founding_moment(practice, today))


def _founding_moment(practice: Practice, today: date) -> datetime:
    day = today - timedelta(weeks=LONGEST_WEEKS + 3)
    return datetime.combine(day, time(8), ZoneInfo(practice.time_zone))


def _engage(
    practice: Practice, clinic: Clinic, passwords: Passwords, *, at: datetime
) -> dict[Role, list[Actor]]:
    team: dict[Role, list[Actor]] = {role: [] for role in Role}
    for member in practice.members:
        email = member.email(practice)
        account = make_account(email, password_hash=passwords.hashes[email])
        place = give_place(account, _place(member), by=None, at=at)
        team[member.role].append(actor_of(place, clinic))
    return team


def _write_exercise(practice: Practice, by: Actor, *, seed: int, today: date) -> None:
    """An exercise of the clinic's own, written before the first patient came."""
    at = _founding_moment(practice, today) + timedelta(days=1)
    random = Random(f"{seed} {practice.slug} exercise")  # noqa: S311 - an id, no secret
    add_exercise(OWN_EXERCISE, record_id=drawn_id(at, random), by=by, at=at)


def _place(member: Member) -> PlaceDetails:
    return PlaceDetails(
        name=member.name,
        role=member.role,
        credentials=member.credentials,
        registration_number=member.registration_number,
    )


def _courses(people: int, random: Random, *, told: bool) -> Iterator[tuple[Name, Course]]:
    order = TOLD_ORDER[:people] if told else ()
    for name, story in order:
        course = told_course(
            story, own_limits=name == WITH_OWN_LIMITS, changes=name == WITH_CHANGES
        )
        yield TOLD_NAMES[name], course
    drawn = list(DRAWN)
    random.shuffle(drawn)
    names = strangers(random)
    for number in range(people - len(order)):
        yield next(names), drawn_course(drawn[number % len(drawn)], random)


def _months(
    practice: Practice,
    number: int,
    name: Name,
    course: Course,
    *,
    team: dict[Role, list[Actor]],
    today: date,
    seed: int,
) -> Months:
    random = Random(f"{seed} {practice.slug} {number}")  # noqa: S311 - stories, not secrets
    person = invent(
        name,
        number,
        practice=practice,
        story=course.story,
        high_risk=course.high_risk,
        random=random,
    )
    clinicians = team[Role.CLINICIAN]
    care = Treatment(
        person=person,
        clinician=clinicians[number % len(clinicians)],
        assistant=team[Role.ASSISTANT][0],
        paper=practice.paper,
        random=random,
    )
    return Months(care=care, course=course, today=today)


def _live(months: list[Months]) -> None:
    """Everybody's visits in the order of their moments: the audit trail runs forward in time."""
    waiting = []
    for number, one in enumerate(months):
        visits = one.visits()
        waiting.append((next(visits), number, visits))
    heapq.heapify(waiting)
    while waiting:
        _, number, visits = waiting[0]
        moment = next(visits, None)
        if moment is None:
            heapq.heappop(waiting)
        else:
            heapq.heapreplace(waiting, (moment, number, visits))


def _told(one: Months) -> dict[str, str]:
    details = one.care.person.details
    return {
        "record_number": details.record_number,
        "name": full_name(details.given_name, details.family_name),
        "story": one.course.story.value,
        "id": str(one.care.episode.patient_id),
    }
