"""A fresh database, and a test database after a flush, get the default rules at once."""

from typing import Any

from django.apps import AppConfig
from django.db import connections, router
from django.db.models.signals import post_migrate

from core.rules.models import RuleSet
from core.rules.services import load_defaults


def fill_after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Nothing happens where the tables are not: another database, or migrated back to zero."""
    if not router.allow_migrate_model(using, RuleSet):
        return
    table = RuleSet._meta.db_table  # noqa: SLF001
    if table in connections[using].introspection.table_names():
        load_defaults(using=using)


def connect(sender: AppConfig) -> None:
    """Called once by `RulesConfig.ready`."""
    post_migrate.connect(fill_after_migrate, sender=sender, dispatch_uid="rules.defaults")
