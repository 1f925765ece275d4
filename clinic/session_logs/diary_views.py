"""Pages for a diary that came back: type the code, then the sheet."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clinic import clock
from clinic.domain.diary import DiaryBox
from clinic.domain.falls import Setting, event_day_problem
from clinic.domain.session_log_rules import log_day_problem
from clinic.domain.session_logs import LogStatus
from clinic.episodes.models import Episode
from clinic.episodes.queries import get_episode
from clinic.falls.forms import DAY_MESSAGES
from clinic.falls.models import FallEvent
from clinic.falls.queries import list_events
from clinic.patients.queries import get_patient
from clinic.routines import queries as routines
from clinic.routines.models import Routine
from clinic.session_logs import diary_sheets as sheets
from clinic.session_logs import diary_words as words
from clinic.session_logs import presenters, queries
from clinic.session_logs.diary_forms import (
    DiaryForm,
    box_name,
    day_words,
    diary_form,
    injury_name,
    rose_name,
)
from clinic.session_logs.diary_sheets import SheetLog, SheetTold
from clinic.session_logs.questions import ItemQuestion
from clinic.session_logs.words import DAY_PROBLEMS
from clinic.web.access import CARE_TEAM, Actor, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("diaries", __name__)

OK, REFUSED = 200, 422


@blueprint.route("/diary")
@permits(GET=CARE_TEAM)
def find() -> ResponseReturnValue:
    """The code of a sheet leads to that sheet; it names nobody, so it may stand in an address."""
    code = request.args.get("code", "").strip()
    sheet = sheets.find_by_code(code) if code else None
    if sheet is not None:
        patient_id = get_episode(sheet.episode_id).patient_id
        return redirect(url_for("diaries.enter", patient_id=patient_id, sheet_id=sheet.id))
    page = render_template("session_logs/find_diary.html", code=code)
    return page, REFUSED if code else OK


@blueprint.route(
    "/patients/<uuid:patient_id>/sessions/diary/<uuid:sheet_id>", methods=["GET", "POST"]
)
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def enter(patient_id: UUID, sheet_id: UUID) -> ResponseReturnValue:
    """The sheet as a grid; saved as session logs, once."""
    actor = current_actor()
    patient = get_patient(patient_id)
    sheet = sheets.get_sheet(patient, sheet_id)
    entered = "session_logs/diary_entered.html"
    if sheet.entered_at is not None:
        return render_template(entered, patient=patient, sheet=sheet)
    episode = get_episode(sheet.episode_id)
    here = _Desk(episode, actor)
    form = diary_form(sheets.days_of(sheet), here)

    if form.accepted():
        days = [
            SheetLog(routine=here.routine_on(on), entry=entry)
            for on, entry in form.entries(here.questions_on)
        ]
        told = SheetTold(logs=days, falls=form.falls())
        try:
            sheets.enter_sheet(sheet, episode, told, by=actor, at=clock.now())
        except sheets.AlreadyEntered:  # a colleague saved it in the same moment
            return render_template(entered, patient=patient, sheet=sheet)
        flash(words.saved(sheet.code, told.days, falls=told.new_falls))
        return redirect(url_for("session_logs.list_all", patient_id=patient.id))

    page = render_template(
        "session_logs/enter_diary.html",
        patient=patient,
        sheet=sheet,
        form=form,
        weeks=_weeks(form),
        words=words,
    )
    return page, REFUSED if request.method == "POST" else OK


class _Desk:
    """Answers about the days of one episode; each fact is read once."""

    def __init__(self, episode: Episode, actor: Actor) -> None:
        self._today = clock.today(actor.time_zone)
        self._versions = routines.list_versions(episode)
        self._days = {
            routine.id: queries.routine_days(routine, episode, time_zone=actor.time_zone)
            for routine in self._versions
        }
        self._logged = {
            log.trained_on for log in queries.list_for(episode) if log.setting is Setting.HOME
        }
        self._falls = Counter(
            event.happened_on for event in list_events(episode) if isinstance(event, FallEvent)
        )
        self._enrolled_on = episode.enrolled_on
        self._questions: dict[UUID, Sequence[ItemQuestion]] = {}

    def routine_on(self, on: date) -> Routine:
        """The version in force on a day; the first one before there was any."""
        return next((r for r in self._versions if r.prescribed_on <= on), self._versions[-1])

    def questions_on(self, on: date) -> Sequence[ItemQuestion]:
        routine = self.routine_on(on)
        if routine.id not in self._questions:
            asked = presenters.questions(
                routines.plan_of(routine).items, routines.list_items(routine)
            )
            self._questions[routine.id] = [q for q in asked if q.is_done_in(Setting.HOME)]
        return self._questions[routine.id]

    def judge(self, on: date, status: LogStatus) -> str:
        """What speaks against a log for this day; empty when nothing does."""
        if on in self._logged:
            return words.ALREADY_LOGGED
        problem = log_day_problem(on, status, self._days[self.routine_on(on).id], today=self._today)
        return DAY_PROBLEMS[problem] if problem else ""

    def judge_fall(self, on: date) -> str:
        """What speaks against a fall on this day; empty when nothing does."""
        problem = event_day_problem(on, enrolled_on=self._enrolled_on, today=self._today)
        return DAY_MESSAGES[problem] if problem else ""

    def falls_known(self, on: date) -> int:
        """How many falls were reported for this day before, by telephone or at a visit."""
        return self._falls[on]


def _weeks(form: DiaryForm) -> list[list[dict[str, Any]]]:
    """The rows of the grid, a week each: the day's words, its boxes, what a fall is asked."""
    rows: list[dict[str, Any]] = [
        {
            "day": day_words(on),
            "boxes": [form[box_name(box, index)] for box in DiaryBox],
            "fall": [form[name] for name in (injury_name(index), rose_name(index)) if name in form],
        }
        for index, on in enumerate(form.days)
    ]
    return [
        rows[first : first + sheets.DAYS_A_WEEK]
        for first in range(0, len(rows), sheets.DAYS_A_WEEK)
    ]
