from typing import Any
from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from clinic.caseload.banner import patient_banner
from clinic.patients import queries as patients
from clinic.web.access import SIGNED_IN, permits

blueprint = Blueprint("caseload", __name__)


@blueprint.app_context_processor
def _banner() -> dict[str, Any]:
    return {"patient_banner": patient_banner}


@blueprint.route("/")
@permits(GET=SIGNED_IN)
def index() -> ResponseReturnValue:
    return render_template("caseload/index.html")


@blueprint.route("/search")
@permits(GET=SIGNED_IN)
def search() -> ResponseReturnValue:
    return render_template("caseload/search.html")


@blueprint.route("/patients/<uuid:patient_id>")
@permits(GET=SIGNED_IN)
def patient(patient_id: UUID) -> ResponseReturnValue:
    return render_template("caseload/patient.html", patient=patients.get_patient(patient_id))
