"""Takes the pictures of the README anew: docs/screenshots/*.png, from a demo made for it.

.venv/bin/python scripts/screenshots.py
"""

import io
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from playwright.sync_api import BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "screenshots"
PASSWORD = "only for the pictures"  # noqa: S105 - of a demo that is thrown away
SIZE = {"width": 1180, "height": 800}
COLOURS = 96
PAPER_SCALE = 1.0  # 72 dots an inch: small, and still legible


def main() -> None:
    """Makes a demo, walks through its pages, and keeps a picture of each."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        instance = Path(folder) / "demo"
        told = json.loads(_stepback(instance, "demo", "--password", PASSWORD, "--json"))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox"],
        )
        with _served(instance) as address:
            context = browser.new_context(base_url=address, viewport=SIZE)
            _take_all(context, told["clinics"][0])
        browser.close()


def _take_all(context: BrowserContext, clinic: dict) -> None:
    people = {one["story"]: f"/patients/{one['id']}" for one in reversed(clinic["patients"])}
    page = context.new_page()
    page.goto("/sign-in")
    page.locator("input[name=email]").fill(clinic["accounts"][1]["email"])
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    _take(page, "caseload", "/")
    _take(page, "patient", people["improver"])
    _take(page, "measure", f"{people['improver']}/assessments/new/tug")
    _take(page, "prescribe", f"{people['improver']}/routine/new?start=current")
    _take(page, "progress", f"{people['improver']}/progress")
    page.emulate_media(color_scheme="dark")
    _take(page, "patient-dark", people["faller"])
    _take_paper(page, people["improver"])


def _take(page: Page, name: str, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    _keep(Image.open(io.BytesIO(page.screenshot())), name)


def _take_paper(page: Page, patient: str) -> None:
    """The first page of the newest of each kind, as it comes out of the printer."""
    for name, button in (("handout", "Print the handout"), ("progress-report", "Sign and lock")):
        page.goto(f"{patient}/documents/{name}")
        with page.expect_response(
            lambda answer: "/documents/" in answer.url and answer.ok
        ) as shown:
            page.get_by_role("button", name=button).first.click()
        address = shown.value.url.removesuffix("/look")
        document = page.context.request.get(address).body()
        opened = pdfium.PdfDocument(document)
        _keep(opened[0].render(scale=PAPER_SCALE).to_pil(), name)
        opened.close()


def _keep(picture: Image.Image, name: str) -> None:
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)
    print(f"{name}.png {(PICTURES / f'{name}.png').stat().st_size / 1000:.0f} kB")


@contextmanager
def _served(instance: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "clinic.cli", "--instance", str(instance), "serve"]
    server = subprocess.Popen([*command, "--port", str(port)], cwd=ROOT)  # noqa: S603 - our own program
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=15)


def _stepback(instance: Path, *arguments: str) -> str:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "clinic.cli", "--instance", str(instance), *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


if __name__ == "__main__":
    main()
