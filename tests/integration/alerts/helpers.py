"""Saving searches as people do, and publishing what they find."""

import datetime as dt

from django.utils import timezone

from core.accounts import services as accounts
from core.accounts.models import Confirmation, User
from drafts.models import Bill
from search import services as search
from search.alerts import services
from search.alerts.asking import parsed
from search.alerts.models import SavedSearch
from tests.factories.accounts import UserFactory, consent_texts
from tests.factories.drafts import BillVersionFactory

WORD = "околица"
EMAIL = "maria@veche.example"
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def bill(title: str = f"О том, где {WORD}") -> Bill:
    """A published bill that search finds."""
    found = BillVersionFactory(bill__title=title).bill
    search.note_change(kind="bill", object_id=found.pk)
    search.apply_pending()
    return found


def saved(
    query: str = f"q={WORD}",
    *,
    actor: User | None = None,
    now: dt.datetime | None = None,
    **extra: str,
) -> SavedSearch:
    """A search of somebody with an account."""
    consent_texts()
    owner = actor or UserFactory(email=EMAIL)
    given = {"asked": parsed(query), "now": now or timezone.now()}
    return services.save_search(actor=owner, **given, **extra)  # type: ignore[arg-type]


def asked(query: str = f"q={WORD}", email: str = EMAIL, **extra: str) -> Confirmation:
    """A search of somebody who has only an e-mail, not confirmed yet."""
    consent_texts()
    given = {"asked": parsed(query), "email": email, "consents": ("processing",)}
    return services.ask_to_save(**given, now=timezone.now(), **extra)  # type: ignore[arg-type]


def confirm(waiting: Confirmation) -> None:
    accounts.confirm(token=accounts.token_of(waiting), now=timezone.now())
