"""Which DOCX template a body uses."""

from consultations.conclusions.models import DocumentTemplate, TemplateKind


def current_template(body_id: int, kind: str) -> DocumentTemplate | None:
    """The body's own template of a kind (TemplateKind); None: the stock one. One query."""
    return DocumentTemplate.objects.filter(body=body_id, kind=kind, is_current=True).first()


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
