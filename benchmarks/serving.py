"""The patient page's rate, against a hello-world Flask on the same server."""

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

ROOT = Path(__file__).parents[1]
PASSWORD = "as fast as a quiet walk"  # noqa: S105 - of a demo that is thrown away
CONNECTIONS = 8
ROUND_S = 2.0
ROUNDS = 3
HELLO = "benchmarks.hello:app"


@dataclass(frozen=True)
class Demo:
    instance: Path
    content: dict

    @property
    def clinician(self) -> str:
        accounts = self.content["clinics"][0]["accounts"]
        return next(account["email"] for account in accounts if account["role"] == "clinician")

    def patient(self, story: str) -> dict:
        patients = self.content["clinics"][0]["patients"]
        return next(person for person in patients if person["story"] == story)


def make_demo(folder: Path) -> Demo:
    arguments = ("demo", "--people", "16", "--seed", "7", "--password", PASSWORD, "--json")
    told = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "clinic.cli", "--instance", str(folder / "demo"), *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return Demo(folder / "demo", json.loads(told))


def measure(demo: Demo) -> Iterator[str]:
    """Rounds of both in turn, so that what else the machine does meets both alike."""
    page = f"/patients/{demo.patient('measured')['id']}"
    with _stepback(demo) as ours, _hello() as bare:
        cookie = _signed_in(ours, demo.clinician)
        rates: dict[str, list[float]] = {"patient": [], "caseload": [], "hello": []}
        for _ in range(ROUNDS):
            rates["patient"].append(_rate(ours, page, cookie))
            rates["caseload"].append(_rate(ours, "/", cookie))
            rates["hello"].append(_rate(bare, "/", ""))
    middle = {name: statistics.median(found) for name, found in rates.items()}
    yield f"hello world           {middle['hello']:7.0f} pages/s     1 to 1"
    for name, what in (("patient", "patient, 60 tests"), ("caseload", "caseload")):
        times = middle["hello"] / middle[name]
        yield f"{what:20}  {middle[name]:7.1f} pages/s     1 to {times:.0f}"


@contextmanager
def _stepback(demo: Demo) -> Iterator[int]:
    command = [sys.executable, "-m", "clinic.cli", "--instance", str(demo.instance), "serve"]
    with _serving(lambda port: [*command, "--port", str(port)]) as port:
        yield port


@contextmanager
def _hello() -> Iterator[int]:
    granian = str(Path(sys.executable).with_name("granian"))
    options = ("--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--no-ws")
    with _serving(lambda port: [granian, *options, "--port", str(port), HELLO]) as port:
        yield port


@contextmanager
def _serving(command) -> Iterator[int]:  # noqa: ANN001 - port -> command line
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(  # noqa: S603 - our own program
        command(port),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=15)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing answers on port {port}")


def _signed_in(port: int, email: str) -> str:
    """The cookies of a signed-in clinician, as one header."""
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://127.0.0.1:{port}/sign-in"
    form = browser.open(address).read().decode()
    fields = dict(re.findall(r'name="(csrf_token|record_id|next)"[^>]*value="([^"]*)"', form))
    fields |= {"email": email, "password": PASSWORD}
    browser.open(address, urllib.parse.urlencode(fields).encode()).read()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def _rate(port: int, path: str, cookie: str) -> float:
    """Pages a second over some connections that stay open."""
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n"
    ).encode()
    until = time.perf_counter() + ROUND_S
    begun = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        done = sum(threads.map(lambda _: _requests(port, request, until), range(CONNECTIONS)))
    return done / (time.perf_counter() - begun)


def _requests(port: int, request: bytes, until: float) -> int:
    done = 0
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        while time.perf_counter() < until:
            connection.sendall(request)
            head, _, body = _until_blank_line(connection)
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head.decode(errors="replace").splitlines()[0])
            length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
            while len(body) < length:
                body += connection.recv(65536)
            done += 1
    return done


def _until_blank_line(connection: socket.socket) -> tuple[bytes, bytes, bytes]:
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(65536)
        if not part:
            raise ConnectionError("the server closed the connection")
        received += part
    return received.partition(b"\r\n\r\n")
