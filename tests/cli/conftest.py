"""The command line as a person types it: arguments in, what was said and the exit code out."""

import pytest
from click.testing import CliRunner

from clinic.cli import main


@pytest.fixture
def instance(tmp_path):
    return tmp_path / "instance"


@pytest.fixture
def stepback(instance):
    """Runs a command on a fresh instance; an exception that is no exit is a failure."""

    def run(*arguments, given=None):
        result = CliRunner().invoke(main, ["--instance", str(instance), *arguments], input=given)
        assert result.exception is None or isinstance(result.exception, SystemExit), (
            result.exception
        )
        return result

    return run
