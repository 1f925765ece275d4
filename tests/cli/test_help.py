import pytest
from click.testing import CliRunner

from clinic.cli import main


@pytest.mark.parametrize("command", list(main.places))
def test_each_command_says_what_it_is_for(stepback, command):
    told = stepback(command, "--help")
    assert told.exit_code == 0
    assert len(told.output.split("\n\n")[1].split()) >= 5


def test_without_a_command_the_help_is_shown():
    told = CliRunner().invoke(main, [])
    assert "stepback demo" in told.output


def test_an_unknown_command_is_a_sentence(stepback):
    told = stepback("dance")
    assert told.exit_code == 2
    assert "No such command" in told.output
