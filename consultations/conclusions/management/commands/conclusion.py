"""``manage.py conclusion CONSULTATION --format FORMAT --out FILE``: a signed conclusion, or with
``--document summary`` the committee's summary that it is built on. ``--out -`` is stdout."""

import shutil
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from django.utils.translation import gettext as _

from consultations.conclusions.exports.files import write
from consultations.conclusions.exports.resolving import resolve_and_check
from consultations.conclusions.management.commands._documents import DocumentCommand
from consultations.conclusions.models import Format, SignedDocument
from core.uploads.files import file_problem, whole_file

STDOUT: Final = "-"


class Command(DocumentCommand):
    help = "Export the summary conclusion of a consultation (<year>/<slug>, a unique slug, or id)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--format", required=True, help=", ".join(Format.values))
        parser.add_argument("--out", required=True, help="the file to write; - is stdout")

    def handle(self, *args: Any, **options: Any) -> None:
        fmt = self.check_format(options["format"])
        signed = self.find(options)
        try:
            altered = self._write(signed, fmt, options)
        except OSError as error:
            self.refuse(file_problem(Path(options["out"]), error))
        except Exception as error:
            raise self.not_made(fmt, error) from error
        self._warn(altered)

    def _write(self, signed: SignedDocument, fmt: str, options: dict[str, Any]) -> list[str]:
        """Into the file, whole or not at all; the keys of texts that are not what was signed."""
        with self._target(options["out"]) as out, self.bar(fmt, options) as bar:
            report, altered = resolve_and_check(signed)
            write(signed, fmt, out, report=report, progress=bar)
        return altered

    @contextmanager
    def _target(self, name: str) -> Iterator[BinaryIO]:
        """A file, or stdout, which gets the document when it is ready."""
        if name != STDOUT:
            with whole_file(Path(name)) as out:
                yield out
            return
        with tempfile.TemporaryFile() as made:
            yield cast("BinaryIO", made)
            made.seek(0)
            stdout: Any = self.stdout
            shutil.copyfileobj(made, stdout.buffer)
            stdout.flush()

    def _warn(self, altered: list[str]) -> None:
        """The document prints what stands in the tables: say where that is not what was signed."""
        if altered:
            words = _("Texts that are not what was signed: %(keys)s")
            self.stderr.write(self.style.WARNING(words % {"keys": ", ".join(altered)}))
