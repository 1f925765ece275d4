"""A GET writes nothing; a POST is one transaction."""

from tests.architecture.site import METHODS, routes

# Views that commit by themselves or store nothing at all, each with its reason.
OWN_TRANSACTION: dict[str, str] = {
    "accounts.change_password": "hashes before it takes the write lock",
    "accounts.choose_clinic": "begins in no clinic and ends in one",
    "accounts.enter_code": "counts the try whatever comes of it",
    "accounts.remove_second_factor": "hashes before it takes the write lock",
    "accounts.renew_recovery_codes": "hashes before it takes the write lock",
    "accounts.set_up": "hashes before it takes the write lock",
    "accounts.set_up_second_factor": "hashes before it takes the write lock",
    "accounts.sign_in": "hashes before it takes the write lock",
    "accounts.welcome": "hashes before it takes the write lock",
    "assessments.preview": "computes what the numbers typed so far mean, likewise",
    "caseload.search": "only seals what is sought, so that no name stands in an address",
    "precautions.preview": "computes the result so far; answers are no matter for an address",
    "risk.preview": "computes the stratum so far, likewise",
    "risk.preview_new": "computes the stratum so far, likewise",
}


def is_writing(app, endpoint):
    return getattr(app.view_functions[endpoint], "is_writing", False)


def test_no_view_that_only_reads_opens_a_writing_transaction(app):
    methods = {}
    for route in routes(app):
        methods.setdefault(route.endpoint, set()).add(route.method)
    assert [
        endpoint
        for endpoint, answered in methods.items()
        if answered == {"GET"} and is_writing(app, endpoint)
    ] == []


def test_every_view_that_can_be_posted_to_is_one_transaction(app):
    posted = {route.endpoint for route in routes(app) if route.method in METHODS[1:]}
    assert {
        endpoint
        for endpoint in posted
        if not is_writing(app, endpoint) and endpoint not in OWN_TRANSACTION
    } == set()
