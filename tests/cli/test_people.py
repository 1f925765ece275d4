import re

FIRST = (
    "add-clinician", "--clinic", "Harbour Lane", "--new-clinic", "--role", "administrator",
    "--name", "Dan Okoro", "--email", "dan@example.org",
)  # fmt: skip


def test_the_first_administrator_gets_a_link_that_works_once(stepback):
    stepback("migrate")
    told = stepback(*FIRST)
    assert told.exit_code == 0, told.output
    assert re.search(r"http://127\.0\.0\.1:8000/welcome/\S{40,}", told.output)


def test_somebody_who_has_a_place_gets_a_new_link(stepback):
    stepback("migrate")
    first = stepback(*FIRST).output.split()[-1]
    again = stepback(*(word for word in FIRST if word != "--new-clinic"))
    assert again.exit_code == 0, again.output
    assert again.output.split()[-1] != first


def test_a_clinic_that_is_there_is_not_made_again(stepback):
    stepback("migrate")
    stepback(*FIRST)
    told = stepback(*FIRST)
    assert told.exit_code == 2
    assert "--new-clinic" in told.output


def test_a_clinic_that_is_not_there_is_a_sentence(stepback):
    stepback("migrate")
    told = stepback(*(word for word in FIRST if word != "--new-clinic"))
    assert told.exit_code == 2
    assert "There is no clinic" in told.output


def test_without_a_database_it_says_what_to_do(stepback):
    told = stepback(*FIRST)
    assert told.exit_code == 2
    assert "stepback migrate" in told.output


def test_an_empty_instance_has_no_trail_to_read(stepback):
    stepback("migrate")
    told = stepback("verify-audit")
    assert told.exit_code == 2
