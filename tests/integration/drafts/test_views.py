"""The clerk's pages: who may open them, what they show, what they refuse."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.accounts.models import MembershipRole
from core.journal.models import JournalEntry
from core.web.access import Role, policy
from drafts import services
from drafts.models import Bill, BillVersion
from drafts.permissions import CommitteePlace
from tests.factories.accounts import BodyFactory, MembershipFactory, UserFactory, staff
from tests.factories.acts import ACT, SECOND_ACT, long_act
from tests.factories.drafts import BillFactory, BillVersionFactory, TopicFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 10, 3, tzinfo=dt.UTC)


@pytest.fixture
def committee():
    return BodyFactory(name="Комитет по законодательству")


@pytest.fixture
def clerk(committee, client: Client):
    user = staff(committee, MembershipRole.CLERK)
    client.force_login(user)
    return user


@pytest.fixture
def draft(committee) -> BillVersion:
    return services.import_bill(
        actor=None, data=ACT.encode(), filename="a.txt", committee=committee, now=NOW
    )


def address(name: str, version: BillVersion) -> str:
    return reverse(f"drafts:{name}", args=[version.bill.slug, version.number])


def upload(text: str = ACT, name: str = "проект.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


# --- Role × phase -----------------------------------------------------------------------------

WRITES = ("drafts.publish", "drafts.discard")


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize("role", MembershipRole)
def test_who_may_do_what_with_a_version(role, published) -> None:
    version = BillVersionFactory(draft=not published)
    here, elsewhere = staff(version.bill.committee, role), staff(BodyFactory(), role)
    is_clerk, is_admin = role == MembershipRole.CLERK, role == MembershipRole.ADMINISTRATOR
    assert policy.check(here, "drafts.work", version) == (is_clerk or is_admin)
    assert policy.check(elsewhere, "drafts.work", version) == is_admin
    assert policy.check(here, "drafts.import", version) == is_clerk
    assert not policy.check(elsewhere, "drafts.import", version)
    assert (
        policy.check(here, "drafts.import", CommitteePlace(version.bill.committee_id)) == is_clerk
    )
    for action in WRITES:
        assert policy.check(here, action, version) == (is_clerk and not published)
        assert not policy.check(elsewhere, action, version)


@pytest.mark.parametrize("name", ["desk_version", "publish", "discard", "source"])
def test_a_clerk_of_another_committee_is_refused(name, draft, client) -> None:
    client.force_login(staff(BodyFactory(), MembershipRole.CLERK))
    method = client.post if name in ("publish", "discard") else client.get
    assert method(address(name, draft)).status_code == 403
    assert BillVersion.objects.filter(status="draft").exists()


@pytest.mark.parametrize("name", ["desk_bills", "import"])
def test_strangers_are_sent_to_sign_in_and_citizens_are_refused(name, client) -> None:
    url = reverse(f"drafts:{name}")
    assert client.get(url)["Location"].startswith(reverse("account_login"))
    client.force_login(UserFactory())
    assert client.get(url).status_code == 403


def test_reading_does_not_publish(draft, clerk, client) -> None:
    for name in ("publish", "discard"):
        assert client.get(address(name, draft)).status_code == 405
    assert client.post(reverse("drafts:desk_bills")).status_code == 405


# --- Pages ------------------------------------------------------------------------------------


def test_the_list_costs_the_same_for_any_number_of_bills(committee, clerk, client) -> None:
    BillVersionFactory(bill__committee=committee)
    before = page_queries(client, reverse("drafts:desk_bills"))
    for _bill in range(28):
        BillVersionFactory(bill__committee=committee, draft=True)
    assert page_queries(client, reverse("drafts:desk_bills")) == before


def test_the_list_shows_own_bills_only(clerk, draft, client) -> None:
    BillFactory(title="О чужом")
    page = client.get(reverse("drafts:desk_bills")).content.decode()
    assert draft.bill.title in page
    assert "О чужом" not in page


def test_the_page_of_a_version_shows_the_text_its_doubts_and_their_places(
    clerk, committee, client
) -> None:
    version = services.import_bill(
        actor=None,
        data=ACT.replace("2) полномочия", "3) полномочия").encode(),
        filename="a.txt",
        committee=committee,
        now=NOW,
    )
    page = client.get(address("desk_version", version)).content.decode()
    assert 'href="#art_1__para_1__point_3"' in page
    assert 'id="art_1__para_1__point_3"' in page
    assert "пункт 3 части 1 статьи 1" in page
    assert "Целями молодёжной политики являются" in page
    assert address("publish", version) in page


def test_the_page_of_a_version_costs_the_same_for_any_length(committee, clerk, client) -> None:
    short, long = (
        services.import_bill(
            actor=None, data=long_act(articles), filename="a.txt", committee=committee, now=NOW
        )
        for articles in (1, 170)
    )
    before = page_queries(client, address("desk_version", short))
    assert page_queries(client, address("desk_version", long)) == before
    assert long.unit_count == 510


def test_the_file_is_handed_out_to_its_clerks(draft, clerk, client) -> None:
    response = client.get(address("source", draft))
    assert b"".join(response.streaming_content) == ACT.encode()
    assert 'filename="molodezhnoy-politike-v1.txt"' in response["Content-Disposition"]


# --- Import -----------------------------------------------------------------------------------


def test_a_clerk_imports_a_bill(clerk, committee, client) -> None:
    response = client.post(
        reverse("drafts:import"),
        {"file": upload(), "stage": "introduced", "number": "15-8", "title": "", "sponsor": ""},
    )
    version = BillVersion.objects.get()
    assert response["Location"] == address("desk_version", version)
    assert (version.bill.committee, version.created_by) == (committee, clerk)
    assert (version.bill.title, version.bill.number) == ("О молодёжной политике", "15-8")


def test_a_number_that_another_bill_has_is_noticed(clerk, draft, client) -> None:
    BillFactory(number="15-8")
    typed = {"file": upload(), "stage": "introduced", "number": "15-8"}
    response = client.post(reverse("drafts:import"), typed, follow=True)
    assert "есть и у другого законопроекта" in response.content.decode()
    typed = {"file": upload(), "stage": "introduced", "number": "15-9"}
    response = client.post(reverse("drafts:import"), typed, follow=True)
    assert "есть и у другого законопроекта" not in response.content.decode()


def test_a_clerk_imports_a_new_text_of_a_bill(clerk, draft, client) -> None:
    services.publish_version(actor=None, version=draft, now=NOW)
    url = f"{reverse('drafts:import')}?bill={draft.bill.slug}"
    assert f'value="{draft.bill.pk}" selected' in client.get(url).content.decode()
    client.post(url, {"file": upload(), "stage": "reading2", "bill": draft.bill.pk})
    newest = BillVersion.objects.latest("number")
    assert (newest.bill, newest.number, newest.stage) == (draft.bill, 2, "reading2")


def test_a_refused_file_is_explained_at_its_field_and_the_typed_stays(clerk, client) -> None:
    response = client.post(
        reverse("drafts:import"),
        {"file": SimpleUploadedFile("x.docx", b"PK\x03\x04rubbish"), "stage": "introduced",
         "title": "О напечатанном", "number": "15-8", "sponsor": "Губернатор"},
    )  # fmt: skip
    assert response.status_code == 422
    page = response.content.decode()
    assert list(response.context["form"].errors) == ["file"]
    assert "О напечатанном" in page
    assert 'value="15-8"' in page
    assert 'aria-invalid="true"' in page
    assert not Bill.objects.exists()


def test_a_file_without_a_title_asks_for_one(clerk, client) -> None:
    data = {"file": upload("Статья 1. Предмет\n\nТекст."), "stage": "introduced"}
    response = client.post(reverse("drafts:import"), data)
    assert list(response.context["form"].errors) == ["title"]


def test_a_bill_of_another_committee_cannot_be_replaced(clerk, client) -> None:
    other = BillVersionFactory(draft=True)
    data = {"file": upload(), "stage": "introduced", "bill": other.bill.pk}
    response = client.post(reverse("drafts:import"), data)
    assert list(response.context["form"].errors) == ["bill"]
    other.refresh_from_db()
    assert other.source_name == "проект.docx"


def test_a_clerk_of_two_committees_chooses_one(clerk, committee, client) -> None:
    second = MembershipFactory(user=clerk, body=BodyFactory(), role=MembershipRole.CLERK).body
    data = {"file": upload(), "stage": "introduced"}
    assert list(client.post(reverse("drafts:import"), data).context["form"].errors) == ["committee"]
    client.post(reverse("drafts:import"), data | {"file": upload(), "committee": second.pk})
    assert Bill.objects.get().committee_id == second.pk


# --- Publication ------------------------------------------------------------------------------


def test_publication_asks_for_a_confirmation(clerk, draft, client) -> None:
    response = client.post(address("publish", draft), {"seen": services.text_state(draft)})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["checked"]
    draft.refresh_from_db()
    assert not draft.is_published


def test_a_clerk_publishes(clerk, draft, client) -> None:
    page = client.get(address("desk_version", draft)).content.decode()
    assert f'name="seen" value="{services.text_state(draft)}"' in page
    typed = {"checked": "on", "seen": services.text_state(draft)}
    response = client.post(address("publish", draft), typed, follow=True)
    draft.refresh_from_db()
    assert draft.is_published
    page = response.content.decode()
    assert draft.get_absolute_url() in page
    assert address("publish", draft) not in page


def test_what_was_replaced_after_the_check_is_not_published(clerk, draft, client) -> None:
    typed = {"checked": "on", "seen": services.text_state(draft)}
    client.post(
        reverse("drafts:import"),
        {"file": upload(SECOND_ACT), "stage": "introduced", "bill": draft.bill.pk},
    )
    response = client.post(address("publish", draft), typed, follow=True)
    assert "заменён" in response.content.decode()
    draft.refresh_from_db()
    assert not draft.is_published


# --- The card ---------------------------------------------------------------------------------

CARD = {
    "summary": "  Кому и чем помогут.  ",
    "status": "reading1_passed",
    "introduced_on": "2026-02-03",
}


def card_url(draft: BillVersion) -> str:
    return reverse("drafts:describe", args=[draft.bill.slug])


def test_a_clerk_writes_the_card_of_a_public_bill(clerk, draft, client) -> None:
    services.publish_version(actor=None, version=draft, now=NOW)
    response = client.post(card_url(draft), CARD)
    assert response["Location"] == reverse("drafts:desk_bills")
    page = client.get(draft.bill.get_absolute_url()).content.decode()
    assert "Кому и чем помогут." in page
    assert "принят в первом чтении" in page.lower()
    entry = JournalEntry.objects.get(kind="bill.described")
    assert entry.body == {
        "status": "reading1_passed",
        "introduced_on": "2026-02-03",
        "topics": [],
        "sponsor": None,
        "actor_role": "clerk",
    }
    client.post(card_url(draft), CARD)
    assert JournalEntry.objects.filter(kind="bill.described").count() == 1


def test_a_clerk_gives_a_bill_its_topics_and_readers_find_it_by_them(clerk, draft, client) -> None:
    school, water = TopicFactory(name="школа"), TopicFactory(name="вода")
    services.publish_version(actor=None, version=draft, now=NOW)
    client.post(card_url(draft), CARD | {"topics": [school.pk]})
    assert list(draft.bill.topics.all()) == [school]
    listed = client.get(reverse("reader:bills"), {"topic": school.slug}).content.decode()
    assert draft.bill.get_absolute_url() in listed
    other = client.get(reverse("reader:bills"), {"topic": water.slug}).content.decode()
    assert draft.bill.get_absolute_url() not in other
    assert client.get(reverse("reader:bills"), {"topic": "net-takoy"}).status_code == 404
    entry = JournalEntry.objects.filter(kind="bill.described").latest("pk")
    assert entry.body["topics"] == [school.slug]


def test_the_card_of_a_bill_that_nobody_sees_is_not_told(clerk, draft, client) -> None:
    client.post(card_url(draft), CARD)
    draft.bill.refresh_from_db()
    assert draft.bill.summary == "Кому и чем помогут."
    assert not JournalEntry.objects.exists()


def test_a_card_that_is_wrong_comes_back_with_what_was_typed(clerk, draft, client) -> None:
    wrong = {"summary": "Слова", "status": "burnt", "introduced_on": "31.02.2026"}
    response = client.post(card_url(draft), wrong)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"status", "introduced_on"}
    assert "Слова" in response.content.decode()


def test_the_card_belongs_to_the_own_committee(draft, client) -> None:
    client.force_login(staff(BodyFactory(), MembershipRole.CLERK))
    assert client.get(card_url(draft)).status_code == 403
    assert client.post(card_url(draft), CARD).status_code == 403


def test_a_clerk_discards(clerk, draft, client) -> None:
    response = client.post(address("discard", draft))
    assert response["Location"] == reverse("drafts:desk_bills")
    assert not BillVersion.objects.exists()


def test_a_version_published_meanwhile_is_refused(clerk, draft, client) -> None:
    services.publish_version(actor=None, version=draft, now=NOW)
    assert client.post(address("publish", draft), {"checked": "on"}).status_code == 403
    assert client.post(address("discard", draft)).status_code == 403


def test_roles_of_the_table_are_roles_of_memberships() -> None:
    assert {str(role) for role in MembershipRole} <= {str(role) for role in Role}
