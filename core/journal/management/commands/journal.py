from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core.journal.selectors import BEFORE_FIRST, export_lines


class Command(BaseCommand):
    help = "The public log: export."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        export = actions.add_parser(
            "export", help="the entries in the order of the log as lines of JSON"
        )
        export.add_argument(
            "--after",
            type=int,
            default=BEFORE_FIRST,
            metavar="N",
            help="only entries behind this place",
        )

    def handle(self, *, action: str, **options: Any) -> None:
        if action == "export":
            self._export(after=options["after"])

    def _export(self, *, after: int) -> None:
        for line in export_lines(after=after):
            self.stdout.write(line)
