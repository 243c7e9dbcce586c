"""Which DOCX template a body uses."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from consultations.conclusions.models import DocumentTemplate, TemplateKind
from core.accounts.models import Body
from core.accounts.models.bodies import CONTROL_SUBJECTS

FORMER_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class TemplatePlace:
    """A document that a body signs, and its own template for it; None: the stock one."""

    body: Body
    kind: TemplateKind
    template: DocumentTemplate | None


def current_template(body_id: int, kind: str) -> DocumentTemplate | None:
    """The body's own template of a kind (TemplateKind); None: the stock one. One query."""
    found = DocumentTemplate.objects.filter(body=body_id, kind=kind, is_current=True)
    return found.select_related("uploaded_by").first()


def former_templates(body_id: int, kind: str) -> list[DocumentTemplate]:
    """Templates that were in use before, the newest first. One query."""
    found = DocumentTemplate.objects.filter(body=body_id, kind=kind, is_current=False)
    return list(found.select_related("uploaded_by").order_by("-uploaded_at", "-pk")[:FORMER_SHOWN])


def kinds_of(body: Body) -> tuple[TemplateKind, ...]:
    """The documents that a body signs and that templates are made for: an organiser its
    conclusions, a committee its summaries."""
    if body.kind in CONTROL_SUBJECTS:
        return (TemplateKind.CONCLUSION,)
    return (TemplateKind.SUMMARY,)


def template_places(body_ids: Collection[int]) -> list[TemplatePlace]:
    """Every document of these bodies, by the names of the bodies. Two queries."""
    bodies = Body.objects.filter(pk__in=body_ids).order_by("name", "pk")
    current = DocumentTemplate.objects.filter(body__in=body_ids, is_current=True)
    used = {(one.body_id, one.kind): one for one in current.select_related("uploaded_by")}
    return [
        TemplatePlace(body, kind, used.get((body.pk, kind)))
        for body in bodies
        for kind in kinds_of(body)
    ]


def template_of(body_id: int, document: str) -> str:
    """The SHA-256 of what a document (kind as in its snapshot) is set into now; empty for the
    stock template."""
    is_summary = document == TemplateKind.SUMMARY
    kind = TemplateKind.SUMMARY if is_summary else TemplateKind.CONCLUSION
    found = current_template(body_id, kind)
    return found.sha256 if found else ""


def kept_template(sha256: str) -> DocumentTemplate | None:
    """A template by its hash, whether it is in use or was replaced since."""
    return DocumentTemplate.objects.filter(sha256=sha256).order_by("pk").first()
