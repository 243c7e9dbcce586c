"""``manage.py conclusion CONSULTATION --format FORMAT --out FILE``: a signed conclusion."""

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from consultations.conclusions.exports import export
from consultations.conclusions.models import Format
from consultations.conclusions.selectors import current_conclusion, find_consultation

BAD_INPUT: Final = 2
LATER: Final = ("xlsx",)


class Command(BaseCommand):
    help = "Export the summary conclusion of a consultation (<year>/<slug>, a unique slug, or id)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("consultation", help="<year>/<slug>, slug or id")
        parser.add_argument("--format", required=True, help=", ".join([*Format.values, *LATER]))
        parser.add_argument("--out", required=True, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        fmt, name = options["format"].lower(), options["consultation"]
        if fmt in LATER:
            raise CommandError(f"the format {fmt} is not offered yet", returncode=BAD_INPUT)
        if fmt not in Format.values:
            known = ", ".join(Format.values)
            raise CommandError(f"unknown format {fmt}: one of {known}", returncode=BAD_INPUT)
        consultation = find_consultation(name)
        if consultation is None:
            raise CommandError(f"no such consultation: {name}", returncode=BAD_INPUT)
        conclusion = current_conclusion(consultation)
        if conclusion is None:
            message = f"the summary conclusion of {name} is not signed yet"
            raise CommandError(message, returncode=BAD_INPUT)
        _write(Path(options["out"]), export(conclusion, fmt))


def _write(path: Path, data: bytes) -> None:
    """The whole file or nothing. CommandError (2) if it cannot be written."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        reason = error.strerror or type(error).__name__
        raise CommandError(f"{path}: {reason}", returncode=BAD_INPUT) from error
