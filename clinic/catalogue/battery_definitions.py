"""The batteries: `clinic/catalogue/batteries/*.toml` as domain values."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Final

from clinic.catalogue.instrument_definitions import get_instrument, instruments_by_code
from clinic.catalogue.loading import (
    DefinitionRefused,
    RawDefinition,
    UnknownDefinition,
    load_folder,
)
from clinic.catalogue.typed_reading import read_value
from clinic.domain.batteries import Battery
from clinic.domain.instruments import Instrument

CORE_BATTERY: Final = "core_backward"


def get_battery(code: str = CORE_BATTERY) -> Battery:
    """The latest version of a battery.

    Raises:
        UnknownDefinition: there is none with this code.
    """
    found = _latest().get(code)
    if found is None:
        raise UnknownDefinition(f"no battery {code}")
    return found


@cache
def list_batteries() -> tuple[Battery, ...]:
    """The latest version of every battery, in their order."""
    return tuple(sorted(_latest().values(), key=lambda found: (found.order, found.code)))


def instruments_of(battery: Battery) -> tuple[Instrument, ...]:
    """The instruments of a battery in the latest version, in its order."""
    return tuple(get_instrument(code) for code in battery.instruments)


def build_battery(raw: RawDefinition) -> Battery:
    """The domain value of one definition file.

    Raises:
        DefinitionRefused: a key is missing or unknown, or an instrument is not recorded on a form.
    """
    where = f"{raw.code}.v{raw.version}"
    head = {
        name: getattr(raw, name)
        for name in (field.name for field in fields(RawDefinition))
        if name != "body"
    }
    battery = read_value(Battery, head | dict(raw.body), where=where)
    for code in battery.instruments:
        instrument = instruments_by_code().get(code)
        if instrument is None or instrument.computed_by:
            raise DefinitionRefused(f"{where}: no instrument {code} that is recorded on a form")
    return battery


@cache
def _latest() -> Mapping[str, Battery]:
    return {raw.code: build_battery(raw) for raw in load_folder("batteries")}
