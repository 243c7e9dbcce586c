from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms import menus, services
from core.accounts.events import MembershipChanged
from search.services import note_change, note_changes


def on_page_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A page was published, taken down or deleted (Wagtail takes it down first): the index
    follows."""
    is_public = Page.objects.live().public().filter(pk=instance.pk).exists()
    note_change(kind="page", object_id=instance.pk, gone=not is_public)


def on_page_moved(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Above another page, everything below may have become private or public."""
    pages = instance.get_descendants(inclusive=True)
    note_changes(kind="page", ids=list(pages.values_list("pk", flat=True)))


def on_restriction_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A page was closed to the public or opened, with all pages below it."""
    pages = instance.page.get_descendants(inclusive=True)
    note_changes(kind="page", ids=list(pages.public().values_list("pk", flat=True)), gone=False)
    note_changes(kind="page", ids=list(pages.not_public().values_list("pk", flat=True)), gone=True)


def on_membership_changed(sender: Any, event: MembershipChanged, **kwargs: Any) -> None:
    """Rights in Wagtail follow memberships."""
    services.sync_groups(on=timezone.localdate(), users={event.user_id})


def on_links_changed(sender: Any, **kwargs: Any) -> None:
    """The menu, the footer, or the address or visibility of a page has changed."""
    menus.forget()
