"""``manage.py conclusion_files CONSULTATION``: makes the kept files of a signed conclusion now that
are not there, instead of waiting for the worker; ``--again`` makes those anew that are.

With them the kept page of the site, by the name «page», which is given out to nobody. Prints a line
for each file: format, bytes, SHA-256. Exit code 3: some were not made, and why.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from consultations.conclusions.management.commands._documents import (
    DONE_IN_PART,
    DocumentCommand,
)
from consultations.conclusions.models import KEPT, FileJob, Format, SignedDocument
from consultations.conclusions.selectors import current_file
from consultations.conclusions.services.files import make_file, order_files


class Command(DocumentCommand):
    help = "Make the kept files of a signed conclusion now (<year>/<slug>, a unique slug, or id)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--again", action="store_true", help="also those that are there")
        parser.add_argument(
            "--format", action="append", default=[], help=f"only this one: {', '.join(KEPT)}"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        named = [self.check_format(fmt, KEPT) for fmt in options["format"]]
        wanted = named or KEPT
        signed = self.find(options)
        order_files(document=signed, again=options["again"], formats=wanted)
        jobs = {job.format: job for job in signed.jobs.filter(format__in=wanted)}
        problems = [self._make(signed, fmt, jobs.get(fmt), options) for fmt in wanted]
        left = [problem for problem in problems if problem]
        if left:
            raise CommandError("\n".join(left), returncode=DONE_IN_PART)

    def _make(
        self, signed: SignedDocument, fmt: str, job: FileJob | None, options: dict[str, Any]
    ) -> str:
        """Why the file is not there, empty if it is."""
        try:
            with self.bar(fmt, options) as bar:
                if job is not None:
                    make_file(job_id=job.pk, progress=bar)
        except Exception as error:  # noqa: BLE001 - the others are made all the same
            return str(self.not_made(fmt, error))
        file = current_file(signed, fmt)
        if file is None:
            return _("%(format)s: another process is making it now.") % {"format": fmt}
        if fmt in Format.values:
            self.stdout.write(f"{fmt}\t{file.size}\t{file.sha256}")
        return ""
