"""Print for many: documents a second through the whole way, and memory over a thousand.

The whole way is the record read, words found, pages laid out, the document kept with its hash and
its audit event on a disk that has it, and bound into one file. Processor time stands beside the
clock's, because other programs share the machine.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from benchmarks.serving import Demo
from clinic import clock, create_app
from clinic.accounts.models import Clinician
from clinic.accounts.sessions import actor_of
from clinic.config import read_settings
from clinic.db import db, enter_clinic, writing
from clinic.documents import job_actions, press
from clinic.documents.jobs import Binding
from clinic.documents.orders import Order
from clinic.documents.printing import Kind
from clinic.episodes.queries import list_open
from clinic.ids import new_id
from clinic.organisation.models import Clinic
from clinic.web.access import Role

MANY = 1000
FEW = 100
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def measure(demo: Demo) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder) / "instance"
        shutil.copytree(demo.instance, instance)
        app = create_app(read_settings(instance))
        with app.app_context():
            _print(FEW, Kind.PROGRESS_REPORT)  # fonts, plans of queries, pools
            before = _resident_mb()
            wall, cpu = _print(MANY, Kind.PROGRESS_REPORT)
            grown = _resident_mb() - before
            yield (
                f"progress reports      {MANY / cpu:7.1f} a second of processor time "
                f"({MANY / wall:.1f} by the clock), {grown:+.0f} MB over {MANY}"
            )
            for kind in (Kind.HANDOUT, Kind.HOME_SHEET):
                wall, cpu = _print(FEW, kind)
                yield f"{kind:20}  {FEW / cpu:7.1f} a second ({FEW / wall:.1f} by the clock)"


def _print(count: int, kind: Kind) -> tuple[float, float]:
    """Seconds by the clock and of processor time."""
    _ask(count, kind)
    wall, cpu = time.perf_counter(), time.process_time()
    press.run_next("bench")
    return time.perf_counter() - wall, time.process_time() - cpu


def _ask(count: int, kind: Kind) -> None:
    with writing():
        enter_clinic(None)
        clinic = db.session.scalars(sa.select(Clinic).order_by(Clinic.id)).first()
        enter_clinic(clinic.id)
        place = db.session.scalars(
            sa.select(Clinician).where(
                Clinician.clinic_id == clinic.id, Clinician.role == Role.CLINICIAN
            )
        ).first()
        episodes = [episode for episode, _ in list_open()]
        job_actions.request_job(
            Order(kind=kind, paper="a4"),
            [episodes[number % len(episodes)] for number in range(count)],
            binding=Binding.PDF,
            record_id=new_id(),
            by=actor_of(place, clinic),
            at=clock.now(),
        )
        db.session.commit()
    db.session.remove()


def _resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES / 1e6
