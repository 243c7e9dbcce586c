"""``manage.py document_template BODY KIND``: the DOCX template of a body: which one is in use; with
``--file`` another one, ``--check`` only tries it, ``--stock`` goes back to the stock one."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.conclusions.errors import TemplateStays
from consultations.conclusions.models import TemplateKind
from consultations.conclusions.presenters.templates import stays_message
from consultations.conclusions.selectors.templates import current_template
from consultations.conclusions.services.templates import (
    checked_template,
    replace_template,
    restore_stock,
)
from core.accounts.models import Body
from core.documents.templating.messages import problem_words
from core.documents.templating.problems import TemplateRefused
from core.documents.templating.stock import stock_template
from core.uploads import UploadRefused
from core.uploads.files import file_problem, read_file, write_whole
from core.uploads.messages import refusal_message

BAD_INPUT: Final = 2
# Tables of amendments have no marks of their own yet.
KINDS: Final = (TemplateKind.SUMMARY, TemplateKind.CONCLUSION)


class Command(BaseCommand):
    help = "Show, replace or restore the DOCX template of a body (slug) for a kind of document."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("body", help="slug of the body that signs")
        parser.add_argument("kind", choices=[str(kind) for kind in KINDS])
        parser.add_argument("--file", help="the .docx to use from now on")
        parser.add_argument("--check", action="store_true", help="only try the file")
        parser.add_argument("--stock", action="store_true", help="go back to the stock template")
        parser.add_argument("--out", help="where to write the sample, or the template in use")

    def handle(self, *args: Any, **options: Any) -> None:
        body = Body.objects.filter(slug=options["body"]).first()
        if body is None:
            self._refuse(_("There is no such body: %(name)s.") % {"name": options["body"]})
        try:
            if options["file"]:
                self._take(body, options)
            elif options["stock"]:
                restore_stock(actor=None, body=body, kind=options["kind"], now=timezone.now())
                self.stdout.write(_("The stock template is in use."))
            else:
                self._show(body, options)
        except OSError as error:
            path = Path(options["file"] or options["out"] or "")
            self._refuse(file_problem(path, error))

    def _take(self, body: Body, options: dict[str, Any]) -> None:
        path, kind = Path(options["file"]), options["kind"]
        data = read_file(path)
        try:
            _file, sample = checked_template(data, path.name, kind)
            if not options["check"]:
                now = timezone.now()
                replace_template(
                    actor=None, body=body, kind=kind, data=data, name=path.name, now=now
                )
        except TemplateRefused as refusal:
            self._refuse("\n".join(problem_words(one) for one in refusal.problems))
        except UploadRefused as refusal:
            self._refuse(refusal_message(refusal))
        except TemplateStays as refusal:  # in use already: nothing is left to do
            self.stdout.write(stays_message(refusal.code))
            return
        if options["out"]:
            write_whole(Path(options["out"]), sample)
        self.stdout.write(
            _("The template is good.") if options["check"] else _("The template is in use.")
        )

    def _show(self, body: Body, options: dict[str, Any]) -> None:
        found = current_template(body.pk, options["kind"])
        if options["out"]:
            write_whole(Path(options["out"]), found.content() if found else stock_template())
        self.stdout.write(
            f"{found.name}\t{found.sha256}" if found else _("The stock template is in use.")
        )

    def _refuse(self, reason: str) -> NoReturn:
        raise CommandError(reason, returncode=BAD_INPUT)
