"""The banner says who it is and whether she may train, on every page about one person."""

from tests import factories


def test_the_banner_names_the_person_and_what_is_not_known_yet(app, ana, client):
    patient_id, _ = factories.commit_episode(app, ana)
    page = client.get(f"/patients/{patient_id}").text
    assert '<h1 class="patient-banner__name">Edith Marlowe</h1>' in page
    assert "79 years, born 3 August 1946 · F · record HL-0367" in page
    assert "not placed" in page
    assert "No screen yet" in page
    assert "Not known yet" in page
