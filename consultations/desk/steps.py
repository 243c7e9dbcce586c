"""What the desk offers on the clerk's page of a version."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from consultations.process.models import Consultation
from drafts.models import BillVersion
from drafts.steps import NextStep


def working_pages(user: Any, version: BillVersion) -> Iterator[NextStep]:
    """The working pages of the consultations held on this version."""
    for consultation in Consultation.objects.filter(version=version).order_by("opens_at", "pk"):
        label = consultation.get_form_display().capitalize()
        yield NextStep(label, reverse("desk:consultation", args=[consultation.pk]), "inbox")
