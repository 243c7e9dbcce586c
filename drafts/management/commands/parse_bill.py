"""``manage.py parse_bill FILE``: the structure of a draft, without a database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.uploads import UploadRefused
from core.uploads.files import allowed, file_problem, office, read_file
from core.uploads.messages import refusal_message
from drafts.domain import akn, outline, serialise
from drafts.domain.nodes import Act
from drafts.domain.references import linked
from drafts.importers import read_act
from drafts.messages import warning_message

BAD_INPUT = 2


class Command(BaseCommand):
    help = "Print the structure of a draft law: outline (path, tab, own text), json or akn."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="DOCX, ODT, DOC, RTF, PDF, HTML or TXT")
        parser.add_argument("--format", choices=("outline", "json", "akn"), default="outline")
        parser.add_argument(
            "--quoted", action="store_true", help="add the quoted units of an amending act"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            draft = read_act(
                read_file(path), name=options["file"], limits=allowed(), office=office()
            )
        except OSError as error:
            raise CommandError(file_problem(path, error), returncode=BAD_INPUT) from error
        except UploadRefused as refusal:
            raise CommandError(refusal_message(refusal), returncode=BAD_INPUT) from refusal
        text = render(draft.act, options["format"], with_quoted=options["quoted"])
        self.stdout.write(text, ending="")
        if not draft.act.units:
            self.stderr.write(warning_message("no_units", {}))


def render(act: Act, form: str, *, with_quoted: bool) -> str:
    """The act in one of the three forms."""
    if form == "akn":
        return akn.to_akn(linked(act))
    if form == "json":
        document = {
            "outline": outline.as_json(act, with_quoted=with_quoted),
            "act": serialise.to_dict(linked(act)),
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return outline.as_tsv(act, with_quoted=with_quoted)
