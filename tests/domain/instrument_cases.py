"""Small instruments and records for tests of measuring."""

from datetime import date
from decimal import Decimal

from clinic.catalogue.instrument_definitions import get_instrument
from clinic.domain.comparison import Reading
from clinic.domain.responses import Responses, Status

TUG = get_instrument("tug")
BWT3M = get_instrument("bwt3m")
BERG = get_instrument("berg")
CHAIR = get_instrument("cst30")
STAGES = get_instrument("four_stage")


def numbers(*values):
    return tuple(None if value is None else Decimal(str(value)) for value in values)


def recorded(instrument, *values, **more):
    """What was recorded in the first group of an instrument."""
    return Responses(numbers={instrument.groups[0].code: numbers(*values)}, **more)


def read(value=None, status=Status.COMPLETED):
    return Reading(status=status, value=None if value is None else Decimal(str(value)))


def on(text):
    return date.fromisoformat(text)
