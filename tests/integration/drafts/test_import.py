"""`import_bill`: what a file becomes, what replaces what, and what leaves no trace."""

import datetime as dt
import re

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, transaction

from core.accounts.models import Body, MembershipRole
from core.uploads import RefusalCode, UploadRefused
from drafts import services
from drafts.domain import paths
from drafts.errors import DraftError, DraftProblem
from drafts.importers import read_act
from drafts.models import Bill, BillVersion, Provision
from drafts.selectors import own_text, version_tree
from tests.corpus import corpus_file
from tests.factories.accounts import BodyFactory, staff
from tests.factories.acts import ACT, SECOND_ACT, UNITS

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 10, 3, tzinfo=dt.UTC)


def imported(text: str = ACT, **params) -> BillVersion:
    if "bill" not in params and "committee" not in params:
        params["committee"] = BodyFactory()
    params = {"actor": None, "filename": "проект.txt", "now": NOW} | params
    return services.import_bill(data=text.encode(), **params)


def published(version: BillVersion) -> BillVersion:
    return services.publish_version(actor=None, version=version, now=NOW)


# --- A new bill -------------------------------------------------------------------------------


def test_a_file_becomes_an_unpublished_version_with_its_units_in_order() -> None:
    committee = BodyFactory()
    clerk = staff(committee, MembershipRole.CLERK)
    version = imported(actor=clerk, committee=committee, number=" 15-8 ", sponsor="Губернатор")

    rows = list(version.provisions.order_by("position"))
    assert [row.path for row in rows] == UNITS
    assert [row.position for row in rows] == list(range(1, len(UNITS) + 1))
    assert rows[4].parent == rows[2]
    assert rows[2].eid == "art_1__para_1"
    assert (rows[1].num_label, rows[1].heading) == ("Статья 1.", "Предмет регулирования")
    assert not version.is_published
    assert version.unit_count == len(UNITS)
    assert (version.created_at, version.created_by) == (NOW, clerk)
    bill = version.bill
    assert (bill.title, bill.number, bill.sponsor) == (
        "О молодёжной политике",
        "15-8",
        "Губернатор",
    )
    assert (bill.slug, bill.committee) == ("molodezhnoy-politike", committee)


def test_the_file_is_kept_under_a_neutral_name_with_its_fingerprint() -> None:
    version = imported(filename="C:\\Личное\\черновик Иванова.txt")
    assert re.fullmatch(r"bills/molodezhnoy-politike/v1/source(_\w+)?\.txt", version.source.name)
    assert version.source_name == "черновик Иванова.txt"
    with version.source.open("rb") as file:
        assert file.read() == ACT.encode()
    assert version.source_sha256 == read_act(ACT.encode()).sha256
    assert version.source_size == len(ACT.encode())


def test_lines_around_the_units_are_kept() -> None:
    tree = version_tree(imported())
    assert "О молодёжной политике" in [line.text for line in tree.front]
    assert tree.preamble[0].text.startswith("Настоящий Закон регулирует")
    assert "г. Благовещенск" in [line.text for line in tree.back]


def test_a_typed_title_wins_over_the_one_in_the_file() -> None:
    version = imported(title="О молодёжи")
    assert (version.bill.title, version.bill.slug) == ("О молодёжи", "molodezhi")


def test_addresses_of_bills_with_one_title_differ() -> None:
    slugs = [imported(title="О молодёжи").bill.slug for _time in range(3)]
    assert slugs == ["molodezhi", "molodezhi-2", "molodezhi-3"]


# --- Versions ---------------------------------------------------------------------------------


def test_importing_again_replaces_the_unpublished_version(
    django_capture_on_commit_callbacks,
) -> None:
    first = imported()
    old_file = first.source.name
    with django_capture_on_commit_callbacks(execute=True):
        again = imported(SECOND_ACT, bill=first.bill, title="О молодёжи области")
    assert (again.pk, again.number) == (first.pk, 1)
    assert again.provisions.count() == len(UNITS) + 1
    assert not storages["private"].exists(old_file)
    assert storages["private"].exists(again.source.name)
    assert Bill.objects.get().title == "О молодёжи области"


def test_a_text_after_a_published_one_is_the_next_version_and_keeps_identities() -> None:
    first = published(imported())
    second = imported(SECOND_ACT, bill=first.bill)
    assert (second.number, second.is_published) == (2, False)
    before = dict(first.provisions.values_list("path", "lineage"))
    after = dict(second.provisions.values_list("path", "lineage"))
    assert {path: after[path] for path in before} == before
    assert set(after) - set(before) == {"chapter:1/article:2/point:3"}
    assert after["chapter:1/article:2/point:3"] not in before.values()


def test_replacing_a_second_version_keeps_the_identities_of_the_first() -> None:
    first = published(imported())
    imported(SECOND_ACT, bill=first.bill)
    second = imported(SECOND_ACT, bill=first.bill)
    lineage = first.provisions.get(eid="art_3").lineage
    assert second.provisions.get(eid="art_3").lineage == lineage


def test_a_published_bill_takes_its_new_passport_when_the_version_is_published() -> None:
    first = published(imported(number="15-8"))
    second = imported(SECOND_ACT, bill=first.bill, title="О молодёжи", number="15-8/2")
    assert Bill.objects.get().title == "О молодёжной политике"
    published(second)
    bill = Bill.objects.get()
    assert (bill.title, bill.number) == ("О молодёжи", "15-8/2")


def test_without_a_typed_title_a_bill_keeps_its_own() -> None:
    first = published(imported(title="О молодёжи"))
    published(imported(SECOND_ACT, bill=first.bill))
    assert Bill.objects.get().title == "О молодёжи"


# --- Refusals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", RefusalCode.EMPTY),
        (b"PK\x03\x04 not a zip at all", RefusalCode.DAMAGED),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, RefusalCode.UNSUPPORTED),
    ],
)
def test_a_bad_file_leaves_no_trace(data, code) -> None:
    with pytest.raises(UploadRefused) as refusal:
        services.import_bill(
            actor=None, data=data, filename="x.docx", title="О", committee=BodyFactory(), now=NOW
        )
    assert refusal.value.code in (code, RefusalCode.UNSUPPORTED)
    assert not Bill.objects.exists()


def test_a_file_over_the_limit_is_refused(settings) -> None:
    settings.UPLOAD_MAX_BYTES = 10
    with pytest.raises(UploadRefused) as refusal:
        imported()
    assert refusal.value.code is RefusalCode.TOO_LARGE
    assert refusal.value.params["limit"] == 10
    assert not Bill.objects.exists()


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"slug": "of two words"}, DraftProblem.BAD_SLUG),
        ({"slug": "s" * 81}, DraftProblem.BAD_SLUG),
        ({"slug": "закон"}, DraftProblem.BAD_SLUG),
        ({"title": "О" * 1001}, DraftProblem.TOO_LONG),
        ({"number": "1" * 61}, DraftProblem.TOO_LONG),
        ({"sponsor": "Д" * 301}, DraftProblem.TOO_LONG),
        ({"slug": "taken"}, DraftProblem.SLUG_TAKEN),
    ],
)
def test_a_refused_bill_leaves_no_trace(params, code) -> None:
    imported(slug="taken")
    with pytest.raises(DraftError) as error:
        imported(**params)
    assert error.value.code is code
    assert Bill.objects.count() == BillVersion.objects.count() == 1


def test_without_a_name_the_only_committee_is_meant() -> None:
    first = imported(committee=None)
    assert first.bill.committee.slug == "committee"
    assert imported(committee=None).bill.committee == first.bill.committee
    BodyFactory()
    with pytest.raises(DraftError) as error:
        imported(committee=None)
    assert error.value.code is DraftProblem.NO_COMMITTEE


def test_a_refused_first_bill_leaves_no_committee() -> None:
    with pytest.raises(DraftError):
        imported("Статья 1. Предмет\n\nТекст.", committee=None)
    assert not Body.objects.exists()


def test_a_title_must_come_from_somewhere() -> None:
    with pytest.raises(DraftError) as error:
        imported("Статья 1. Предмет\n\nТекст.")
    assert error.value.code is DraftProblem.NO_TITLE


def test_a_refused_replacement_keeps_the_earlier_text() -> None:
    first = imported()
    with pytest.raises(UploadRefused):
        services.import_bill(actor=None, data=b"", filename="x.txt", bill=first.bill, now=NOW)
    assert first.provisions.count() == len(UNITS)
    assert storages["private"].exists(first.source.name)


# --- Real files -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "acts/476-diff0.docx",
        "acts/RequisitesTest__фз.docx",
        "acts/AnnexHeadersTest__П-1243-17_08_2020.docx",
        "acts/Конституция_Туркменистана_автонумерация.docx",
        "acts/ФЗ-10-ФЗ-29_01_2002.docx",
        "edge/merged_cells.docx",
    ],
)
def test_a_real_act_is_stored_as_it_was_read_and_can_be_published(name) -> None:
    path = corpus_file(name)
    data = path.read_bytes()
    act = read_act(data).act
    version = services.import_bill(
        actor=None,
        data=data,
        filename=path.name,
        title="Акт",
        committee=BodyFactory(),
        now=NOW,
    )
    placed = list(paths.walk(act))
    rows = list(version.provisions.order_by("position"))
    assert [(row.path, row.eid, row.text) for row in rows] == [
        (item.path, item.eid, item.unit.own_text) for item in placed
    ]
    assert [row.parent and row.parent.eid for row in rows] == [
        None if item.parent is None else placed[item.parent].eid for item in placed
    ]
    tree = version_tree(version)
    assert len(tree.nodes) == len(placed)
    for row in rows:
        assert row.text in own_text(row) or not row.text
    if rows:
        assert published(version).is_published
    else:
        with pytest.raises(DraftError):
            published(version)


def test_units_with_one_path_are_both_stored() -> None:
    version = imported(
        "О двойниках\n\nСтатья 1. Первая\n\nТекст.\n\nСтатья 1. Вторая\n\nТекст.",
        title="О двойниках",
    )
    rows = list(version.provisions.order_by("position"))
    assert [row.path for row in rows] == ["article:1", "article:1"]
    assert len({row.eid for row in rows}) == len({row.lineage for row in rows}) == 2
    first = published(version)
    again = imported(
        "О двойниках\n\nСтатья 1. Первая\n\nТекст.\n\nСтатья 1. Вторая\n\nТекст.", bill=first.bill
    )
    assert list(again.provisions.order_by("position").values_list("lineage", flat=True)) == [
        row.lineage for row in rows
    ]


def test_the_database_refuses_a_second_unit_in_one_place() -> None:
    version = imported()
    copy = version.provisions.first()
    copy.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)
    assert Provision.objects.count() == len(UNITS)


def test_references_of_the_text_become_links() -> None:
    text = ACT.replace(
        "Настоящий Закон вступает в силу",
        "Пункт 2 части 1 статьи 1 настоящего Закона не затрагивается. Закон вступает в силу",
    )
    tree = version_tree(imported(text))
    line = tree.by_eid["art_3"].lines[0]
    assert [words for words, address in line.parts if address] == ["Пункт 2 части 1 статьи 1"]
    assert line.links[0].eid.endswith("/v1/#art_1__para_1__point_2")
