import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from demo.load import world


class Command(BaseCommand):
    help = (
        "Loads synthetic bills of 500 provisions with open consultations, and comments spread "
        "evenly over them; the same for the same seed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bills", type=int, required=True, help="how many bills")
        parser.add_argument("--comments", type=int, required=True, help="how many in all bills")
        parser.add_argument("--seed", type=int, default=1, help="another one, other data")
        parser.add_argument(
            "--arguments", type=int, default=0, help="how many argument groups on each bill"
        )

    def handle(
        self, *args: Any, bills: int, comments: int, seed: int, arguments: int, **options: Any
    ) -> None:
        problem = self._problem(bills, comments, seed, arguments)
        if problem:
            raise CommandError(problem, returncode=2)
        started = time.monotonic()
        made = world.load(
            bills=bills, comments=comments, seed=seed, arguments=arguments, now=timezone.now()
        )
        for step in made:
            seconds = time.monotonic() - started
            line = f"{step.consultation.get_absolute_url()}\t{step.units}\t{step.comments}"
            self.stdout.write(f"{line}\t{seconds:.1f} s")

    @staticmethod
    def _problem(bills: int, comments: int, seed: int, arguments: int) -> str:
        """What is wrong with the arguments or the place, or nothing."""
        if not settings.DEMO_ALLOWED:
            return _("Load data is not for a public site; set DEMO_ALLOWED to load it.")
        if bills < 1 or min(comments, seed, arguments) < 0:
            return _("At least one bill, and no negative numbers.")
        if world.is_loaded(seed):
            return _("Load data of seed %(seed)d is there already.") % {"seed": seed}
        return ""
