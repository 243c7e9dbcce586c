"""What no template of ours may contain, and that the tokens of colour can be read."""

import re
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Letters are read by mail programs, which know no style sheets.
MAIL = ROOT / "templates" / "mail"
PAGES = [path for path in TEMPLATES if MAIL not in path.parents]

TAG = re.compile(r"<[a-zA-Z][^>]*>", re.DOTALL)
TEMPLATE_CODE = re.compile(r"{%.*?%}|{#.*?#}|{{.*?}}", re.DOTALL)
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}", re.DOTALL)
STYLE_ATTRIBUTE = re.compile(r"\sstyle\s*=", re.IGNORECASE)
EVENT_ATTRIBUTE = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)
HTMX_EVENT = re.compile(r"\shx-on[:\w-]*\s*=", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
EXTERNAL = re.compile(
    r"(?:src|srcset|href)\s*=\s*[\"'](?:https?:)?//[^\"']+\.(?:js|css|woff2?|png|jpe?g|svg)\b"
)


def markup(path: Path) -> str:
    """The HTML of a template: quotes inside template tags would confuse the reading of tags."""
    return TEMPLATE_CODE.sub("", COMMENT.sub("", path.read_text()))


def faults(html: str) -> list[str]:
    """What the Content-Security-Policy would forbid in a piece of HTML."""
    found = [
        tag
        for tag in TAG.findall(html)
        if STYLE_ATTRIBUTE.search(tag) or EVENT_ATTRIBUTE.search(tag) or HTMX_EVENT.search(tag)
    ]
    found += [
        body
        for attributes, body in SCRIPT.findall(html)
        if body.strip() and "application/json" not in attributes
    ]
    found += re.findall(r"<style\b", html, re.IGNORECASE)
    found += re.findall(r"[\"']javascript:", html, re.IGNORECASE)
    return found + EXTERNAL.findall(html)


def test_there_are_templates_to_look_at() -> None:
    assert len(PAGES) > 50


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_inline_and_nothing_foreign(path: Path) -> None:
    assert faults(markup(path)) == []


@pytest.mark.parametrize(
    "html",
    [
        '<p class="a" style="color: red">',
        '<a onclick="go()">',
        "<script>go()</script>",
        '<script src="a.js">go()</script>',
        "<style>p {}</style>",
        '<a href="javascript:go()">',
        '<button hx-on:click="go()">',
        '<script src="https://cdn.example/a.js"></script>',
    ],
)
def test_the_search_for_faults_finds_them(html: str) -> None:
    assert faults(html)


# --- Colours ----------------------------------------------------------------------------------

TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text()
HEX = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")
THEMES = {
    "light": r":root \{(.*?)\n\}",
    "dark": r':root\[data-theme="dark"\] \{(.*?)\n\}',
    "dark of the device": r':root\[data-theme="auto"\] \{(.*?)\n  \}',
}
SURFACES = ["paper", "mist", "raised"]
TEXT_PAIRS = [
    *product(["ink", "ink-soft", "accent", "accent-strong"], SURFACES),
    *((name, f"{name}-soft") for name in ("ok", "warn", "bad", "info", "accent", "ins", "del")),
    *product(["ok", "warn", "bad", "info"], SURFACES),
    *product(["ink"], ["ok-soft", "warn-soft", "bad-soft", "info-soft", "accent-soft", "mark"]),
    ("accent", "info-soft"),
    ("accent", "warn-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("paper", "bad"),
    ("on-deep", "deep"),
    ("on-deep-soft", "deep"),
]
SHAPE_PAIRS = [("line-strong", "paper"), ("line-strong", "mist"), ("focus", "paper"),
               ("focus", "mist"), ("focus-on-deep", "deep"), ("accent", "mist")]  # fmt: skip


def colours(theme: str) -> dict[str, str]:
    light = dict(HEX.findall(re.search(THEMES["light"], TOKENS, re.DOTALL)[1]))
    return light | dict(HEX.findall(re.search(THEMES[theme], TOKENS, re.DOTALL)[1]))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_its_ground(theme: str) -> None:
    values = colours(theme)
    ratios = {pair: contrast(values[pair[0]], values[pair[1]]) for pair in TEXT_PAIRS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_borders_of_controls_and_focus_can_be_seen(theme: str) -> None:
    values = colours(theme)
    ratios = {pair: contrast(values[pair[0]], values[pair[1]]) for pair in SHAPE_PAIRS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 3} == {}


def test_both_dark_themes_are_the_same() -> None:
    assert colours("dark") == colours("dark of the device")


@pytest.mark.parametrize("name", ["white", "black", "blue"])
def test_high_contrast_is_at_least_seven_to_one(name: str) -> None:
    block = re.search(rf':root\[data-contrast="{name}"\] \{{(.*?)\n\}}', TOKENS, re.DOTALL)
    values = dict(HEX.findall(block[1]))
    for text in ("c-text", "c-link"):
        assert contrast(values[text], values["c-ground"]) >= 7


def test_style_sheets_load_nothing_from_elsewhere() -> None:
    for path in (ROOT / "static" / "css").glob("*.css"):
        assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", path.read_text()), path


# --- Components say what they take -------------------------------------------------------------

COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda p: p.stem)
def test_each_component_is_described_at_its_head_and_in_the_manual(path: Path) -> None:
    assert path.read_text().startswith("{% comment %}")
    assert f"`{path.stem}`" in (ROOT / "docs" / "design-system.md").read_text()
