import datetime as dt
from pathlib import Path
from typing import Any, Final, NoReturn

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.registers.tracker import services
from cms.registers.tracker.errors import TrackerError
from cms.registers.tracker.messages import explain
from cms.registers.tracker.models import Resolution
from core.accounts.models import Body
from core.uploads.files import allowed, file_problem, read_file

BAD_INPUT: Final = 2


class Command(BaseCommand):
    """Exit codes: 0 done; 2 the file or the parameters are bad, nothing is written."""

    help = "Puts a resolution under control: its recommendations are read from a text in UTF-8."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--title", required=True)
        parser.add_argument("--adopted-on", required=True, metavar="YYYY-MM-DD")
        parser.add_argument(
            "--body", required=True, metavar="SLUG", help="who follows its fulfilment"
        )
        parser.add_argument("--adopted-by", default="", help="default: the title")
        parser.add_argument("--about", default="")
        parser.add_argument("--slug", default="", help="default: resolution-YYYY-MM-DD")
        parser.add_argument("--publish", action="store_true", help="publish it at once")

    def handle(self, *args: Any, **options: Any) -> None:
        adopted_on = self._day(options["adopted_on"])
        data = services.ResolutionData(
            slug=options["slug"] or f"resolution-{adopted_on.isoformat()}",
            title=" ".join(options["title"].split()),
            adopted_on=adopted_on,
            adopted_by=" ".join((options["adopted_by"] or options["title"]).split()),
            about=options["about"],
        )
        self._check(data)
        text, body = self._read(options["file"]), self._body(options["body"])
        try:
            with transaction.atomic():
                found = services.add_resolution(
                    actor=None, body=body, data=data, text=text, now=timezone.now()
                )
                if options["publish"]:
                    found.get_latest_revision().publish()
        except TrackerError as error:
            self._refuse(explain(error))
        self.stdout.write(f"slug\t{found.slug}")
        self.stdout.write(f"recommendations\t{found.recommendations.count()}")

    def _day(self, written: str) -> dt.date:
        try:
            day = dt.date.fromisoformat(written)
        except ValueError:
            self._refuse(_("%(text)s is no date such as 2018-09-04.") % {"text": written})
        if day > timezone.localdate():
            self._refuse(_("This day has not come yet."))
        return day

    def _check(self, data: services.ResolutionData) -> None:
        try:
            validate_slug(data.slug)
            for name in ("slug", "title", "adopted_by", "about"):
                field: Any = Resolution._meta.get_field(name)  # noqa: SLF001
                field.clean(getattr(data, name), None)
        except ValidationError as error:
            self._refuse(" ".join(error.messages))

    def _read(self, path: Path) -> str:
        try:
            data = read_file(path)
        except OSError as error:
            self._refuse(file_problem(path, error))
        if len(data) > allowed().max_bytes:
            self._refuse(_("%(path)s is too large.") % {"path": path})
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self._refuse(_("%(path)s is not a text in UTF-8.") % {"path": path})

    def _body(self, slug: str) -> Body:
        body = Body.objects.filter(slug=slug).first()
        if body is None:
            self._refuse(_("There is no body with the address %(slug)s.") % {"slug": slug})
        return body

    def _refuse(self, reason: str) -> NoReturn:
        raise CommandError(" ".join(reason.split()), returncode=BAD_INPUT)
