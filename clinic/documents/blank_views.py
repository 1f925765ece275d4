"""Test sheets for the clipboard that name nobody: nothing is kept of them."""

from flask import Blueprint, abort, make_response, request
from flask.typing import ResponseReturnValue

from clinic import clock
from clinic.catalogue.instrument_definitions import list_recordable
from clinic.documents.gathering_sheets import gather_blank_test_sheet
from clinic.documents.printing import PAPERS, Kind, print_content
from clinic.organisation.queries import get_clinic
from clinic.web.access import SIGNED_IN, current_actor, permits

blueprint = Blueprint("blank_sheets", __name__)


@blueprint.route("/instruments/<instrument_code>/test-sheet")
@permits(GET=SIGNED_IN)
def test_sheet(instrument_code: str) -> ResponseReturnValue:
    """The empty sheet of one test; one that is not recorded by itself has none."""
    found = {instrument.code: instrument for instrument in list_recordable()}
    if instrument_code not in found:
        abort(404)
    today = clock.today(current_actor().time_zone)
    content = gather_blank_test_sheet(found[instrument_code], on=today)
    wanted = request.args.get("paper", "")
    paper = wanted if wanted in PAPERS else get_clinic().paper
    response = make_response(print_content(Kind.TEST_SHEET, content, paper))
    response.mimetype = "application/pdf"
    name = f"test-sheet-{instrument_code}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
