"""What trends cost: verdicts and slopes, and the page of a person with many results.

House rules: verdicts and trends of 24 instruments of 60 visits in 30 ms; the page with 500 results
in 15 ms of the server's CPU, on a quiet machine.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from flask import Flask

from clinic import clock, create_app, schema
from clinic.assessments.models import Assessment
from clinic.assessments.results import series_kept
from clinic.catalogue.instrument_definitions import get_instrument, list_instruments
from clinic.config import Settings
from clinic.db import db, enter_clinic, writing
from clinic.domain.comparison import Protocol, Reading
from clinic.domain.instruments import Instrument
from clinic.domain.responses import Status
from clinic.domain.series import Result, series_of
from clinic.ids import new_id
from clinic.plotting import trend_geometry
from clinic.trends.presenters import trend_card
from clinic.web.remembering import remembered
from tests import factories

VISITS = 60
PAGES = (500, 5000)
ROUNDS = 15
FIRST_DAY = date(2024, 1, 8)
DAYS_APART = 7
SPREAD = (0, 3, 1, 4, 2, 5, 3, 2, 6, 4)  # a course that goes up and down
STEPS = 20


def measure() -> Iterator[str]:
    results = {found.code: make_results(found, VISITS) for found in list_instruments()}
    read = _milliseconds(
        lambda: [series_of(found, results[found.code]) for found in list_instruments()]
    )
    by_day = _milliseconds(
        lambda: [sorted(taken, key=lambda one: one.on) for taken in results.values()]
    )
    yield f"sort {len(results)} x {VISITS} by day   {by_day:7.2f} ms             1.00"
    yield f"verdicts and trends   {read:7.2f} ms             {read / by_day:.0f} of it"
    for count in PAGES:
        yield from _pages(count)


def _pages(count: int) -> Iterator[str]:
    """The page and its file, beside another page of the same person with nothing on it.

    What was read and drawn of a measure is remembered. So the page is told three times: to a server
    that never saw the person, after one more result, and to who looks again.
    """
    with tempfile.TemporaryDirectory() as folder:
        app, ana, patient_id, episode_id = make_record(Path(folder), count)
        client = factories.signed_in(app, ana)
        empty = f"/patients/{patient_id}/falls"
        trends = f"/patients/{patient_id}/trends"
        size = len(client.get(trends).data) / 1000  # and every template is compiled
        bare = _milliseconds(lambda: client.get(empty))
        again = _milliseconds(lambda: client.get(trends))
        more = _milliseconds(
            lambda: client.get(trends), after=lambda: _measure_once_more(app, ana, episode_id)
        )
        never = _milliseconds(lambda: client.get(trends), after=_forget)
        file = _milliseconds(lambda: client.get(f"{trends}.csv"))
    told = f"{again / bare:.1f} ({size:.0f} kB)"
    yield f"a page without any    {bare:7.1f} ms of CPU      1.00"
    yield f"trends, {count:4} results {again:7.1f} ms             {told}"
    yield f"after one more result {more:7.1f} ms             {more / bare:.1f}"
    yield f"never seen before     {never:7.1f} ms             {never / bare:.1f}"
    yield f"as CSV                {file:7.1f} ms             {file / bare:.1f}"


def _forget() -> None:
    for remembering in (series_kept, trend_geometry, trend_card, remembered):
        remembering.cache_clear()


def _measure_once_more(app: Flask, by: factories.Person, episode_id: UUID) -> None:
    instrument = get_instrument("tug")
    *_, result = make_results(instrument, VISITS)
    with app.app_context(), writing():
        enter_clinic(by.clinic_id)
        db.session.add(_row(instrument, result, episode_id, by))
        db.session.commit()


def make_results(instrument: Instrument, count: int) -> list[Result]:
    """A course of an instrument in weekly visits, up and down between the ends of its scale."""
    profile = instrument.profile()
    taken = []
    for number, value in zip(range(count), _values(instrument, count), strict=True):
        reading = Reading(status=Status.COMPLETED, value=value)
        reached = [band for band in profile.bands if value is None or band.reaches(value)]
        taken.append(
            Result(
                on=FIRST_DAY + timedelta(days=number * DAYS_APART % 1000),
                reading=reading,
                protocol=Protocol(instrument_version=instrument.version, aid=instrument.aids[0]),
                band=reached[0].code,
                profile=profile.code,
            )
        )
    return taken


def _values(instrument: Instrument, count: int) -> Sequence[Decimal | None]:
    if instrument.gives_band_only:
        return [None] * count
    low = instrument.minimum or Decimal(1)
    step = ((instrument.maximum or low + STEPS) - low) / STEPS
    exact = Decimal(1).scaleb(-instrument.decimals)
    return [
        (low + step * (SPREAD[n % len(SPREAD)] + 8 * n // count)).quantize(exact)
        for n in range(count)
    ]


def make_record(folder: Path, count: int) -> tuple[Flask, factories.Person, UUID, UUID]:
    """A new instance with one person and this many results, spread over all instruments."""
    settings = Settings(
        database_url=f"sqlite:///{folder / 'bench.sqlite3'}",
        secret_key="only-for-tests-0123456789abcdef-0123456789",  # noqa: S106 - thrown away
        instance=folder,
        testing=True,
    )
    schema.upgrade(settings)
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    ana = factories.make_clinician(app, name="Ana")
    patient_id, episode_id = factories.commit_episode(app, ana)
    instruments = list_instruments()
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        for index, instrument in enumerate(instruments):
            share = count // len(instruments) + (index < count % len(instruments))
            for result in make_results(instrument, share):
                db.session.add(_row(instrument, result, episode_id, ana))
        db.session.commit()
    return app, ana, patient_id, episode_id


def _row(
    instrument: Instrument, result: Result, episode_id: UUID, by: factories.Person
) -> Assessment:
    return Assessment(
        id=new_id(),
        episode_id=episode_id,
        instrument_code=instrument.code,
        instrument_version=instrument.version,
        assessed_on=result.on,
        status=result.reading.status,
        responses={"numbers": {}, "practice": [], "flags": []},
        conditions={"aid": result.protocol.aid.value},
        score_value=result.reading.value,
        score_unit=instrument.unit,
        band=result.band,
        result={"profile": result.profile},
        at=datetime.combine(result.on, clock.now().time(), tzinfo=UTC),
        by_id=by.clinician_id,
    )


def _milliseconds(
    work: Callable[[], object], *, after: Callable[[], object] = lambda: None
) -> float:
    """Median of the processor's time for some work; what it comes after is not counted."""
    times = []
    for _ in range(ROUNDS):
        after()
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return statistics.median(times) * 1e3
