"""Short ways to write an act in a test."""

from drafts.domain import outline
from drafts.domain.nodes import Act, ParserWarning
from drafts.domain.paragraphs import Paragraph, Run, plain
from drafts.domain.parser import Parsed, parse


def parse_text(text: str) -> Parsed:
    """The act in ``text``, one paragraph a line. ``^{1}`` is a raised run."""
    return parse([_paragraph(line) for line in text.strip("\n").split("\n")])


def _paragraph(line: str) -> Paragraph:
    if "^{" not in line:
        return plain(line)
    runs: list[Run] = []
    for index, piece in enumerate(line.replace("}", "^{").split("^{")):
        runs.append(Run(piece, superscript=index % 2 == 1))
    return Paragraph(runs=tuple(runs))


def act_of(text: str) -> Act:
    return parse_text(text).act


def paths_of(text: str) -> list[str]:
    return [row[0] for row in outline.rows(act_of(text))]


def quoted_of(text: str) -> list[tuple[str, str]]:
    """(host path, quoted path) of every quoted unit."""
    rows = outline.rows(act_of(text), with_quoted=True)
    return [(row[0], row[1]) for row in rows if len(row) == 3]


def codes(warnings: tuple[ParserWarning, ...]) -> list[str]:
    return [warning.code for warning in warnings]
