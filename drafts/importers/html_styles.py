"""What a page says of its looks: the little of CSS that tells superscripts, alignment, hidden text.

Only simple selectors are read («p», «.W9», «p.T», «#x .T» by its last part); the specificity of CSS
is reduced to: a later rule wins, a class wins over a tag, ``style=`` wins over both.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from drafts.domain.paragraphs import Alignment

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_AT_BLOCK = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"^(?P<tag>[a-z][a-z0-9]*)?(?:\.(?P<name>[\w-]+))?$", re.IGNORECASE)
_LENGTH = re.compile(r"^(-?[\d.]+)(pt|px|cm|mm|in|em|rem)?$")
_POINTS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0, "em": 12.0, "rem": 12.0}
_ALIGNMENTS = {
    "center": Alignment.CENTRE,
    "middle": Alignment.CENTRE,
    "right": Alignment.RIGHT,
    "end": Alignment.RIGHT,
    "justify": Alignment.JUSTIFY,
    "left": Alignment.LEFT,
    "start": Alignment.LEFT,
}
_MAX_CSS = 2_000_000
# The official portal marks raised figures by class; its sheet for printing says «top».
_RAISED = {"w9": "super", "wb": "super"}


@dataclass(frozen=True, slots=True)
class Look:
    """The look of an element, handed down to what is in it. ``indent`` is in points."""

    superscript: bool = False
    bold: bool = False
    alignment: Alignment | None = None
    indent: float = 0.0
    hidden: bool = False
    preformatted: bool = False


class Styles:
    """The rules of the style sheets of a page, by tag and class."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self.rules: dict[tuple[str, str], dict[str, str]] = {}
        for sheet in sheets:
            text = _AT_BLOCK.sub(" ", _COMMENT.sub(" ", sheet[:_MAX_CSS]))
            for selectors, body in _RULE.findall(text):
                written = declarations(body)
                for selector in selectors.split(","):
                    self._add(selector, written)

    def _add(self, selector: str, written: dict[str, str]) -> None:
        parts = selector.split()
        found = _SIMPLE.match(parts[-1]) if parts else None
        if found is None or (len(parts) > 1 and not parts[0].startswith("#")):
            return
        key = ((found["tag"] or "").lower(), (found["name"] or "").lower())
        self.rules.setdefault(key, {}).update(written)

    def of(self, tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """The declarations that hold for an element."""
        found = dict(self.rules.get((tag, ""), {}))
        for name in attributes.get("class", "").lower().split():
            found.update(self.rules.get(("", name), {}))
            found.update(self.rules.get((tag, name), {}))
            if name in _RAISED:
                found["vertical-align"] = _RAISED[name]
        if attributes.get("style"):
            found.update(declarations(attributes["style"]))
        return found


def declarations(body: str) -> dict[str, str]:
    """«a: b; c: d» as a dictionary, names and values in lower case."""
    pairs = (item.split(":", 1) for item in body.split(";") if ":" in item)
    return {name.strip().lower(): value.strip().lower() for name, value in pairs}


def look_of(tag: str, attributes: Mapping[str, str], styles: Styles, above: Look) -> Look:
    """The look of an element inside one that looks like ``above``."""
    written = styles.of(tag, attributes)
    raised = written.get("vertical-align", "")
    return replace(
        above,
        superscript=(above.superscript or tag == "sup" or raised in ("super", "text-top"))
        and tag != "sub"
        and raised not in ("sub", "baseline"),
        bold=_bold(tag, written, above.bold),
        alignment=_alignment(tag, attributes, written, above.alignment),
        indent=above.indent + max(_points(written.get("margin-left", "")), 0.0),
        hidden=above.hidden or _is_hidden(attributes, written),
        preformatted=above.preformatted
        or tag == "pre"
        or written.get("white-space", "").startswith("pre"),
    )


def _bold(tag: str, written: Mapping[str, str], above: bool) -> bool:
    weight = written.get("font-weight", "")
    if weight:
        return weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)
    return above or tag in ("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6")


def _alignment(
    tag: str, attributes: Mapping[str, str], written: Mapping[str, str], above: Alignment | None
) -> Alignment | None:
    if tag == "center":
        return Alignment.CENTRE
    own = written.get("text-align") or attributes.get("align", "").lower()
    return _ALIGNMENTS.get(own, above)


def _is_hidden(attributes: Mapping[str, str], written: Mapping[str, str]) -> bool:
    return (
        "hidden" in attributes
        or written.get("display") == "none"
        or written.get("visibility") == "hidden"
        or written.get("mso-hide") == "all"
    )


def _points(value: str) -> float:
    found = _LENGTH.match(value)
    return float(found[1]) * _POINTS[found[2] or "px"] if found and found[1] != "." else 0.0
