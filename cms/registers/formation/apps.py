from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormationConfig(AppConfig):
    """How councils are formed: competitions, candidates, who nominated the members."""

    name = "cms.registers.formation"
    label = "formation"
    verbose_name = _("Formation of councils")

    def ready(self) -> None:
        from django.db.models.signals import post_delete
        from wagtail.signals import published, unpublished

        from cms.registers.formation import (
            datasets,
            events,
            models,
            providers,
            receivers,
            selectors,
        )
        from cms.registers.formation.search import CompetitionSource
        from cms.registers.kit import rights
        from cms.registers.opendata import registry as opendata
        from consultations.reader import ports as councils
        from core.accounts import ports as accounts
        from core.journal import kinds, subjects
        from search import registry

        registry.register(CompetitionSource())
        rights.register(models.Competition, is_kept_by_bodies=True)
        rights.register(models.Nomination, is_kept_by_bodies=True)
        rights.register(models.SeatRule, is_kept_by_bodies=False)
        opendata.register(datasets.COMPETITIONS)
        opendata.register(datasets.NOMINATIONS)
        events.register_journal_kinds(kinds.register)
        subjects.register("competition", selectors.journal_competitions)
        councils.register_part(10, providers.formation)
        councils.register_link(10, "formation:list", _("Competitions for seats"))
        accounts.register_seat_guard(selectors.sits_elsewhere)
        for signal in (published, unpublished):
            signal.connect(receivers.on_competition, sender=models.Competition)
            signal.connect(receivers.on_nomination, sender=models.Nomination)
        post_delete.connect(receivers.on_competition_deleted, sender=models.Competition)
