"""«My proposals»: what a person's places in bodies add to it."""

import pytest
from django.test import Client

from core.accounts.models import BodyKind, MembershipRole
from tests.factories.accounts import CouncilFactory, staff
from tests.factories.process import ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "opinions", "desk", "pages"),
    [
        (MembershipRole.MEMBER, True, True, False),
        (MembershipRole.SECRETARY, True, True, True),
        (MembershipRole.MODERATOR, False, True, False),
        (MembershipRole.EDITOR, False, False, True),
        (MembershipRole.STAFF, False, False, True),
        (MembershipRole.ADMINISTRATOR, False, True, True),
    ],
)
def test_each_is_offered_the_own_work(
    client: Client, role: MembershipRole, opinions: bool, desk: bool, pages: bool
) -> None:
    council = CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER)
    ReferralFactory(council=council)
    client.force_login(staff(council, role), "django.contrib.auth.backends.ModelBackend")
    main = client.get("/my/").content.decode().partition("<main")[2].partition("</main>")[0]
    assert ("Нужно дать заключения" in main) is opinions
    assert ('href="/desk/"' in main) is desk
    assert ('href="/cms-admin/"' in main) is pages
