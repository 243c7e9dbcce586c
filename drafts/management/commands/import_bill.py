from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.models import Body, BodyKind
from core.uploads import UploadRefused
from core.uploads.files import file_problem, read_file
from core.uploads.messages import refusal_message
from drafts import services
from drafts.domain import serialise
from drafts.errors import DraftError
from drafts.messages import problem_message, warning_message
from drafts.models import Bill, BillVersion, Stage

BAD_INPUT = 2


class Command(BaseCommand):
    """Exit codes: 0 done; 2 the file or the parameters are bad, nothing is written."""

    help = "Imports the text of a bill from a file: a new bill, or a new version of a bill."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--title", default="", help="taken from the act if not given")
        parser.add_argument("--number", default="", help="number of the bill")
        parser.add_argument("--bill", default="", metavar="SLUG", help="a new version of this bill")
        parser.add_argument("--slug", default="", help="address of a new bill")
        parser.add_argument("--committee", default="", metavar="SLUG", help="default: the only one")
        parser.add_argument("--sponsor", default="")
        parser.add_argument("--stage", default=Stage.INTRODUCED, choices=Stage.values)
        parser.add_argument("--publish", action="store_true", help="publish it at once")

    def handle(self, *args: Any, **options: Any) -> None:
        data = self._read(options["file"])
        bill = self._bill(options["bill"])
        committee = bill.committee if bill else self._committee(options["committee"])
        try:
            version = services.import_bill(
                actor=None,
                data=data,
                filename=options["file"].name,
                bill=bill,
                committee=committee,
                slug=options["slug"] or None,
                now=timezone.now(),
                **{name: options[name] for name in ("title", "number", "sponsor", "stage")},
            )
            if options["publish"]:
                version = services.publish_version(actor=None, version=version, now=timezone.now())
        except UploadRefused as refusal:
            self._refuse(refusal_message(refusal))
        except DraftError as error:
            self._refuse(problem_message(error.code))
        self._report(version)

    def _read(self, path: Path) -> bytes:
        try:
            return read_file(path)
        except OSError as error:
            self._refuse(file_problem(path, error))

    def _bill(self, slug: str) -> Bill | None:
        if not slug:
            return None
        bill = Bill.objects.select_related("committee").filter(slug=slug).first()
        if bill is None:
            self._refuse(_("There is no bill with the address %(slug)s.") % {"slug": slug})
        return bill

    def _committee(self, slug: str) -> Body | None:
        """The named one; without a name the first, or None where there is none yet."""
        committees = list(Body.objects.of_kind(BodyKind.COMMITTEE).order_by("pk"))
        chosen = [body for body in committees if body.slug == slug] if slug else committees
        if slug and not chosen:
            self._refuse(_("There is no committee with the address %(slug)s.") % {"slug": slug})
        if len(chosen) > 1:
            self.stderr.write(_("Committee: %(name)s.") % {"name": chosen[0].name})
        return chosen[0] if chosen else None

    def _report(self, version: BillVersion) -> None:
        for name, value in (
            ("slug", version.bill.slug),
            ("version", version.number),
            ("units", version.unit_count),
            ("warnings", len(version.warnings)),
        ):
            self.stdout.write(f"{name}\t{value}")
        for item in version.warnings:
            warning = serialise.warning_from_dict(item)
            message = warning_message(warning.code, warning.params)
            self.stdout.write(f"{warning.place}\t{message}" if warning.place else f"\t{message}")

    def _refuse(self, reason: str) -> NoReturn:
        raise CommandError(" ".join(reason.split()), returncode=BAD_INPUT)
