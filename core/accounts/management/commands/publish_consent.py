from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.models import ConsentKind
from core.accounts.services import publish_consent
from core.uploads.files import file_problem, read_file

BAD_INPUT = 2


class Command(BaseCommand):
    help = (
        "Publishes the text of a consent to the processing or the dissemination of personal data "
        "(152-FZ, art. 9 and 10.1) from a UTF-8 text file: the first line is its title, paragraphs "
        "are divided by empty lines. An unchanged text makes no new version. Exit code 2: the file "
        "is bad, nothing was changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=[str(kind) for kind in ConsentKind])
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--from",
            dest="effective_from",
            type=date.fromisoformat,
            help="the first day on which people agree to this text, YYYY-MM-DD; today if not given",
        )

    def handle(self, *, kind: str, file: Path, effective_from: date | None, **options: Any) -> None:
        title, text = self._read(file)
        version = publish_consent(
            actor=None,
            kind=kind,
            title=title,
            text=text,
            effective_from=effective_from or timezone.localdate(),
        )
        self.stdout.write(f"{version}: {version.effective_from.isoformat()}")

    def _read(self, file: Path) -> tuple[str, str]:
        try:
            content = read_file(file).decode("utf-8-sig")
        except OSError as error:
            raise CommandError(file_problem(file, error), returncode=BAD_INPUT) from error
        except UnicodeDecodeError as error:
            problem = _("%(file)s: this is not a text in UTF-8") % {"file": file}
            raise CommandError(problem, returncode=BAD_INPUT) from error
        title, _newline, text = content.strip().partition("\n")
        if not text.strip() or len(title.strip()) > 200 or "\0" in content:
            problem = _(
                "%(file)s: the title is expected in the first line (200 characters at most) and "
                "the text below it"
            ) % {"file": file}
            raise CommandError(problem, returncode=BAD_INPUT)
        return title.strip(), text.strip()
