"""Filling in the form of a comment as a browser does."""

from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from consultations.comments.models import ProvisionComment
from consultations.process.models import Consultation
from drafts.models import Provision


def new_url(
    consultation: Consultation,
    *,
    on: Provision | None = None,
    reply: ProvisionComment | None = None,
) -> str:
    """The address of the form, for a provision or a reply."""
    query = {"on": on.eid if on else "", "reply": reply.pk if reply else ""}
    address = reverse("comments:new", args=[consultation.year, consultation.slug])
    return f"{address}?{urlencode({name: value for name, value in query.items() if value})}"


def fill(client: Client, url: str, **typed: Any) -> dict[str, Any]:
    """What a browser would send after a person has filled in the form at `url`."""
    response = client.get(url)
    assert response.status_code == 200
    form = response.context["form"]
    plausible = {
        "kind": "opinion",
        "stance": "with_changes",
        "rationale": "Срок слишком мал.",
        "email": "maria@veche.example",
        "author_type": "citizen",
        "name_display": "pseudonym",
        "consent_processing": "on",
        "stamp": form.initial["stamp"],
    }
    return {name: value for name, value in plausible.items() if name in form.fields} | typed
