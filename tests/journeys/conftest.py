"""A real server with the demo clinics, and a real Chromium before it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
AXE = (ROOT / "tests" / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PASSWORD = "a quiet walk along the harbour"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
START_LIMIT_S = 30


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # One server and one browser for all of them: the other worker does the rest.
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(frozen=True)
class Site:
    """The served demo: where it is, and what `stepback demo --json` said is in it."""

    address: str
    instance: Path
    content: dict

    def email(self, role: str, clinic: int = 0) -> str:
        return next(
            account["email"]
            for account in self.content["clinics"][clinic]["accounts"]
            if account["role"] == role
        )

    def patient(self, story: str, clinic: int = 0) -> dict:
        return next(
            person
            for person in self.content["clinics"][clinic]["patients"]
            if person["story"] == story
        )


def stepback(*arguments: str, instance: Path) -> str:
    command = [sys.executable, "-m", "clinic.cli", "--instance", str(instance), *arguments]
    # Our own program, with arguments from the tests.
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    instance = tmp_path_factory.mktemp("demo")
    told = stepback(
        *("demo", "--people", "9", "--seed", "7", "--password", PASSWORD, "--json"),
        instance=instance,
    )
    port = _free_port()
    command = [sys.executable, "-m", "clinic.cli", "--instance", str(instance), "serve"]
    server = subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(port, server)
        yield Site(address=address, instance=instance, content=json.loads(told))
    finally:
        server.terminate()
        server.communicate(timeout=15)


@pytest.fixture(scope="session")
def chromium():
    """One browser for all journeys. It is never skipped: without one, this says how to get one."""
    path = os.environ.get("STEPBACK_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail("No Chromium on the PATH: `make test` says how to get one, or BROWSER=no.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser, site):
    """Makes pages, each in a browser profile of its own; a script error fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(*, role: str | None = None, clinic: int = 0, **options) -> Page:
        context = chromium.new_context(
            base_url=site.address, viewport={"width": 1280, "height": 900}, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda told: told.type == "error" and errors.append(told.text))
        if role is not None:
            sign_in(page, site.email(role, clinic))
        return page

    yield make
    for context in contexts:
        context.close()
    # An answer of 4xx that a test asks for is written to the console as well.
    assert [error for error in errors if "Failed to load resource" not in error] == []


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def axe_findings(page: Page) -> list[str]:
    """What axe finds on the page as it is shown now, one line each."""
    # Run in the page's own world by the driver: the content security policy stays as it is.
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    result = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{found['id']}: {node['target']} {node.get('failureSummary', '')}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int, server: subprocess.Popen) -> None:
    until = time.monotonic() + START_LIMIT_S
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(f"The server stopped at once: {server.stdout.read()}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)  # the one wait: for a process to listen
    pytest.fail("The server did not answer in time.")
