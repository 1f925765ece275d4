import pytest
import time_machine

from tests import factories


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(factories.MORNING, tick=False):
        yield
