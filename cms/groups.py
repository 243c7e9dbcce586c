"""The group of Wagtail in which editors are, and what it may do: pages, files, menu and footer."""

from typing import Final

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

NAME: Final = "Site editors"

_ADMIN: Final = (
    ("wagtailadmin", "access_admin"),
    ("cms", "change_sitenavigation"),
    ("drafts", "add_topic"),
    ("drafts", "change_topic"),
    ("experts", "add_knowledge"),
    ("experts", "change_knowledge"),
    ("search", "add_synonymgroup"),
    ("search", "change_synonymgroup"),
    ("search", "delete_synonymgroup"),
)
_PAGES: Final = ("add_page", "change_page", "publish_page")
_FILES: Final = (
    ("wagtailimages", ("add_image", "change_image", "choose_image")),
    ("wagtaildocs", ("add_document", "change_document", "choose_document")),
)


def editors() -> Group:
    """The group with all its rights; what is missing is added, so that it may be called whenever
    somebody becomes an editor. Needs a transaction."""
    group, _created = Group.objects.get_or_create(name=NAME)
    for app, codename in _ADMIN:
        group.permissions.add(*_permissions(app, [codename]))
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    if root is not None:
        for permission in _permissions("wagtailcore", _PAGES):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    if collection is not None:
        for app, codenames in _FILES:
            for permission in _permissions(app, codenames):
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=collection, permission=permission
                )
    return group


def _permissions(app: str, codenames: tuple[str, ...] | list[str]) -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label=app, codename__in=codenames)
