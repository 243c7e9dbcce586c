from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.rules.errors import BadDataError, YearLoadedError
from core.rules.files import read_calendar
from core.rules.services import load_calendar

BAD_INPUT = 2


class Command(BaseCommand):
    help = (
        "Loads the working-day calendar of a year from a TOML file (year, source, and the lists "
        "of dates holiday, day_off, working); with --replace in place of the one that is loaded. "
        "Exit code 2: the file is bad or the year is loaded already, nothing was changed. The "
        "files in core/rules/data are examples."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true")

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
        try:
            calendar = read_calendar(file)
            count = load_calendar(calendar=calendar, replace=replace, now=timezone.now())
        except BadDataError as error:
            raise CommandError(str(error), returncode=BAD_INPUT) from error
        except YearLoadedError as error:
            raise CommandError(f"{error}: add --replace", returncode=BAD_INPUT) from error
        self.stdout.write(f"{calendar.year}: {count} days")
