from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The working desk: what is due for the person who has come to work."""

    name = "consultations.desk"
    label = "desk"
    verbose_name = _("Working desk")

    def ready(self) -> None:
        from consultations.desk import permissions, steps
        from core.web import access, menus
        from drafts import steps as version_steps

        access.register_rows(permissions.ROWS)
        menus.desk.add(permissions.LINKS)
        version_steps.register(steps.working_pages)
