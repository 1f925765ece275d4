"""Colours are measured, not admired: every pair that carries text, in light and in dark."""

import re
from pathlib import Path

import pytest

from clinic.web.stylesheet import sheets

CSS = Path(__file__).parents[2] / "clinic/static/css"
TEMPLATES = Path(__file__).parents[2] / "templates"

STATES = ("refused", "caution", "due", "improved")
TEXT = 4.5  # WCAG 2.2, 1.4.3
STRONG = 7.0
EDGE = 3.0  # WCAG 2.2, 1.4.11


def colours(*, dark: bool) -> dict[str, str]:
    text = (CSS / "tokens.css").read_text()
    light, _, rest = text.partition("@media screen and (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--colour-([a-z-]+): (#[0-9a-f]{6});", light))
    if dark:
        found |= dict(re.findall(r"--colour-([a-z-]+): (#[0-9a-f]{6});", rest))
    return found


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


PAIRS = [
    *[("ink", ground, STRONG) for ground in ("ground", "surface", "sunken", "action-tint")],
    *[("ink-soft", ground, TEXT) for ground in ("ground", "surface", "sunken", "action-tint")],
    *[("action", ground, TEXT) for ground in ("ground", "surface", "sunken", "action-tint")],
    ("on-action", "action", TEXT),
    ("on-action", "action-strong", TEXT),
    *[(state, f"{state}-tint", TEXT) for state in STATES],
    *[(state, ground, TEXT) for state in STATES for ground in ("surface", "ground")],
    *[("ink", f"{state}-tint", STRONG) for state in STATES],
    ("surface", "refused", TEXT),
    *[(f"{state}-edge", "surface", EDGE) for state in STATES],
    *[("line-control", ground, EDGE) for ground in ("ground", "surface", "sunken")],
    *[("focus", ground, EDGE) for ground in ("ground", "surface", "sunken", "refused-tint")],
    ("chart-cutoff", "chart-error", TEXT),
    ("chart-line", "chart-error", STRONG),
    ("ink-soft", "chart-error", TEXT),
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_what_is_read_stands_out_from_what_is_behind_it(front, back, least, dark):
    palette = colours(dark=dark)
    assert contrast(palette[front], palette[back]) >= least


def test_the_dark_palette_names_every_colour_again():
    assert set(colours(dark=False)) == set(colours(dark=True))
    text = (CSS / "tokens.css").read_text().partition("prefers-color-scheme: dark")[2]
    assert set(re.findall(r"--colour-([a-z-]+): #", text)) == set(colours(dark=False))


def test_components_name_no_colour_of_their_own():
    for sheet in (CSS / "components").glob("*.css"):
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(", sheet.read_text()), sheet.name


def test_the_one_style_sheet_holds_every_file_and_ends_with_what_is_printed():
    files = sheets(CSS)
    assert set(files) == set(CSS.rglob("*.css"))
    assert files[0].stem == "tokens"
    assert files[-1].stem == "print"


def test_no_template_carries_a_style_or_a_script_of_its_own():
    for template in TEMPLATES.rglob("*.html"):
        text = template.read_text()
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text), template.name
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), template.name
