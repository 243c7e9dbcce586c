import datetime as dt

import pytest

from core.accounts.models import MembershipRole
from drafts import selectors, services
from drafts.domain import serialise
from drafts.domain.nodes import Alinea, ParserWarning
from drafts.domain.outline import rows
from drafts.importers import read_act
from drafts.models import BillVersion
from drafts.permissions import clerk_committees, visible_committees
from tests.factories.accounts import BodyFactory, MembershipFactory, UserFactory, staff
from tests.factories.acts import ACT, UNITS, long_act
from tests.factories.drafts import BillFactory, BillVersionFactory, ProvisionFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 10, 3, tzinfo=dt.UTC)


def imported(data: bytes) -> BillVersion:
    return services.import_bill(
        actor=None, data=data, filename="a.txt", committee=BodyFactory(), now=NOW
    )


# --- The tree ---------------------------------------------------------------------------------


@pytest.mark.parametrize("articles", [1, 250])
def test_a_tree_costs_one_query_however_long_the_text(articles, django_assert_num_queries) -> None:
    version = imported(long_act(articles))
    with django_assert_num_queries(1):
        tree = selectors.version_tree(version)
    assert len(tree.nodes) == articles * 3


def test_nodes_come_flat_in_document_order_with_their_place() -> None:
    tree = selectors.version_tree(imported(ACT.encode()))
    assert [node.path for node in tree.nodes] == UNITS
    paragraph = tree.by_eid["art_1__para_1"]
    assert (paragraph.citation, paragraph.num_label) == ("часть 1 статьи 1", "1.")
    assert paragraph.runs_on
    assert paragraph.has_children
    assert paragraph.lines[0].text == "Настоящий Закон определяет:"
    article = tree.by_eid["art_1"]
    assert article.has_caption
    assert not article.runs_on
    assert [(node.level, node.captions) for node in tree.nodes[:5]] == [
        (0, 0), (0, 1), (1, 2), (2, 2), (2, 2),
    ]  # fmt: skip


def test_a_tree_says_all_that_the_outline_says() -> None:
    act = read_act(ACT.encode()).act
    tree = selectors.version_tree(imported(ACT.encode()))
    assert [(node.path, node.text) for node in tree.nodes] == list(rows(act))


def test_closing_lines_follow_the_last_unit_inside() -> None:
    version = BillVersionFactory()
    closing = {"wrap_up": serialise.blocks_to_list([Alinea("Конец статьи.")])}
    article = ProvisionFactory(version=version, position=1, content=closing)
    point = ProvisionFactory(
        version=version, position=2, depth=1, parent=article, kind="point", heading="",
        content={"wrap_up": serialise.blocks_to_list([Alinea("Конец пункта.")])},
    )  # fmt: skip
    ProvisionFactory(
        version=version, position=3, depth=2, parent=point, kind="subpoint", heading="", text=""
    )
    ProvisionFactory(version=version, position=4)
    nodes = selectors.version_tree(version).nodes
    assert [len(node.tails) for node in nodes] == [0, 0, 2, 0]
    assert [(tail.eid, tail.lines[0].text) for tail in nodes[2].tails] == [
        (point.eid, "Конец пункта."),
        (article.eid, "Конец статьи."),
    ]


def test_own_text_is_everything_but_the_number_and_the_units_inside() -> None:
    version = imported(ACT.encode())
    assert selectors.own_text(version.provisions.get(eid="art_3")) == (
        "Вступление в силу\nНастоящий Закон вступает в силу со дня официального опубликования."
    )
    assert selectors.own_text(version.provisions.get(eid="art_2__point_1")) == (
        "защита прав молодёжи;"
    )


# --- Doubts and statistics --------------------------------------------------------------------


def test_a_doubt_names_the_unit_and_leads_to_it() -> None:
    version = imported(ACT.encode())
    version.warnings = [
        serialise.warning_to_dict(warning)
        for warning in (
            ParserWarning("number_skipped", "chapter:1/article:2", {"number": "2", "after": "0"}),
            ParserWarning(
                "quotation_not_closed", "chapter:1/article:2/point:9/subpoint:а", {"text": "«"}
            ),
            ParserWarning("units_after_signature"),
            ParserWarning("unheard_of", "", {"x": "1"}),
        )
    ]
    found = selectors.version_warnings(version, selectors.version_tree(version))
    assert [(line.eid, line.place) for line in found] == [
        ("art_2__point_2", "пункт 2 статьи 2"),
        ("art_2", "статья 2"),
        ("", ""),
        ("", ""),
    ]
    assert all(line.text for line in found)
    assert "unheard_of" in found[3].text


def test_a_repeated_number_leads_to_the_unit_that_repeats_it() -> None:
    text = ACT.replace("Статья 3. Вступление", "Статья 2. Вступление")
    version = imported(text.encode())
    found = selectors.version_warnings(version, selectors.version_tree(version))
    assert {line.eid for line in found} == {"art_2-dup2"}


def test_statistics_count_units_by_kind_from_the_outside_in() -> None:
    tree = selectors.version_tree(imported(ACT.encode()))
    counts = [count for _kind, count in selectors.unit_statistics(tree)]
    assert counts == [1, 3, 2, 4]


# --- Bills ------------------------------------------------------------------------------------


def test_a_passport_shows_drafts_only_to_those_who_ask_for_them(django_assert_num_queries) -> None:
    bill = BillFactory(slug="law")
    BillVersionFactory(bill=bill, number=1)
    BillVersionFactory(bill=bill, number=2, draft=True)
    with django_assert_num_queries(2):
        passport = selectors.bill_passport("law")
    assert [version.number for version in passport.versions] == [1]
    assert [v.number for v in selectors.bill_passport("law", with_drafts=True).versions] == [2, 1]
    assert selectors.bill_passport("other") is None


def test_a_bill_without_a_published_version_has_no_public_passport() -> None:
    version = BillVersionFactory(draft=True)
    assert selectors.bill_passport(version.bill.slug) is None


def test_provision_by_eid() -> None:
    provision = ProvisionFactory(eid="art_5")
    assert selectors.provision_by_eid(provision.version, "art_5") == provision
    assert selectors.provision_by_eid(provision.version, "art_6") is None
    assert selectors.provision_by_eid(provision.version, "") is None


@pytest.mark.parametrize("bills", [1, 50])
def test_the_desk_lists_own_bills_in_one_query(bills, django_assert_num_queries) -> None:
    committee = BodyFactory()
    BillVersionFactory()
    for _bill in range(bills):
        bill = BillFactory(committee=committee)
        BillVersionFactory(bill=bill, number=1)
        BillVersionFactory(bill=bill, number=2, draft=True, unit_count=7)
    with django_assert_num_queries(1):
        found = list(selectors.desk_bills([committee.pk]))
        shown = {
            (b.draft_number, b.published_number, b.unit_total, str(b.committee)) for b in found
        }
    assert len(found) == bills
    assert shown == {(2, 1, 7, committee.name)}


def test_texts_waiting_to_be_published_are_those_of_the_own_committees() -> None:
    mine = BillVersionFactory(draft=True)
    BillVersionFactory(draft=True)
    BillVersionFactory(bill=mine.bill, number=2)
    assert list(selectors.drafts_of([mine.bill.committee_id])) == [mine]


# --- Whose committees -------------------------------------------------------------------------


def test_committees_of_a_clerk() -> None:
    committee = BodyFactory()
    clerk = staff(committee, MembershipRole.CLERK)
    MembershipFactory(user=clerk, role=MembershipRole.MEMBER)
    assert clerk_committees(clerk) == visible_committees(clerk) == [committee.pk]


def test_administrators_see_the_bills_of_all_committees() -> None:
    assert visible_committees(staff(BodyFactory(), MembershipRole.ADMINISTRATOR)) is None
    assert visible_committees(UserFactory(is_superuser=True)) is None
    assert visible_committees(UserFactory()) == []


def test_annexes_are_told_from_the_body() -> None:
    text = ACT + "\nПриложение\nк Закону Амурской области\n\n1. Общие положения\n\n2. Порядок\n"
    tree = selectors.version_tree(imported(text.encode()))
    assert [node.path for node in tree.body] == UNITS
    assert [node.path for node in tree.annexes] == ["annex:1", "annex:1/point:1", "annex:1/point:2"]
    assert selectors.version_tree(imported(ACT.encode())).annexes == ()


def test_the_journal_links_published_versions_only(django_assert_num_queries) -> None:
    public, hidden = BillVersionFactory(), BillVersionFactory(draft=True)
    with django_assert_num_queries(1):
        links = selectors.journal_subjects([str(public.pk), str(hidden.pk), "x"])
    assert list(links) == [str(public.pk)]
    assert links[str(public.pk)].url == public.get_absolute_url()
    assert public.bill.title in links[str(public.pk)].title
