from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from search import services


class Command(BaseCommand):
    help = "Fills, verifies or rebuilds the search index."

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
        """Prints what is wrong, a line for each kind; exit code 3 if anything is."""
        wrong = False
        for kind, (missing, stale) in services.verify().items():
            wrong = wrong or bool(missing or stale)
            self.stdout.write(f"{kind}\tmissing {len(missing)}\tstale {len(stale)}")
        if wrong:
            raise SystemExit(3)
