"""``manage.py group_comments FILE.csv --out OUT.csv``: which comments say the same. No database."""

import csv
import io
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from consultations.conclusions.domain.grouping import group_texts
from consultations.conclusions.tables import BadTableError, read_comments
from core.uploads.files import file_problem, write_whole

BAD_INPUT: Final = 2


class Command(BaseCommand):
    help = "Group same comments: columns id,text[,provision] to columns id,group."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV file in UTF-8")
        parser.add_argument("--out", type=Path, required=True, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        source, target = options["file"], options["out"]
        try:
            rows = read_comments(source)
        except BadTableError as error:
            raise CommandError(f"{source.name}: {error}", returncode=BAD_INPUT) from error
        except OSError as error:
            raise CommandError(file_problem(source, error), returncode=BAD_INPUT) from error
        groups = group_texts((row.key, row.text, row.place) for row in rows)
        try:
            write_whole(target, _table(groups))
        except OSError as error:
            raise CommandError(file_problem(target, error), returncode=BAD_INPUT) from error
        words = ngettext(
            "%(comments)d comments in %(count)d group", "%(comments)d comments in %(count)d groups",
            len(groups),
        )  # fmt: skip
        self.stdout.write(words % {"comments": len(rows), "count": len(groups)})


def _table(groups: list[list[Any]]) -> bytes:
    """Groups are numbered by their first comment in the file, rows stand by group."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["id", "group"])
    for number, group in enumerate(groups, start=1):
        writer.writerows((key, number) for key in group)
    return stream.getvalue().encode()
