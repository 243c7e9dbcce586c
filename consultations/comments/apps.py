from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    """Citizens' structured comments and their moderation."""

    name = "consultations.comments"
    label = "comments"
    verbose_name = _("Comments")

    def ready(self) -> None:
        from consultations.comments import events, permissions, receivers, selectors, services
        from consultations.comments.services import answering, joining
        from consultations.process import numbers
        from core.accounts import purposes
        from core.accounts.events import contact_erased, name_withdrawn
        from core.clock import registry as clock
        from core.journal import kinds, subjects
        from core.web import access, menus

        access.register_rows(permissions.ROWS)
        events.register_journal_kinds(kinds.register)
        subjects.register("comment", selectors.journal_subjects)
        numbers.register_source(selectors.count_numbers)
        numbers.register_badges(selectors.count_badges)
        numbers.register_places(selectors.count_places)
        purposes.register(purposes.Purpose(joining.PURPOSE, joining.describe, joining.perform))
        purposes.register(
            purposes.Purpose(answering.PURPOSE, answering.describe, answering.perform)
        )
        clock.register("comments.addresses", services.sweep_addresses)
        clock.register("comments.lapsed", services.sweep_lapsed)
        clock.register("comments.sheets", services.sweep_sheets)
        menus.desk.add(permissions.LINKS)
        contact_erased.connect(receivers.on_contact_erased)
        name_withdrawn.connect(receivers.on_name_withdrawn)
        keep_hidden_replies_hidden()


def keep_hidden_replies_hidden() -> None:
    """Takes the package's handler off: on every save it would show all replies again and spoil the
    counts of the thread. The package stands before us in INSTALLED_APPS, so it is connected."""
    from django_comments_xtd.models import publish_or_unpublish_on_pre_save

    pre_save.disconnect(publish_or_unpublish_on_pre_save, sender="comments.ProvisionComment")
