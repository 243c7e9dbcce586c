import datetime as dt
from collections.abc import Callable
from io import StringIO
from typing import Final

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Locale, Page, Site

from cms import groups
from cms.models import HomePage
from cms.registers.kit.roles import KEEPERS, overseeing_q
from core.accounts.models import Membership, MembershipRole, User
from core.accounts.querysets import MembershipQuerySet

EDITOR_ROLES: Final = (MembershipRole.EDITOR, MembershipRole.ADMINISTRATOR)
_HOME_TITLE = _("Your words in the law of the region")
_HOME_LEAD = _(
    "Read the bills of the region article by article, propose your own words and check what became "
    "of them. Every proposal gets a reasoned answer."
)


@transaction.atomic
def make_home() -> HomePage:
    """The home page, in the place of Wagtail's welcome page; the one that is there already stays
    as its editors have left it."""
    existing = HomePage.objects.first()
    if existing is not None:
        return existing
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    with override("en"):
        english = {"title_en": str(_HOME_TITLE), "lead_en": str(_HOME_LEAD)}
    with override(settings.LANGUAGE_CODE):
        home = HomePage(title=str(_HOME_TITLE), slug="veche-home", lead=str(_HOME_LEAD), **english)
    root.add_child(instance=home)
    home.save_revision().publish()
    site, _created = Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home, "site_name": settings.SITE_NAME, "hostname": "localhost"},
    )
    for welcome in root.get_children().exclude(pk=home.pk):
        welcome.delete()
    site.refresh_from_db()
    return home


@transaction.atomic
def sync_groups(*, on: dt.date, users: set[int] | None = None) -> int:
    """Puts into Wagtail's groups those whose memberships say so on that day, and takes the others
    out; returns how many were moved. `users` narrows it to some (ids)."""
    held = Membership.objects.active(on).filter(user__is_active=True)
    return sum(
        _sync(name, make, held.filter(wanted), users)
        for name, make, wanted in (
            (groups.NAME, groups.editors, Q(role__in=EDITOR_ROLES)),
            (groups.KEEPERS, groups.keepers, Q(role__in=KEEPERS)),
            (groups.OVERSEERS, groups.overseers, overseeing_q()),
        )
    )


def _sync(
    name: str,
    make: Callable[[], Group],
    memberships: MembershipQuerySet,
    users: set[int] | None,
) -> int:
    wanted = set(memberships.values_list("user", flat=True))
    present = set(User.objects.filter(groups__name=name).values_list("pk", flat=True))
    if users is not None:
        wanted, present = wanted & users, present & users
    added, removed = wanted - present, present - wanted
    if added or removed:
        group = make()
        group.user_set.add(*added)
        group.user_set.remove(*removed)
    return len(added) + len(removed)


def sweep_groups(now: dt.datetime) -> str:
    """The clock's job: memberships begin and end by themselves, and an update brings registers."""
    count = sync_groups(on=timezone.localdate(now))
    with transaction.atomic():
        groups.refresh()
    return f"{count} editors and keepers" if count else ""


def publish_scheduled(now: dt.datetime) -> str:
    """The clock's job: pages whose time has come appear, those whose time is over go. Wagtail's
    own command does it; it reads the clock itself."""
    call_command("publish_scheduled", stdout=StringIO())
    return ""
