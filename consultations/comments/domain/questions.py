"""The organiser's questions (опросный лист): what makes one, and what it is an answer to."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

MAX_QUESTIONS: Final = 20
MAX_OPTIONS: Final = 12
MAX_QUESTION: Final = 500
MAX_OPTION: Final = 300
MAX_ANSWER: Final = 2_000
FREE_TEXT: Final = "text"


@dataclass(frozen=True, slots=True)
class QuestionText:
    """`kind` is a value of QuestionKind; `options` are in their order, none for a free text."""

    kind: str
    text: str
    options: tuple[str, ...] = ()

    def cleaned(self) -> "QuestionText":
        """Without surrounding spaces and empty options."""
        options = (option.strip() for option in self.options)
        return QuestionText(self.kind, self.text.strip(), tuple(filter(None, options)))

    def problem(self) -> str | None:
        """The first fault of a cleaned question as a code of QuestionProblem, or None."""
        if not self.text:
            return "no_question"
        if len(self.text) > MAX_QUESTION:
            return "question_too_long"
        if self.kind == FREE_TEXT:
            return "options_not_asked" if self.options else None
        return self._problem_of_options()

    def _problem_of_options(self) -> str | None:
        if len(self.options) < 2:
            return "too_few_options"
        if len(self.options) > MAX_OPTIONS:
            return "too_many_options"
        if max(map(len, self.options)) > MAX_OPTION:
            return "option_too_long"
        folded = {" ".join(option.casefold().split()) for option in self.options}
        return "same_options" if len(folded) < len(self.options) else None


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody answers to one question: ids of options, or a text of their own."""

    question: int
    options: tuple[int, ...] = ()
    text: str = ""

    def to_plain(self) -> dict[str, Any]:
        """Plain JSON; `Given.of` reads it."""
        return {"question": self.question, "options": list(self.options), "text": self.text}

    @classmethod
    def of(cls, plain: dict[str, Any]) -> "Given":
        return cls(plain["question"], tuple(plain["options"]), plain["text"])


def wording(parts: Iterable[Sequence[object]]) -> str:
    """SHA-256 (hex) over questions as they read: equal exactly if nobody has changed a word, a
    place or an option in between."""
    said = json.dumps([list(part) for part in parts], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def share(count: int, total: int) -> int:
    """Whole per cent, half a per cent upwards; 0 of nobody."""
    return (200 * count + total) // (2 * total) if total else 0
