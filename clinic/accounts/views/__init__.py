"""The addresses of accounts: signing in, one's own account, the clinic's people, first set-up."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from clinic.accounts import queries
from clinic.accounts.views import clinicians, own_account, set_up, sign_in, welcome
from clinic.audit.directory import directory_of
from clinic.web.access import SignInNeeded

blueprint = Blueprint("accounts", __name__)

SHOW, SEND = ("GET",), ("POST",)
BOTH = (*SHOW, *SEND)
SOMEBODY = "/settings/clinicians/<uuid:clinician_id>"

for rule, view, methods in (
    ("/set-up", set_up.set_up, BOTH),
    ("/sign-in", sign_in.sign_in, BOTH),
    ("/sign-in/code", sign_in.enter_code, BOTH),
    ("/sign-in/clinic", sign_in.choose_clinic, BOTH),
    ("/sign-out", sign_in.sign_out, SEND),
    ("/welcome/<token>", welcome.welcome, BOTH),
    ("/account", own_account.profile, SHOW),
    ("/account/password", own_account.change_password, BOTH),
    ("/account/second-factor", own_account.set_up_second_factor, BOTH),
    ("/account/second-factor/remove", own_account.remove_second_factor, BOTH),
    ("/account/recovery-codes", own_account.renew_recovery_codes, BOTH),
    ("/account/sessions/end-others", own_account.end_other_sessions, SEND),
    ("/account/sessions/<uuid:session_id>/end", own_account.end_session, SEND),
    ("/settings/clinicians", clinicians.list_clinicians, SHOW),
    ("/settings/clinicians/new", clinicians.add_clinician, BOTH),
    (SOMEBODY, clinicians.edit_clinician, BOTH),
    (f"{SOMEBODY}/end", clinicians.deactivate_clinician, SEND),
    (f"{SOMEBODY}/reopen", clinicians.reactivate_clinician, SEND),
    (f"{SOMEBODY}/email", clinicians.change_email, SEND),
    (f"{SOMEBODY}/end-sessions", clinicians.end_clinician_sessions, SEND),
    (f"{SOMEBODY}/link", clinicians.make_link, SEND),
    (f"{SOMEBODY}/second-factor/remove", clinicians.remove_clinician_second_factor, SEND),
):
    blueprint.add_url_rule(rule, view_func=view, methods=list(methods))

blueprint.app_errorhandler(SignInNeeded)(sign_in.ask_to_sign_in)
blueprint.before_app_request(set_up.lead_to_set_up)


@blueprint.record_once
def _name_clinicians(state: BlueprintSetupState) -> None:
    directory_of(state.app.extensions).clinicians = queries.clinician_names
