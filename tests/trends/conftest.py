"""Edith and her measurements, as in tests/assessments, and the address of her trends."""

import pytest
import time_machine

from tests.assessments.conftest import edith, measured
from tests.factories import MORNING

__all__ = ("edith", "measured")


@pytest.fixture
def trends(client, edith):
    """Asks for Edith's trends: `trends(since="2026-03-01")`."""

    def ask(kind="", **asked):
        return client.get(f"/patients/{edith[0]}/trends{kind}", query_string=asked)

    return ask


@pytest.fixture(autouse=True)
def _on_20_march():
    with time_machine.travel(MORNING):
        yield
