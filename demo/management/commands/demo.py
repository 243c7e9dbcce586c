from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.models import User
from demo import pages, scenario
from demo.content import people


class Command(BaseCommand):
    help = "Loads the demo content once and prints the logins."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError(
                _("The password of the demo is known to everybody; set DEMO_ALLOWED to load it."),
                returncode=2,
            )
        if User.objects.filter(email=people.LOGINS[0].email).exists():
            self.stdout.write(_("The demo is already loaded."))
        elif User.objects.exists():
            raise CommandError(
                _("The database has users already: the demo goes into an empty one."), returncode=2
            )
        else:
            self.stdout.write(_("Loading the demo …"))
            today = timezone.localdate()
            with transaction.atomic():
                scenario.load(today=today)
                pages.load_pages(today=today)
        self._print_logins()

    def _print_logins(self) -> None:
        self.stdout.write("")
        mailbox = f"  –  mailbox: {settings.SITE_URL}/mailbox/" if settings.DEBUG else ""
        self.stdout.write(f"  {settings.SITE_URL}{mailbox}")
        self.stdout.write(f"  password of all demo logins: {people.DEMO_PASSWORD}")
        for person in people.LOGINS:
            self.stdout.write(f"  {person.email:34} {person.login_note}")
        self.stdout.write("")
