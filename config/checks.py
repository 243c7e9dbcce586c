"""What production refuses: unsafe defaults that Django's own deployment checks do not know."""

from typing import Any, Final

from django.conf import settings
from django.core import checks

LONG_ENOUGH: Final = 50


def check_deployment(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Runs with `check --deploy` only."""
    found: list[checks.CheckMessage] = []
    key = settings.SECRET_KEY
    if len(key) < LONG_ENOUGH or "development" in key or "tests" in key:
        problem = "SECRET_KEY is short, or the one of development: signed links could be forged."
        found.append(checks.Error(problem, id="veche.E001"))
    if settings.SITE_URL.startswith("http://"):
        found.append(checks.Error("SITE_URL must begin with https://.", id="veche.E002"))
    if settings.EMAIL_BACKEND.rsplit(".", 2)[-2] in {"console", "dummy", "locmem"}:
        found.append(
            checks.Error("EMAIL_URL sends no mail: receipts would be lost.", id="veche.E003")
        )
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
        found.append(
            checks.Warning("SQLite serves one machine only; use PostgreSQL.", id="veche.W001")
        )
    return found


def register() -> None:
    checks.register(check_deployment, checks.Tags.security, deploy=True)
