from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import services


class Command(BaseCommand):
    help = (
        "fill: indexes everything that is public. verify: compares the index with what is public "
        "(exit code 3 if they differ). rebuild: fills anew and takes out what is not public."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["fill", "verify", "rebuild"])

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        if action == "verify":
            self._verify()
            return
        counts = services.fill() if action == "fill" else services.rebuild()
        for kind, count in counts.items():
            self.stdout.write(f"{kind}\t{count}")

    def _verify(self) -> None:
        """A line for each kind: how many objects are missing, outdated and stale."""
        differences = services.verify()
        for kind, found in differences.items():
            numbers = (len(found.missing), len(found.outdated), len(found.stale))
            self.stdout.write("{}\tmissing {}\toutdated {}\tstale {}".format(kind, *numbers))
        if any(differences.values()):
            raise CommandError("The index differs: run “search_index rebuild”.", returncode=3)
