from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConclusionsConfig(AppConfig):
    """Argument groups, answers and summary conclusions."""

    name = "consultations.conclusions"
    label = "conclusions"
    verbose_name = _("Conclusions")

    def ready(self) -> None:
        from consultations.comments.events import (
            comment_revised,
            comment_status_changed,
            objection_changed,
        )
        from consultations.comments.ports import register_similar
        from consultations.conclusions import (
            clock,
            events,
            permissions,
            receivers,
            similar,
            subjects,
        )
        from consultations.conclusions.closing import closing_gate
        from consultations.control import gate
        from consultations.expertise.events import opinion_adopted
        from consultations.hearings.events import minutes_signed
        from core.accounts.events import contact_erased, name_withdrawn
        from core.clock import registry
        from core.journal import kinds
        from core.journal import subjects as journal_subjects
        from core.web import access, menus

        access.register_rows(permissions.ROWS)
        menus.desk.add(permissions.LINKS)
        menus.my.add(permissions.MY_LINKS)
        events.register_journal_kinds(kinds.register)
        clock.register(registry.register)
        register_similar(similar.similar_texts)
        gate.register(closing_gate)
        journal_subjects.register("answer", subjects.answers)
        journal_subjects.register("conclusion", subjects.conclusions)
        journal_subjects.register("summary", subjects.summaries)
        journal_subjects.register("argument", subjects.arguments)
        comment_status_changed.connect(receivers.on_comment_status)
        comment_revised.connect(receivers.on_revision)
        objection_changed.connect(receivers.on_objection)
        opinion_adopted.connect(receivers.on_opinion)
        minutes_signed.connect(receivers.on_minutes)
        name_withdrawn.connect(receivers.on_name_gone)
        contact_erased.connect(receivers.on_name_gone)
        events.conclusion_signed.connect(receivers.on_conclusion)
        events.summary_signed.connect(receivers.on_summary)
