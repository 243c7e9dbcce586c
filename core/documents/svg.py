"""A chart as inline SVG: horizontal bars, each under its name and with its number at its end.

No `style` attributes (the strict Content-Security-Policy forbids them); colours are classes of
`static/css/document.css`, with attributes for whoever saves the picture alone.
"""

import textwrap
from html import escape
from typing import Final

from core.documents.domain.blocks import Bar, Chart

WIDTH: Final = 360
LONGEST: Final = 300  # of a bar; its number stands in what is left
LINE: Final = 15
BAR: Final = 12
GAP: Final = 9
CHARACTERS: Final = 52  # of a name on one line


def chart_svg(chart: Chart, anchor: str) -> str:
    """`anchor` begins the ids of the title and of the description, which a screen reader reads
    instead of the picture."""
    highest = max((bar.value for bar in chart.bars), default=0)
    parts: list[str] = []
    top = 0
    for bar in chart.bars:
        drawn, height = _bar(bar, top, highest)
        parts.append(drawn)
        top += height
    return (
        f'<svg viewBox="0 0 {WIDTH} {max(top - GAP, 1)}" role="img" '
        f'aria-labelledby="{anchor}-title {anchor}-desc" xmlns="http://www.w3.org/2000/svg">\n'
        f'<title id="{anchor}-title">{escape(chart.title)}</title>\n'
        f'<desc id="{anchor}-desc">{escape(chart.text)}</desc>\n{"".join(parts)}</svg>\n'
    )


def _bar(bar: Bar, top: int, highest: int) -> tuple[str, int]:
    """One bar with its words, and how high all of it is."""
    lines = textwrap.wrap(bar.label, CHARACTERS) or [""]
    words = "".join(
        f'<text class="document__bar-text" x="0" y="{top + LINE * number - 4}" font-size="12">'
        f"{escape(line)}</text>\n"
        for number, line in enumerate(lines, start=1)
    )
    start = top + LINE * len(lines)
    length = round(LONGEST * bar.value / highest) if highest else 0
    length = max(length, 1 if bar.value else 0)
    drawn = (
        f'{words}<rect class="document__bar" x="0" y="{start}" width="{length}" height="{BAR}" '
        f'fill="#5a5a5a"/>\n<text class="document__bar-text" x="{length + 5}" '
        f'y="{start + BAR - 2}" font-size="12" font-weight="bold">{bar.value}</text>\n'
    )
    return drawn, LINE * len(lines) + BAR + GAP
