"""What production refuses: unsafe defaults that Django's own deployment checks do not know."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning
from django.core.checks import register as register_check


def check_deployment(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Runs with `check --deploy` only."""
    found: list[CheckMessage] = []
    if "development" in settings.SECRET_KEY or "tests" in settings.SECRET_KEY:
        found.append(Error("SECRET_KEY is the one of development.", id="veche.E001"))
    if settings.SITE_URL.startswith("http://"):
        found.append(Error("SITE_URL must begin with https://.", id="veche.E002"))
    if settings.EMAIL_BACKEND.rsplit(".", 2)[-2] in {"console", "dummy", "locmem"}:
        found.append(Error("EMAIL_URL sends no mail: receipts would be lost.", id="veche.E003"))
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
        found.append(Warning("SQLite serves one machine only; use PostgreSQL.", id="veche.W001"))
    return found


def register() -> None:
    register_check(check_deployment, Tags.security, deploy=True)
