"""What the process offers on the clerk's page of a version."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.accounts.permissions import policy
from drafts.models import BillVersion
from drafts.steps import NextStep


def announce_step(user: Any, version: BillVersion) -> Iterator[NextStep]:
    """Announcing an act of public control, to those who may."""
    if policy.check(user, "process.announce", version):
        url = reverse("process:announce", args=[version.bill.slug, version.number])
        yield NextStep(_("Announce an event of public control"), url, "scales", is_main=True)
