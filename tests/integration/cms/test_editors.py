"""Rights in the editorial office follow memberships, and nobody else gets in."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, Site

from cms import groups, services
from cms.models import HomePage, StandardPage
from core.accounts.models import BodyKind, Membership, MembershipRole, User
from core.accounts.services import add_member
from core.clock import registry as clock
from core.clock.services import tick
from tests import moment
from tests.factories.accounts import PASSWORD, CouncilFactory, MembershipFactory, UserFactory
from tests.integration.cms.conftest import appoint

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def is_editor(user: User) -> bool:
    fresh = User.objects.get(pk=user.pk)
    has_access: bool = fresh.has_perm("wagtailadmin.access_admin")
    is_inside = fresh.groups.exists()
    assert is_inside == has_access
    found: bool = fresh.groups.filter(name=groups.NAME).exists()
    return found


def beat(days: int = 0) -> str:
    (job,) = [job for job in clock.jobs() if job.name == "cms.groups"]
    (outcome,) = tick(now=timezone.now() + days * DAY, jobs=[job])
    assert not outcome.failed
    return outcome.summary


@pytest.mark.parametrize("role", MembershipRole.values)
def test_editors_and_administrators_get_in(role: str) -> None:
    user = UserFactory()
    assert not is_editor(user)
    appoint(user, role)
    assert is_editor(user) == (role in {"editor", "administrator"})


@pytest.mark.parametrize(
    ("role", "kind", "expected"),
    [
        ("staff", BodyKind.EXECUTIVE, [groups.KEEPERS]),
        ("secretary", BodyKind.PUBLIC_COUNCIL, [groups.KEEPERS]),
        ("staff", BodyKind.PUBLIC_CHAMBER, [groups.KEEPERS, groups.OVERSEERS]),
        ("secretary", BodyKind.PUBLIC_CHAMBER, [groups.KEEPERS, groups.OVERSEERS]),
        ("administrator", BodyKind.PUBLIC_CHAMBER, [groups.OVERSEERS, groups.NAME]),
        ("chair", BodyKind.PUBLIC_CHAMBER, []),
    ],
)
def test_registers_are_kept_by_those_whose_work_it_is(
    role: str, kind: BodyKind, expected: list[str]
) -> None:
    user = UserFactory()
    body = CouncilFactory(kind=kind)
    add_member(actor=None, user=user, body=body, role=MembershipRole(role))
    names = Group.objects.filter(user=user).order_by("name").values_list("name", flat=True)
    assert list(names) == expected


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [(None, None, True), (0, 0, True), (-5, -1, False), (1, 5, False), (-5, 5, True)],
)
def test_the_term_counts(starts: int | None, ends: int | None, expected: bool) -> None:
    user = UserFactory()
    appoint(
        user,
        starts_on=None if starts is None else moment.today() + starts * DAY,
        ends_on=None if ends is None else moment.today() + ends * DAY,
    )
    assert is_editor(user) == expected


def test_a_term_that_was_shortened_ends_at_once() -> None:
    user = UserFactory()
    place = appoint(user)
    add_member(
        actor=None,
        user=user,
        body=place.body,
        role=MembershipRole.EDITOR,
        ends_on=moment.today() - DAY,
    )
    assert not is_editor(user)


def test_memberships_begin_and_end_by_the_clock() -> None:
    ending, beginning, lasting = (UserFactory() for _ in range(3))
    appoint(ending, ends_on=moment.today())
    appoint(beginning, starts_on=moment.today() + DAY)
    appoint(lasting)
    assert (beat(), beat(days=1), beat(days=1)) == ("", "2 editors and keepers", "")
    assert [is_editor(user) for user in (ending, beginning, lasting)] == [False, True, True]


def test_another_place_keeps_the_right() -> None:
    user = UserFactory()
    appoint(user, ends_on=moment.today() - DAY)
    appoint(user, "administrator")
    assert is_editor(user)


def test_somebody_who_was_switched_off_or_put_in_by_hand_is_taken_out() -> None:
    switched_off, by_hand = UserFactory(), UserFactory()
    appoint(switched_off)
    Group.objects.get(name=groups.NAME).user_set.add(by_hand)
    User.objects.filter(pk=switched_off.pk).update(is_active=False)
    assert beat() == "2 editors and keepers"
    assert not is_editor(by_hand)


def test_other_groups_are_left_alone() -> None:
    user = UserFactory()
    user.groups.add(Group.objects.create(name="Другие"))
    MembershipFactory(user=user, role=MembershipRole.EDITOR)
    services.sync_groups(on=moment.today())
    Membership.objects.all().delete()
    services.sync_groups(on=moment.today())
    assert [group.name for group in user.groups.all()] == ["Другие"]


def test_the_clock_costs_the_same_for_1_and_20() -> None:
    costs = []
    for total in (1, 19):
        for _ in range(total):
            appoint(UserFactory())
        with CaptureQueriesContext(connection) as captured:
            services.sync_groups(on=moment.today())
        costs.append(len(captured))
    # Two for each of the three groups, and two open and close the transaction.
    assert costs == [8, 8]


# --- The door ----------------------------------------------------------------------------------


def follow(client: Client, url: str) -> tuple[int, list[str]]:
    response = client.get(url, follow=True)  # raises if it goes in a circle
    return response.status_code, [address for address, _status in response.redirect_chain]


def test_strangers_sign_in_on_our_own_page(client: Client, home: HomePage) -> None:
    for address in ("/cms-admin/", "/cms-admin/pages/", "/cms-admin/login/?next=/cms-admin/pages/"):
        status, chain = follow(client, address)
        assert status == 200
        assert chain[-1].startswith("/accounts/login/?next=/cms-admin/")


@pytest.mark.parametrize("role", [None, "clerk", "sponsor", "moderator", "member", "chair"])
def test_others_are_refused_and_not_sent_in_a_circle(
    client: Client, home: HomePage, role: str | None
) -> None:
    user = UserFactory()
    if role:
        appoint(user, role)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    for address in ("/cms-admin/", "/cms-admin/pages/", "/cms-admin/account/"):
        assert follow(client, address)[0] == 403


def test_an_editor_signs_in_and_comes_back(client: Client, home: HomePage, editor: User) -> None:
    _status, chain = follow(client, "/cms-admin/pages/")
    response = client.post(chain[-1], {"login": editor.email, "password": PASSWORD}, follow=True)
    assert response.request["PATH_INFO"] == "/cms-admin/pages/"
    assert response.status_code == 200
    assert follow(client, "/cms-admin/login/") == (200, ["/cms-admin/"])


def test_guessing_at_the_door_locks_it(client: Client, home: HomePage, editor: User) -> None:
    address = "/accounts/login/?next=/cms-admin/"
    for _ in range(6):
        response = client.post(address, {"login": editor.email, "password": "wrong"})
    assert response.status_code == 429
    right = client.post(address, {"login": editor.email, "password": PASSWORD})
    assert right.status_code == 429
    assert "_auth_user_id" not in client.session


def test_wagtail_has_no_sign_in_and_no_passwords_of_its_own(
    client: Client, home: HomePage, editor: User
) -> None:
    client.post("/cms-admin/login/", {"username": editor.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert client.get("/cms-admin/password_reset/").status_code == 404


def test_the_home_page_cannot_be_taken_away(desk: Client, home: HomePage, editor: User) -> None:
    for verb in ("delete", "unpublish", "move"):
        response = desk.post(f"/cms-admin/pages/{home.pk}/{verb}/", follow=True)
        assert response.status_code in {200, 404}
    assert HomePage.objects.live().filter(pk=home.pk).exists()
    assert Site.objects.filter(root_page=home).exists()
    other = StandardPage(title="Страница", slug="s", body=[("heading", "О")])
    home.add_child(instance=other)
    assert other.permissions_for_user(editor).can_delete()


def test_editors_do_not_manage_people_or_sites(desk: Client, home: HomePage) -> None:
    for address in ("users/", "groups/", "sites/", "workflows/list/", "collections/"):
        response = desk.get(f"/cms-admin/{address}")
        assert response.status_code in {302, 404}, address
    root = Page.get_first_root_node()
    assert not root.permissions_for_user(User.objects.get()).can_delete()
