from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    """What becomes of the recommendations of resolutions."""

    name = "cms.registers.tracker"
    label = "tracker"
    verbose_name = _("Fulfilment of resolutions")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save
        from wagtail.signals import published, unpublished

        from cms.registers.kit import rights
        from cms.registers.opendata import registry as opendata
        from cms.registers.tracker import datasets, events, models, receivers, selectors
        from cms.registers.tracker.search import RecommendationSource
        from core.journal import kinds, subjects
        from search import registry

        registry.register(RecommendationSource())
        rights.register(models.Resolution, is_kept_by_bodies=False)
        rights.register(models.Recommendation, is_kept_by_bodies=False)
        rights.register(models.Report, is_kept_by_bodies=True)
        rights.register(models.Assessment, is_kept_by_bodies=False)
        opendata.register(datasets.RECOMMENDATIONS)
        events.register_journal_kinds(kinds.register)
        subjects.register("resolution", selectors.journal_resolutions)
        subjects.register("recommendation", selectors.journal_recommendations)
        for signal in (published, unpublished):
            signal.connect(receivers.on_resolution, sender=models.Resolution)
            signal.connect(receivers.on_report, sender=models.Report)
            signal.connect(receivers.on_assessment, sender=models.Assessment)
        for changed in (post_save, post_delete):
            changed.connect(receivers.on_assigned, sender=models.Assignment)
        events.recommendations_changed.connect(receivers.on_changed)
