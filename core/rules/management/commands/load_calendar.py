from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.rules.errors import BadDataError
from core.rules.files import read_calendar
from core.rules.services import replace_calendar

BAD_INPUT = 2


class Command(BaseCommand):
    help = (
        "Loads the working-day calendar of a year from a TOML file (year, source, and the lists "
        "of dates holiday, day_off, working) in place of the one that is loaded. Exit code 2: the "
        "file is bad, nothing was changed. The files in core/rules/data are examples."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            calendar = read_calendar(file)
        except BadDataError as error:
            raise CommandError(str(error), returncode=BAD_INPUT) from error
        count = replace_calendar(calendar=calendar)
        self.stdout.write(f"{calendar.year}: {count} days")
