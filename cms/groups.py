"""The groups of Wagtail in which editors and keepers of registers are, and what they may do. Whose
rows of a register somebody may touch is not said here but by the memberships (BodyPolicy)."""

from collections.abc import Iterable
from typing import Final

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.registers.kit.rights import registers

NAME: Final = "Site editors"
# They keep the rows of their own bodies and hand them in for approval.
KEEPERS: Final = "Register keepers"
# They keep the rows of all bodies, and publish them.
OVERSEERS: Final = "Register overseers"

_ENTER: Final = ("wagtailadmin", ("access_admin",))
_EDITING: Final = (
    _ENTER,
    ("cms", ("change_sitenavigation",)),
    ("drafts", ("add_topic", "change_topic")),
    ("experts", ("add_knowledge", "change_knowledge")),
    ("search", ("add_synonymgroup", "change_synonymgroup", "delete_synonymgroup")),
)
_PAGES: Final = ("add_page", "change_page", "publish_page")
_FILES: Final = (
    ("wagtailimages", ("add_image", "change_image", "choose_image")),
    ("wagtaildocs", ("add_document", "change_document", "choose_document")),
)
_KEEPING: Final = ("add", "change")
_OVERSEEING: Final = (*_KEEPING, "publish", "lock", "unlock")


def editors() -> Group:
    """The group of editors with all its rights; what is missing is added, so that it may be called
    whenever somebody becomes an editor. Needs a transaction."""
    group = _with_rights(NAME, _EDITING)
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    if root is not None:
        for permission in _permissions("wagtailcore", _PAGES):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    if collection is not None:
        _give_files(group, collection)
    return group


def keepers() -> Group:
    """The same for those who keep the rows of their bodies."""
    kept = [each.model for each in registers() if each.is_kept_by_bodies]
    group = _with_rights(KEEPERS, [_ENTER, *_rights(kept, _KEEPING)])
    _give_files(group, Collection.get_first_root_node())
    return group


def overseers() -> Group:
    """The same for those who keep and publish the rows of all bodies."""
    kept = [each.model for each in registers()]
    group = _with_rights(OVERSEERS, [_ENTER, *_rights(kept, _OVERSEEING)])
    _give_files(group, Collection.get_first_root_node())
    return group


def _with_rights(name: str, rights: Iterable[tuple[str, Iterable[str]]]) -> Group:
    group, _created = Group.objects.get_or_create(name=name)
    for app, codenames in rights:
        group.permissions.add(*_permissions(app, codenames))
    return group


def _rights(models: Iterable[type], actions: Iterable[str]) -> Iterable[tuple[str, list[str]]]:
    for model in models:
        options = model._meta  # type: ignore[attr-defined]  # noqa: SLF001
        yield options.app_label, [f"{action}_{options.model_name}" for action in actions]


def _give_files(group: Group, collection: Collection | None) -> None:
    """They add pictures and documents to what they write."""
    if collection is None:
        return
    for app, codenames in _FILES:
        for permission in _permissions(app, codenames):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=permission
            )


def _permissions(app: str, codenames: Iterable[str]) -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label=app, codename__in=list(codenames))
