"""What the commands on signed documents have in common."""

import logging
import signal
import threading
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from consultations.conclusions.models import Format, JobProblem, SignedDocument
from consultations.conclusions.selectors import (
    current_conclusion,
    current_summary,
    find_consultation,
)
from consultations.conclusions.services.files import problem_of
from consultations.process.models import Consultation
from core.documents.console import Bar

logger = logging.getLogger(__name__)

BAD_INPUT: Final = 2
DONE_IN_PART: Final = 3
STOPPED: Final = 130
DOCUMENTS: Final = ("conclusion", "summary")


class DocumentCommand(BaseCommand):
    """Finds the newest signed document of an event, and shows how far its files are."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("consultation", help="<year>/<slug>, slug or id")
        parser.add_argument("--document", default="conclusion", help=", ".join(DOCUMENTS))

    def execute(self, *args: Any, **options: Any) -> str | None:
        with _stoppable():
            return super().execute(*args, **options)

    def check_format(self, fmt: str, known: Sequence[str] = tuple(Format.values)) -> str:
        """The format as `known` has it. Raises CommandError."""
        if fmt.lower() not in known:
            words = _("The format %(format)s is not known: choose one of %(known)s.")
            self.refuse(words % {"format": fmt.lower(), "known": ", ".join(known)})
        return fmt.lower()

    def find(self, options: dict[str, Any]) -> SignedDocument:
        """The document that is asked for. Raises CommandError."""
        document, name = options["document"], options["consultation"]
        if document not in DOCUMENTS:
            words = _("The document %(document)s is not known: choose one of %(known)s.")
            self.refuse(words % {"document": document, "known": ", ".join(DOCUMENTS)})
        consultation = find_consultation(name)
        if consultation is None:
            self.refuse(_("There is no such event: %(name)s.") % {"name": name})
        return self._signed(consultation, name, is_summary=document == "summary")

    def bar(self, fmt: str, options: dict[str, Any]) -> Bar:
        """Progress on stderr: a bar on a terminal, lines if they are asked for."""
        return Bar(_Plain(self.stderr), fmt, lines=options["verbosity"] > 1)

    def refuse(self, reason: str) -> NoReturn:
        raise CommandError(reason, returncode=BAD_INPUT)

    def not_made(self, fmt: str, error: Exception) -> CommandError:
        """In words why a file was not made; what nobody can know from them is in the log."""
        problem = problem_of(error)
        if problem == JobProblem.OTHER:
            logger.error("%s was not made.", fmt, exc_info=error)
        words = _("%(format)s: was not made – %(problem)s.")
        code = BAD_INPUT if problem == JobProblem.DISK else 1
        return CommandError(words % {"format": fmt, "problem": problem.label}, returncode=code)

    def _signed(self, consultation: Consultation, name: str, *, is_summary: bool) -> SignedDocument:
        if is_summary:
            signed: SignedDocument | None = current_summary(consultation)
            words = _("The summary of proposals of %(name)s is not signed yet.")
        else:
            signed = current_conclusion(consultation)
            words = _("The summary conclusion of %(name)s is not signed yet.")
        if signed is None:
            self.refuse(words % {"name": name})
        return signed


@contextmanager
def _stoppable() -> Iterator[None]:
    """Ctrl-C and SIGTERM leave nothing half-done: both end the command in words."""
    is_main = threading.current_thread() is threading.main_thread()
    former = signal.signal(signal.SIGTERM, signal.default_int_handler) if is_main else None
    try:
        yield
    except KeyboardInterrupt as stop:
        words = _("Stopped: what was not finished is not written.")
        raise CommandError(words, returncode=STOPPED) from stop
    finally:
        if is_main:
            signal.signal(signal.SIGTERM, former)


class _Plain:
    """The error stream of a command without the colour and the line feed of its errors."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def write(self, text: str, /) -> object:
        return self.stream.write(text, style_func=str, ending="")

    def flush(self) -> None:
        self.stream.flush()

    def isatty(self) -> bool:
        return bool(self.stream.isatty())
