import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic.accounts.models import Account, Clinician, SignInSession
from clinic.accounts.roles import ROLES
from clinic.phrasing import plural
from clinic.web.access import Role

BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPad", "iPad"),
    ("iPhone", "iPhone"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
MINUTE_S = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionLine:
    """A signed-in browser, as its owner knows it."""

    id: UUID
    browser: str
    address: str
    clinic: str
    since: str
    seen: str
    is_this: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ClinicianLine:
    """Somebody of the clinic, in the list of its people."""

    id: UUID
    name: str
    email: str
    role: str
    state: str
    tone: str
    second_factor: str


def wait_sentence(seconds: int) -> str:
    minutes = -(-seconds // MINUTE_S)
    return f"Too many tries. Wait {plural(minutes, 'minute')}, then try again."


def browser_words(agent: str) -> str:
    """As in "Firefox on Linux"; the whole of what a browser says is more than anybody reads."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if re.search(mark, agent)), "")
    return " on ".join(word for word in (browser, system) if word) or "A browser that says nothing"


def moment(at: datetime, time_zone: str) -> str:
    local = at.astimezone(ZoneInfo(time_zone))
    return f"{local.day} {local:%b %Y, %H:%M}"


def role_words(clinician: Clinician) -> str:
    treats = clinician.role is Role.ADMINISTRATOR and clinician.treats
    return ROLES[clinician.role] + (", also treats" if treats else "")


def session_lines(
    found: Iterable[SignInSession], *, this: UUID | None, time_zone: str, clinics: dict[UUID, str]
) -> list[SessionLine]:
    return [
        SessionLine(
            id=one.id,
            browser=browser_words(one.agent),
            address=one.address,
            clinic=clinics.get(one.clinic_id, "") if one.clinic_id else "",
            since=moment(one.started_at, time_zone),
            seen=moment(one.seen_at, time_zone),
            is_this=one.id == this,
        )
        for one in found
    ]


def clinician_line(clinician: Clinician, account: Account, *, time_zone: str) -> ClinicianLine:
    state, tone = _state(clinician, time_zone)
    return ClinicianLine(
        id=clinician.id,
        name=clinician.name,
        email=account.email,
        role=role_words(clinician),
        state=state,
        tone=tone,
        second_factor="on" if account.tf_primary_method else "off",
    )


def _state(clinician: Clinician, time_zone: str) -> tuple[str, str]:
    if clinician.active_until is not None:
        return f"ended {_day(clinician.active_until, time_zone)}", "due"
    if clinician.invited:
        return "link not used yet", "caution"
    return "works here", "plain"


def _day(at: datetime, time_zone: str) -> str:
    local = at.astimezone(ZoneInfo(time_zone))
    return f"{local.day} {local:%b %Y}"
