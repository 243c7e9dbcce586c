from typing import Any

import pytest
from django.test import Client

from consultations.reader.selectors.bills import outline, reading_units
from consultations.reader.selectors.changes import changes
from drafts.models import VersionStatus
from drafts.selectors import version_tree
from tests.factories.drafts import BillFactory, BillVersionFactory, ProvisionFactory
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db


def alinea(text: str) -> dict[str, Any]:
    return {"intro": [{"type": "alinea", "text": text}]}


def test_only_published_bills_are_listed(client: Client) -> None:
    shown = BillVersionFactory().bill
    hidden = BillVersionFactory(status=VersionStatus.DRAFT, published_at=None).bill
    page = client.get("/bills/").content.decode()
    assert shown.title in page
    assert hidden.title not in page
    assert client.get(f"/bills/{hidden.slug}/").status_code == 404
    assert client.get(f"/bills/{hidden.slug}/v1/").status_code == 404
    assert client.get(f"/bills/{hidden.slug}/v1/source/").status_code == 404


def test_the_passport_leads_to_the_text_and_to_the_comparison(client: Client) -> None:
    bill = BillFactory()
    BillVersionFactory(bill=bill, number=1)
    BillVersionFactory(bill=bill, number=2)
    page = client.get(bill.get_absolute_url()).content.decode()
    assert f"/bills/{bill.slug}/v2/" in page
    assert f"/bills/{bill.slug}/compare/1..2/" in page


def test_a_reader_can_speak_only_while_the_window_is_open(client: Client) -> None:
    version = BillVersionFactory()
    provision = ProvisionFactory(version=version)
    address = version.get_absolute_url()
    assert "comments/new" not in client.get(address).content.decode()
    consultation = ConsultationFactory(version=version)
    page = client.get(address).content.decode()
    assert f"{consultation.get_absolute_url()}comments/new/?on={provision.eid}" in page
    assert f'id="{provision.eid}"' in page


def test_a_closed_consultation_shows_no_form(client: Client) -> None:
    consultation = ConsultationFactory(closed=True)
    ProvisionFactory(version=consultation.version)
    page = client.get(consultation.version.get_absolute_url()).content.decode()
    assert "comments/new" not in page
    assert consultation.get_absolute_url() in page


def test_the_file_is_handed_out_as_it_came(client: Client) -> None:
    version = BillVersionFactory()
    response = client.get(f"/bills/{version.bill.slug}/v1/source/")
    assert b"".join(response.streaming_content) == b"PK"  # type: ignore[attr-defined]
    assert "attachment" in response["Content-Disposition"]


def test_outline_counts_what_is_said_inside() -> None:
    version = BillVersionFactory()
    chapter = ProvisionFactory(
        version=version, position=1, kind="chapter", path="chapter:I", eid="chp_I"
    )
    article = ProvisionFactory(version=version, position=2, depth=1, parent=chapter)
    part = ProvisionFactory(
        version=version, position=3, depth=2, parent=article, kind="paragraph", heading=""
    )
    units = reading_units(version_tree(version), {article.pk: 2, part.pk: 3}, can_speak=True)
    assert [(unit.node.level, unit.count, unit.below) for unit in units] == [
        (0, 0, 5),
        (0, 2, 5),
        (1, 3, 3),
    ]
    assert [unit.can_speak for unit in units] == [False, True, True]
    (root,) = outline(units)
    assert (root.count, [child.count for child in root.children]) == (5, [5])
    assert root.children[0].children == []


def test_changes_name_each_kind_of_change_once() -> None:
    bill = BillFactory()
    old = BillVersionFactory(bill=bill, number=1)
    new = BillVersionFactory(bill=bill, number=2)
    same = ProvisionFactory(version=old, position=1, heading="Тот же", content=alinea("Слова."))
    edited = ProvisionFactory(
        version=old, position=2, heading="Срок", content=alinea("Десять дней.")
    )
    ProvisionFactory(version=old, position=3, heading="Лишняя", content=alinea("Исключена."))
    ProvisionFactory(
        version=new, position=1, lineage=same.lineage, heading="Тот же", content=alinea("Слова.")
    )
    ProvisionFactory(
        version=new,
        position=2,
        lineage=edited.lineage,
        heading="Срок",
        content=alinea("Двадцать дней."),
    )
    ProvisionFactory(
        version=new, position=3, path="article:4", heading="Новая", content=alinea("Есть.")
    )
    found = [(change.state, change.old, change.new) for change in changes(old, new)]
    assert found == [
        ("edited", "Срок\nДесять дней.", "Срок\nДвадцать дней."),
        ("added", "", "Новая\nЕсть."),
        ("deleted", "Лишняя\nИсключена.", ""),
    ]


def test_comparison_page_shows_the_words(client: Client) -> None:
    bill = BillFactory()
    old, new = (BillVersionFactory(bill=bill, number=number) for number in (1, 2))
    first = ProvisionFactory(version=old, heading="Десять дней")
    ProvisionFactory(version=new, lineage=first.lineage, heading="Двадцать дней")
    page = client.get(f"/bills/{bill.slug}/compare/1..2/").content.decode()
    assert "<del>" in page
    assert "Двадцать" in page
    assert client.get(f"/bills/{bill.slug}/compare/1..9/").status_code == 404


@pytest.mark.parametrize("path", ["/bills/x/", "/bills/x/v1/", "/bills/x/vx/", "/councils/x/"])
def test_unknown_addresses_are_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def queries(client: Client, address: str, counter: Any) -> int:
    with counter() as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_reader_costs_the_same_for_1_and_500_provisions(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    small = ConsultationFactory()
    ProvisionFactory(version=small.version)
    large = ConsultationFactory()
    for position in range(1, 501):
        ProvisionFactory(version=large.version, position=position)

    def counter() -> Any:
        return django_assert_max_num_queries(30)

    client.get(small.version.get_absolute_url())  # menus and the like are kept
    few = queries(client, small.version.get_absolute_url(), counter)
    client.get(large.version.get_absolute_url())
    assert queries(client, large.version.get_absolute_url(), counter) == few
