from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    """How councils work: meetings, visiting sessions, forms of public control by years."""

    name = "cms.registers.activity"
    label = "activity"
    verbose_name = _("Work of councils")

    def ready(self) -> None:
        from django.db.models.signals import post_delete
        from wagtail.signals import published, unpublished

        from cms.registers.activity import (
            datasets,
            events,
            models,
            providers,
            receivers,
            selectors,
        )
        from cms.registers.activity.search import MeetingSource
        from cms.registers.kit import rights
        from cms.registers.opendata import registry as opendata
        from consultations.reader import ports as councils
        from core.journal import kinds, subjects
        from search import registry

        registry.register(MeetingSource())
        rights.register(models.Meeting, is_kept_by_bodies=True)
        rights.register(models.ControlWork, is_kept_by_bodies=True)
        opendata.register(datasets.MEETINGS)
        opendata.register(datasets.WORKS)
        events.register_journal_kinds(kinds.register)
        subjects.register("meeting", selectors.journal_meetings)
        councils.register_part(20, providers.activity)
        councils.register_link(20, "activity:meetings", _("Meetings of councils"))
        councils.register_link(30, "activity:forms", _("Forms of public control"))
        for signal in (published, unpublished):
            signal.connect(receivers.on_meeting, sender=models.Meeting)
        post_delete.connect(receivers.on_meeting_deleted, sender=models.Meeting)
