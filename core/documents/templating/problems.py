"""What is wrong with a template: a code, the words concerned and the paragraph where they stand."""

from dataclasses import dataclass
from enum import StrEnum


class ProblemCode(StrEnum):
    UNKNOWN = "unknown"  # a mark that does not exist
    BROKEN = "broken"  # not closed, or not to be understood
    FORBIDDEN = "forbidden"  # calls, filters, sums: more than a mark
    UNBALANCED = "unbalanced"  # a condition or a loop without its end, or an end without it
    MISPLACED = "misplaced"  # whole chapters in a table, a loop or a header
    TWICE = "twice"
    NO_CONTENT = "no_content"
    NO_SIGNATURE = "no_signature"
    LINKED = "linked"  # refers to files elsewhere
    EMBEDDED = "embedded"  # carries other files
    FAILED = "failed"  # the trial did not succeed


@dataclass(frozen=True, slots=True)
class Problem:
    """`mark` as typed; `place` is the text of the paragraph, shortened."""

    code: ProblemCode
    mark: str = ""
    place: str = ""


class TemplateRefused(ValueError):
    """The template cannot be used; `problems` are all that were found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{one.code}: {one.mark}" for one in problems))
        self.problems = problems
