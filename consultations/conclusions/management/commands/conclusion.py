"""``manage.py conclusion CONSULTATION --format FORMAT --out FILE``: a signed conclusion, or with
``--document summary`` the committee's summary that it is built on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from consultations.conclusions.exports import export
from consultations.conclusions.exports.resolving import altered_texts
from consultations.conclusions.models import Format, SignedDocument
from consultations.conclusions.selectors import (
    current_conclusion,
    current_summary,
    find_consultation,
)
from consultations.process.models import Consultation
from core.uploads.files import file_problem, write_whole

BAD_INPUT: Final = 2
DOCUMENTS: Final = ("conclusion", "summary")


class Command(BaseCommand):
    help = "Export the summary conclusion of a consultation (<year>/<slug>, a unique slug, or id)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("consultation", help="<year>/<slug>, slug or id")
        parser.add_argument("--format", required=True, help=", ".join(Format.values))
        parser.add_argument("--document", default="conclusion", help=", ".join(DOCUMENTS))
        parser.add_argument("--out", required=True, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        fmt, name = options["format"].lower(), options["consultation"]
        if fmt not in Format.values:
            known = ", ".join(Format.values)
            words = _("The format %(format)s is not known: choose one of %(known)s.")
            self._refuse(words % {"format": fmt, "known": known})
        if options["document"] not in DOCUMENTS:
            words = _("The document %(document)s is not known: choose one of %(known)s.")
            known = ", ".join(DOCUMENTS)
            self._refuse(words % {"document": options["document"], "known": known})
        consultation = find_consultation(name)
        if consultation is None:
            self._refuse(_("There is no such event: %(name)s.") % {"name": name})
        signed = self._signed(consultation, name, is_summary=options["document"] == "summary")
        path = Path(options["out"])
        try:
            write_whole(path, export(signed, fmt))
        except OSError as error:
            raise CommandError(file_problem(path, error), returncode=BAD_INPUT) from error
        self._warn(altered_texts(signed))

    def _signed(self, consultation: Consultation, name: str, *, is_summary: bool) -> SignedDocument:
        if is_summary:
            signed: SignedDocument | None = current_summary(consultation)
            words = _("The summary of proposals of %(name)s is not signed yet.")
        else:
            signed = current_conclusion(consultation)
            words = _("The summary conclusion of %(name)s is not signed yet.")
        if signed is None:
            self._refuse(words % {"name": name})
        return signed

    def _warn(self, altered: list[str]) -> None:
        """The document prints what stands in the tables: say where that is not what was signed."""
        if altered:
            words = _("Texts that are not what was signed: %(keys)s")
            self.stderr.write(self.style.WARNING(words % {"keys": ", ".join(altered)}))

    def _refuse(self, reason: str) -> NoReturn:
        raise CommandError(reason, returncode=BAD_INPUT)
