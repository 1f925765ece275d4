"""Stepback: the fall-prevention programme manager of physiotherapy clinics."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from clinic import config, db
from clinic.accounts import machinery, sessions
from clinic.audit import directory, journal
from clinic.web import (
    access,
    beside,
    decoding,
    errors,
    forms,
    headers,
    hosting,
    logs,
    pictures,
    remembering,
    stylesheet,
)

VIEWS = (
    "clinic.organisation.views",
    "clinic.organisation.letterhead_views",
    "clinic.accounts.views",
    "clinic.audit.views",
    "clinic.patients.views",
    "clinic.episodes.views",
    "clinic.assessments.views",
    "clinic.assessments.library_views",
    "clinic.assessments.choice_views",
    "clinic.assessments.draft_views",
    "clinic.assessments.battery_views",
    "clinic.precautions.views",
    "clinic.precautions.limit_views",
    "clinic.precautions.same_day_views",
    "clinic.exercises.views",
    "clinic.exercises.own_views",
    "clinic.falls.views",
    "clinic.falls.withdrawal_views",
    "clinic.risk.views",
    "clinic.routines.views",
    "clinic.routines.version_views",
    "clinic.session_logs.views",
    "clinic.session_logs.diary_views",
    "clinic.trends.views",
    "clinic.progress.views",
    "clinic.documents.views",
    "clinic.documents.report_views",
    "clinic.documents.job_views",
    "clinic.documents.gym_views",
    "clinic.documents.blank_views",
    "clinic.caseload.views",
)


def create_app(settings: config.Settings) -> Flask:
    """The application of one instance."""
    app = Flask(__name__, template_folder=str(_templates()), instance_path=str(settings.instance))
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        TESTING=settings.testing,
        SETTINGS=settings,
    )
    hosting.configure(app, settings)
    logs.configure(settings)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    db.init_app(app)
    _register_web(app)
    return app


def _register_web(app: Flask) -> None:
    pictures.init_app(app)  # before anything reads the form
    decoding.init_app(app)
    headers.init_app(app)
    stylesheet.init_app(app)
    remembering.init_app(app)
    errors.init_app(app)
    sessions.init_app(app)
    access.init_app(app)
    forms.init_app(app)
    machinery.init_app(app)
    beside.init_app(app)
    directory.init_app(app)
    journal.init_app(app)
    for name in VIEWS:
        if find_spec(name) is None:
            continue
        app.register_blueprint(import_module(name).blueprint)


def _templates() -> Path:
    packaged = Path(__file__).parent / "_templates"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "templates"
