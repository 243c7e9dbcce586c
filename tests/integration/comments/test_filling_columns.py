"""Columns that were added to tables with rows in them are filled by the migration."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from consultations.comments.domain.places import normal_place
from consultations.comments.models import ProvisionComment, Report
from consultations.comments.services import hide_comment, restore_comment
from consultations.process.numbers import numbers
from core.accounts.selectors import email_hash
from tests.comments import NOW, running, said
from tests.factories.accounts import UserFactory
from tests.factories.comments import ProvisionCommentFactory
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db
EDITOR = SimpleNamespace(connection=connection)
NAMES = ("Зея", "г. ЗЕЯ ", "Берёзовка", "село  Берёзовка", "")


def migration(name: str) -> Any:
    return import_module(f"consultations.comments.migrations.{name}")


def test_names_are_folded_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    filling = migration("0013_fill_kept_columns")
    monkeypatch.setattr(filling, "_PORTION", 3)
    monkeypatch.setattr(filling, "_NAMES", 1)
    consultation = ConsultationFactory()
    for number in range(10):
        name = NAMES[number % len(NAMES)]
        ProvisionCommentFactory(consultation=consultation, municipality=name, municipality_key="")
    filling.fill_places(apps, EDITOR)
    filling.fill_places(apps, EDITOR)
    for comment in ProvisionComment.objects.all():
        assert comment.municipality_key == normal_place(comment.municipality)
    assert ProvisionComment.objects.filter(municipality_key="березовка").count() == 2


def test_a_hidden_text_gets_the_ground_of_the_last_decision(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filling = migration("0013_fill_kept_columns")
    monkeypatch.setattr(filling, "_PORTION", 2)
    consultation = running()
    comments = [said(consultation, f"Слова {number}.") for number in range(3)]
    for ground in ("insults", "off_topic"):
        for comment in comments[:2]:
            hide_comment(actor=UserFactory(), comment=comment, ground_code=ground, now=NOW)
            if ground == "insults":
                restore_comment(actor=UserFactory(), comment=comment, now=NOW)
    kept = ProvisionComment.objects.order_by("pk").values_list("ground_code", flat=True)
    expected = ["off_topic", "off_topic", ""]
    assert list(kept) == expected
    assert numbers([consultation.pk])[consultation.pk].by_ground == {"off_topic": 2}
    ProvisionComment.objects.update(ground_code="")
    filling.fill_grounds(apps, EDITOR)
    assert list(kept.all()) == expected


def test_imprints_of_accounts_and_addresses_are_told_apart() -> None:
    account = UserFactory()
    comment = said(running())
    common = {"comment": comment, "ground_code": "insults", "reported_at": NOW}
    mine = Report.objects.create(person=email_hash(account.email), **common)
    theirs = Report.objects.create(person="f" * 64, **common)
    migration("0011_report_imprints").tell_addresses(apps, EDITOR)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.is_address, theirs.is_address) == (False, True)
