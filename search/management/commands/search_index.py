from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import engine, services
from search.interface import SearchUnavailableError
from search.services import Difference, IndexDiffersError

BAD_INPUT = 2
DIFFERS = 3


class Command(BaseCommand):
    help = (
        "create: makes an empty next index beside the live one. fill: indexes everything that is "
        "public, into the next index if there is one. swap: compares the next index with what is "
        "public and lets it answer. rebuild: the three at once; searching goes on meanwhile. "
        "verify: compares the index with what is public; with --repair mends it. The index in the "
        "database has no next one: create and swap do nothing, rebuild fills it anew and takes out "
        "what is not public. Exit codes: 2 no such index; 3 the index differs, or does not answer."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["create", "fill", "verify", "swap", "rebuild"])
        parser.add_argument("--target", help="database or elastic; left out: every one there is")
        parser.add_argument("--repair", action="store_true", help="with verify: mend what differs")

    def handle(
        self, *args: Any, action: str, target: str | None, repair: bool, **options: Any
    ) -> None:
        names = list(engine.targets())
        if target is not None and target not in names:
            message = f"There is no index “{target}”; there is: {', '.join(names)}."
            raise CommandError(message, returncode=BAD_INPUT)
        if repair and action != "verify":
            raise CommandError("--repair goes with verify only.", returncode=BAD_INPUT)
        self.noisy = options["verbosity"] > 0
        self.columns = len(names) > 1
        failed = [name for name in names if target in (None, name) and not self._one(
            name, "mend" if repair else action)]  # fmt: skip
        if failed:
            hint = (
                "" if repair else " Run “search_index verify --repair” or “search_index rebuild”."
            )
            raise CommandError(
                f"Not as it should be: {', '.join(failed)}.{hint}", returncode=DIFFERS
            )

    def _one(self, name: str, action: str) -> bool:
        """Whether all is well with the index then."""
        try:
            return bool(getattr(self, f"_{action}")(name))
        except SearchUnavailableError as error:
            self._say(f"{name}: the index does not answer: {error}")
        except LookupError:
            self._say(f"{name}: there is no next index: run “search_index create” and “fill”.")
        except IndexDiffersError as error:
            self._say(f"{name}: the next index differs, the live one goes on answering.")
            self._differences(name, error.differences, self.stderr)
        return False

    def _create(self, name: str) -> bool:
        if not services.create(name):
            self._say(f"{name}: nothing to do.")
        return True

    def _swap(self, name: str) -> bool:
        if not services.swap(name, progress=self._progress):
            self._say(f"{name}: nothing to do.")
        return True

    def _fill(self, name: str) -> bool:
        return self._counts(name, services.fill(name, progress=self._progress))

    def _rebuild(self, name: str) -> bool:
        return self._counts(name, services.rebuild(name, progress=self._progress))

    def _verify(self, name: str) -> bool:
        self._unreadable(name)
        return self._differences(name, services.verify(name, progress=self._progress), self.stdout)

    def _mend(self, name: str) -> bool:
        found = services.mend(name, progress=self._progress)
        self._unreadable(name)
        return self._differences(name, found, self.stdout)

    def _unreadable(self, name: str) -> None:
        """No difference of the index: an error of the program, which is tried again."""
        for job in services.unreadable(name):
            self._say(f"{name}: {job.kind} {job.object_id} cannot be read: {job.error}")

    # --- What is printed ---------------------------------------------------------------------

    def _counts(self, name: str, counts: dict[str, int]) -> bool:
        for kind, count in counts.items():
            self.stdout.write("\t".join([*self._first(name), kind, str(count)]))
        return True

    def _differences(self, name: str, differences: dict[str, Difference], out: Any) -> bool:
        """A line for each kind: how many objects are missing, outdated and stale."""
        for kind, found in differences.items():
            numbers = (len(found.missing), len(found.outdated), len(found.stale))
            columns = "missing {}\toutdated {}\tstale {}".format(*numbers)
            out.write("\t".join([*self._first(name), kind, columns]))
        return not any(differences.values())

    def _first(self, name: str) -> list[str]:
        return [name] if self.columns else []

    def _progress(self, kind: str, done: int) -> None:
        if self.noisy and self.stderr.isatty():
            self.stderr.write(f"\r{kind}: {done}\033[K", ending="")

    def _say(self, message: str) -> None:
        self.stderr.write(message)
