"""Templates of messages: `mail/<name>.subject.txt`, `.txt` and, if wanted, `.html`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation


@dataclass(frozen=True, slots=True)
class Rendered:
    subject: str
    body_text: str
    body_html: str


def standing_values() -> dict[str, str]:
    """What `mail/base` prints at the foot of every letter."""
    return {
        "site_name": settings.SITE_NAME,
        "region_name": settings.REGION_NAME,
        "site_url": settings.SITE_URL.rstrip("/"),
    }


def render_mail(template: str, context: Mapping[str, Any], language: str) -> Rendered:
    """The three parts in `language`; the HTML is empty if there is no such template.

    Texts are rendered without HTML escaping, whatever they include. Raises TemplateDoesNotExist if
    the subject or the text is missing.
    """
    values = {**standing_values(), "mail_language": language, **context}
    with translation.override(language):
        return Rendered(
            subject=_part(f"mail/{template}.subject.txt", values, escape=False).strip(),
            body_text=_part(f"mail/{template}.txt", values, escape=False).strip() + "\n",
            body_html=_optional_part(f"mail/{template}.html", values),
        )


def _part(name: str, values: dict[str, Any], *, escape: bool) -> str:
    # The backend's own `render` would escape a text as if it were HTML.
    compiled: Any = get_template(name)
    return str(compiled.template.render(Context(values, autoescape=escape)))


def _optional_part(name: str, values: dict[str, Any]) -> str:
    try:
        get_template(name)
    except TemplateDoesNotExist as error:
        if name not in str(error):
            raise
        return ""
    return _part(name, values, escape=True)
