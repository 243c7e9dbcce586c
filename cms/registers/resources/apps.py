from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    """What councils have for their work: premises, and students who help them."""

    name = "cms.registers.resources"
    label = "resources"
    verbose_name = _("Resources of councils")

    def ready(self) -> None:
        from cms.registers.kit import rights
        from cms.registers.opendata import registry as opendata
        from cms.registers.resources import datasets, models, providers
        from consultations.reader import ports as councils

        rights.register(models.Premises, is_kept_by_bodies=True)
        rights.register(models.Practice, is_kept_by_bodies=True)
        opendata.register(datasets.PREMISES)
        opendata.register(datasets.PRACTICE)
        councils.register_part(30, providers.resources)
        councils.register_link(40, "resources:premises", _("Premises for councils"))
        councils.register_link(50, "resources:practice", _("Practice of students"))
