from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clinic.audit import presenters, queries
from clinic.audit.directory import directory
from clinic.audit.forms import EVENTS, LOOKS, SEEN, WHAT, AuditForm, as_address, read_day, read_id
from clinic.audit.trail import PAGE, Filter, Page, Row
from clinic.web.access import ADMINISTRATORS, Actor, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("audit", __name__)

NOBODY_FOUND = "No patient has this name, birth date or record number"


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLinks:
    """For the pagination macro: where this page stands among the others."""

    first: int
    last: int
    total: int
    pages: int
    previous_url: str | None
    next_url: str | None


@blueprint.route("/audit", methods=["GET", "POST"])
@permits(GET=ADMINISTRATORS, POST=ADMINISTRATORS)
@writes
def list_all() -> ResponseReturnValue:
    """What was changed and what was looked at. A POST only asks; its answer has an address."""
    actor = current_actor()
    form = AuditForm(data=_asked_before()) if request.method == "GET" else AuditForm()
    form.offer(
        directory().clinicians(),
        [(action, presenters.action_words(action)) for action in queries.list_actions()],
    )
    if request.method == "POST" and form.validate():
        typed = form.patient.data or ""
        found = directory().find_patients(typed) if typed else _patients_asked()
        if found or not typed:
            return redirect(url_for("audit.list_all", **as_address(form, found)))
        form.patient.errors = [NOBODY_FOUND]
    status = 422 if form.errors else 200
    return render_template("audit/list_all.html", form=form, **_content(actor)), status


def _asked_before() -> dict[str, object]:
    what = request.args.get("what", EVENTS)
    return {
        "what": what if what in WHAT else EVENTS,
        "since": read_day(request.args.get("since")),
        "until": read_day(request.args.get("until")),
        "clinician": request.args.get("clinician", ""),
        "action": request.args.get("action", ""),
    }


def _content(actor: Actor) -> dict[str, object]:
    """The rows that were asked for, in finished words."""
    wanted, number = _filter(actor), request.args.get("page", 1, type=int)
    what = request.args.get("what", EVENTS)
    shown = {"about": _names_of(_patients_asked()), "page": None, "rows": [], "what": what}
    if what == SEEN:
        seen = queries.list_seen(wanted)
        names = _names(actor, (one.patient_id for one in seen))
        return shown | {"rows": presenters.seen_lines(seen, names)}
    if what == LOOKS:
        looks = queries.list_looks(wanted, page=number)
        names = _names(actor, (look.patient_id for look in looks.rows))
        return shown | {"rows": presenters.look_lines(looks.rows, names), "page": _links(looks)}
    events = queries.list_events(wanted, page=number)
    names = _names(actor, (event.patient_id for event in events.rows if event.patient_id))
    return shown | {
        "what": EVENTS,
        "rows": presenters.event_lines(events.rows, names),
        "page": _links(events),
    }


def _filter(actor: Actor) -> Filter:
    patients = _patients_asked()
    return Filter(
        since=_midnight(actor, request.args.get("since"), days_later=0),
        until=_midnight(actor, request.args.get("until"), days_later=1),
        clinician_id=read_id(request.args.get("clinician")),
        patient_ids=tuple(patients) if patients else None,
        action=request.args.get("action", ""),
    )


def _midnight(actor: Actor, text: str | None, *, days_later: int) -> datetime | None:
    """Where a day of the clinic begins."""
    day = read_day(text)
    if day is None:
        return None
    zone = ZoneInfo(actor.time_zone)
    return datetime.combine(day + timedelta(days=days_later), time.min, tzinfo=zone)


def _patients_asked() -> list[UUID]:
    ids = (read_id(text) for text in request.args.getlist("patient"))
    return [patient_id for patient_id in ids if patient_id is not None]


def _names(actor: Actor, patient_ids: Iterable[UUID]) -> presenters.Names:
    return presenters.Names(
        clinicians=directory().clinicians(),
        patients=directory().patient_names(set(patient_ids)),
        time_zone=actor.time_zone,
    )


def _names_of(patient_ids: list[UUID]) -> list[str]:
    known = directory().patient_names(patient_ids)
    return [known.get(patient_id, str(patient_id)) for patient_id in patient_ids]


def _links(page: Page[Row]) -> PageLinks:
    begin = (page.number - 1) * PAGE
    return PageLinks(
        first=begin + 1 if page.rows else 0,
        last=begin + len(page.rows),
        total=page.total,
        pages=page.pages,
        previous_url=_page_address(page.number - 1) if page.number > 1 else None,
        next_url=_page_address(page.number + 1) if page.number < page.pages else None,
    )


def _page_address(number: int) -> str:
    asked: dict[str, Any] = {name: request.args.getlist(name) for name in request.args}
    return url_for("audit.list_all", **asked | {"page": number})
