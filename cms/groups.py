"""The groups of Wagtail in which editors and keepers of registers are, and what they may do. Whose
rows of a register somebody may touch is not said here but by the memberships (BodyPolicy)."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Final

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.registers.kit import approval
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
# Keepers add files to what they write and change their own, but not those of others.
_OWN_FILES: Final = (("wagtaildocs", ("add_document", "choose_document")),)
_KEEPING: Final = ("add", "change")
_OVERSEEING: Final = (*_KEEPING, "publish", "lock", "unlock")


def editors() -> Group:
    """The group of editors with all its rights; what is missing is added, so that it may be called
    whenever somebody becomes an editor. Needs a transaction."""
    group = _with_rights(NAME, _EDITING)
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    if root is not None:
        for permission in _permissions([("wagtailcore", _PAGES)]):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    if collection is not None:
        _give_files(group, collection, _FILES)
    return group


def keepers() -> Group:
    """The same for those who keep the rows of their bodies; with the way in which these are
    approved."""
    kept = [each.model for each in registers() if each.is_kept_by_bodies]
    group = _with_rights(KEEPERS, [_ENTER, *_rights(kept, _KEEPING)])
    _give_files(group, _collection(), _OWN_FILES)
    overseers()
    return group


def overseers() -> Group:
    """The same for those who keep and publish the rows of all bodies."""
    kept = [each.model for each in registers()]
    group = _with_rights(OVERSEERS, [_ENTER, *_rights(kept, _OVERSEEING)])
    _give_files(group, _collection(), _FILES)
    approval.assign(group)
    return group


def refresh() -> None:
    """After an update there may be registers of which the groups know nothing yet; a few queries if
    there are none. Needs a transaction."""
    names = set(Group.objects.filter(name__in=[KEEPERS, OVERSEERS]).values_list("name", flat=True))
    if KEEPERS in names:
        keepers()
    elif names:
        overseers()


def _with_rights(name: str, rights: Iterable[tuple[str, Iterable[str]]]) -> Group:
    group, _created = Group.objects.get_or_create(name=name)
    missing = list(_permissions(rights).exclude(group=group))
    if missing:
        group.permissions.add(*missing)
    return group


def _rights(models: Iterable[type], actions: Iterable[str]) -> Iterable[tuple[str, list[str]]]:
    for model in models:
        options = model._meta  # type: ignore[attr-defined]  # noqa: SLF001
        yield options.app_label, [f"{action}_{options.model_name}" for action in actions]


def _collection() -> Collection | None:
    """Where the files of registers are, apart from those of editors; None on a site without any."""
    root = Collection.get_first_root_node()
    if root is None:
        return None
    with override(settings.LANGUAGE_CODE):
        name = _("Files of registers")
    found: Collection | None = root.get_children().filter(name=name).first()
    return found or root.add_child(name=name)


def _give_files(
    group: Group, collection: Collection | None, files: Iterable[tuple[str, Iterable[str]]]
) -> None:
    """They add pictures and documents to what they write."""
    if collection is None:
        return
    given = GroupCollectionPermission.objects.filter(group=group, collection=collection)
    for permission in _permissions(files).exclude(pk__in=given.values("permission")):
        GroupCollectionPermission.objects.create(
            group=group, collection=collection, permission=permission
        )


def _permissions(rights: Iterable[tuple[str, Iterable[str]]]) -> QuerySet[Permission]:
    named = (
        Q(content_type__app_label=app, codename__in=list(codenames)) for app, codenames in rights
    )
    return Permission.objects.filter(reduce(or_, named))
