from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    """What authors hear by e-mail of their own proposals."""

    name = "consultations.letters"
    label = "letters"
    verbose_name = _("Letters to authors")

    def ready(self) -> None:
        from consultations.conclusions.events import (
            answers_published,
            authors_to_tell,
            conclusion_signed,
            summary_signed,
        )
        from consultations.letters import clock, permissions, receivers
        from core.clock import registry
        from core.web import access

        access.register_rows(permissions.ROWS)
        clock.register(registry.register)
        answers_published.connect(receivers.on_answers)
        authors_to_tell.connect(receivers.on_authors)
        conclusion_signed.connect(receivers.on_conclusion)
        summary_signed.connect(receivers.on_summary)
