from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.conclusions import selectors as conclusions
from consultations.expertise.messages import CORRUPTION_TITLES
from consultations.expertise.models import Opinion, OpinionStatus
from consultations.expertise.presenters import section_titles
from consultations.expertise.selectors import opinion_text


def opinion_page(opinion: Opinion) -> dict[str, Any]:
    """A published opinion as a document, with the answers to its remarks; a constant number of
    queries."""
    text = opinion_text(opinion)
    answers = conclusions.answers_for_remarks([remark.pk for remark in text.remarks])
    return {
        "opinion": opinion,
        "text": text,
        "remark_rows": [(remark, answers.get(remark.pk)) for remark in text.remarks],
        "sections": section_titles(),
        "corruption_title": CORRUPTION_TITLES[opinion.is_accredited],
        "superseded_by": _successor(opinion),
        "documents": _documents(opinion),
    }


def _successor(opinion: Opinion) -> Opinion | None:
    """The correction that took the place of this opinion."""
    if opinion.status != OpinionStatus.SUPERSEDED:
        return None
    found = Opinion.objects.published().filter(supersedes=opinion)
    return found.select_related("council", "consultation").first()


def _documents(opinion: Opinion) -> list[dict[str, Any]]:
    """As components/downloads.html takes them."""
    consultation = opinion.consultation
    place = [consultation.year, consultation.slug, opinion.council.slug, opinion.edition]
    return [
        {
            "title": _("The opinion"),
            "format": fmt,
            "url": reverse("reader:opinion_document", args=[*place, fmt]),
        }
        for fmt in ("docx", "pdf")
    ]
