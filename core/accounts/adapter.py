import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from core.accounts.models import AuthorType, ConsentKind, NameDisplay, User
from core.accounts.services import record_contact
from core.mail.rendering import standing_values
from core.mail.services import enqueue_rendered
from core.web.access import policy
from core.web.addresses import client_ip


class AccountAdapter(DefaultAccountAdapter):
    """allauth with our outbox: its letters go the same way as all others."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        request: HttpRequest | None = self.request
        message = self.render_mail(
            template_prefix,
            email,
            {"request": request, "email": email, **standing_values(), **context},
        )
        html = next((body for body, kind in message.alternatives if kind == "text/html"), "")
        with transaction.atomic():
            enqueue_rendered(
                key=f"account:{uuid.uuid4()}",
                to=email,
                subject=message.subject,
                body_text=message.body,
                body_html=html,
            )

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff go to their work, everybody else to the own proposals."""
        for action, name in settings.WORKPLACES:
            if policy.check(request.user, action):
                return reverse(name)
        return str(super().get_login_redirect_url(request))

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.full_name = form.cleaned_data.get("full_name", "").strip()
        user.municipality = form.cleaned_data.get("municipality", "").strip()
        with transaction.atomic():
            saved: User = super().save_user(request, user, form, commit)
            record_contact(
                actor=saved,
                email=saved.email,
                author_type=AuthorType.CITIZEN,
                name_display=NameDisplay.PSEUDONYM,
                consents=[ConsentKind.PROCESSING],
                full_name=saved.full_name,
                municipality=saved.municipality,
                language=get_language() or settings.LANGUAGE_CODE,
            )
        return saved
