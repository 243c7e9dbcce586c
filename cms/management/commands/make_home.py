from typing import Any

from django.core.management.base import BaseCommand

from cms.services import make_home


class Command(BaseCommand):
    help = "Gives a new site its home page; does nothing where there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        make_home()
