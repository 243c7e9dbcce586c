"""Mending the structure: the services, the record, a re-import, the pages."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.accounts.models import MembershipRole
from core.journal.models import JournalEntry
from drafts import selectors, services
from drafts.domain.fixes import FixError, FixProblem, Merge, Move, Relabel, Split
from drafts.errors import DraftError, DraftProblem
from drafts.models import BillVersion, SourceText, StructureFix
from tests.factories.accounts import BodyFactory, UserFactory, staff
from tests.factories.acts import ACT, SECOND_ACT, UNITS, long_act
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 10, 3, tzinfo=dt.UTC)
POINT = "art_1__para_1__point_2"


def imported(text: str = ACT, **params) -> BillVersion:
    if "bill" not in params:
        params.setdefault("committee", BodyFactory())
    return services.import_bill(actor=None, data=text.encode(), filename="a.txt", now=NOW, **params)


def mended(version: BillVersion, *wanted) -> BillVersion:
    for fix in wanted:
        services.mend_structure(actor=UserFactory(), version=version, fix=fix, now=NOW)
    version.refresh_from_db()
    return version


def paths(version: BillVersion) -> list[str]:
    return list(version.provisions.order_by("position").values_list("path", flat=True))


# --- Services ---------------------------------------------------------------------------------


def test_a_fix_changes_the_rows_and_is_recorded() -> None:
    version = imported()
    clerk = UserFactory()
    kept = services.mend_structure(
        actor=clerk,
        version=version,
        fix=Split("art_1__para_2", "составляет Конституция", "paragraph", "3"),
        now=NOW,
    )
    version.refresh_from_db()
    assert "chapter:1/article:1/paragraph:3" in paths(version)
    assert version.provisions.get(eid="art_1__para_2").text == "Правовую основу"
    assert version.unit_count == len(UNITS) + 1
    assert (kept.order, kept.path, kept.made_by, kept.made_at) == (
        1,
        "chapter:1/article:1/paragraph:2",
        clerk,
        NOW,
    )
    parent = version.provisions.get(eid="art_1__para_3").parent
    assert parent is not None
    assert parent.eid == "art_1"


def test_fixes_are_applied_in_order_and_judged_anew() -> None:
    version = mended(
        imported(),
        Merge(POINT),
        Relabel("art_1__para_1__point_1", "point", "3", "3)"),
    )
    assert version.provisions.get(eid="art_1__para_1__point_3").content["intro"][1]["text"] == (
        "2) полномочия органов власти."
    )
    assert not version.warnings
    mended(version, Relabel("art_1__para_2", "paragraph", "7", "7."))
    (warning,) = selectors.version_warnings(version, selectors.version_tree(version))
    assert (warning.eid, warning.place) == ("art_1__para_7", "часть 7 статьи 1")


def test_fixes_hold_when_the_same_file_is_imported_again() -> None:
    version = mended(imported(), Merge(POINT))
    mended_paths = paths(version)
    again = imported(bill=version.bill)
    assert again.pk == version.pk
    assert paths(again) == mended_paths


def test_fixes_of_another_file_wait_for_their_own() -> None:
    version = mended(imported(), Merge(POINT))
    mended_paths = paths(version)
    other = imported(SECOND_ACT, bill=version.bill)
    assert "chapter:1/article:1/paragraph:1/point:2" in paths(other)
    assert not selectors.fix_lines(other)
    back = imported(bill=version.bill)
    assert paths(back) == mended_paths


def test_a_fix_that_no_longer_fits_is_named_and_the_rest_holds() -> None:
    version = mended(imported(), Merge(POINT), Move("art_3", "up"))
    StructureFix.objects.filter(order=1).update(
        data={"operation": "merge", "eid": "art_99", "glue": False}
    )
    again = imported(bill=version.bill)
    assert [w["code"] for w in again.warnings if w["code"] == "fix_not_applied"] == [
        "fix_not_applied"
    ]
    first, second = selectors.fix_lines(again)
    assert first.problem
    assert not second.problem
    articles = [path for path in paths(again) if path.count("/") == 1]
    assert articles == ["chapter:1/article:1", "chapter:1/article:3", "chapter:1/article:2"]


def test_undo_takes_the_last_fix_back_and_keeps_the_record() -> None:
    version = imported()
    before = paths(version)
    mended(version, Merge(POINT), Move("art_3", "up"))
    services.undo_fix(actor=None, version=version, now=NOW)
    services.undo_fix(actor=None, version=version, now=NOW)
    assert paths(version) == before
    assert [line.is_undone for line in selectors.fix_lines(version)] == [True, True]
    with pytest.raises(FixError) as caught:
        services.undo_fix(actor=None, version=version, now=NOW)
    assert caught.value.code is FixProblem.NO_CHANGE


def test_what_does_not_fit_changes_nothing() -> None:
    version = imported()
    before = list(version.provisions.values_list("pk", flat=True))
    with pytest.raises(FixError):
        services.mend_structure(actor=None, version=version, fix=Merge("art_99"), now=NOW)
    assert list(version.provisions.values_list("pk", flat=True)) == before
    assert not StructureFix.objects.exists()


def test_two_people_do_not_overwrite_each_other() -> None:
    version = imported()
    seen = services.text_state(version)
    mended(version, Merge(POINT))
    with pytest.raises(DraftError) as caught:
        services.mend_structure(
            actor=None, version=version, fix=Move("art_3", "up"), now=NOW, seen=seen
        )
    assert caught.value.code is DraftProblem.STALE


def test_a_published_text_is_not_mended_and_tells_how_often_it_was() -> None:
    version = mended(imported(), Merge(POINT))
    seen = services.text_state(version)
    services.publish_version(actor=None, version=version, now=NOW, seen=seen)
    assert JournalEntry.objects.get(kind="version.published").body["fixes"] == 1
    for verb in (
        lambda: services.mend_structure(
            actor=None, version=version, fix=Move("art_3", "up"), now=NOW
        ),
        lambda: services.undo_fix(actor=None, version=version, now=NOW),
    ):
        with pytest.raises(DraftError) as caught:
            verb()
        assert caught.value.code is DraftProblem.NOT_DRAFT


def test_a_text_imported_before_sources_were_kept_is_read_again() -> None:
    version = imported()
    SourceText.objects.all().delete()
    mended(version, Merge(POINT))
    assert "chapter:1/article:1/paragraph:1/point:2" not in paths(version)


def test_identities_of_an_earlier_version_stay() -> None:
    first = services.publish_version(actor=None, version=imported(), now=NOW)
    second = imported(SECOND_ACT, bill=first.bill)
    mended(second, Merge("art_2__point_3"))
    assert second.provisions.get(eid="art_3").lineage == first.provisions.get(eid="art_3").lineage


# --- Pages ------------------------------------------------------------------------------------


@pytest.fixture
def draft() -> BillVersion:
    return imported()


@pytest.fixture
def clerk(draft, client: Client):
    user = staff(draft.bill.committee, MembershipRole.CLERK)
    client.force_login(user)
    return user


def address(name: str, version: BillVersion, *more: str) -> str:
    return reverse(f"drafts:{name}", args=[version.bill.slug, version.number, *more])


def test_every_paragraph_of_the_file_stands_beside_its_unit(clerk, draft, client) -> None:
    page = client.get(address("structure", draft)).context["page"]
    shown = [paragraph.text for row in page.rows for paragraph in row.source]
    assert shown == [line for line in ACT.split("\n") if line]
    by_eid = {row.eid: [p.text for p in row.source] for row in page.rows}
    assert by_eid["art_2"] == ["Статья 2. Цели", "Целями молодёжной политики являются:"]
    assert by_eid["art_1__para_1__point_1"] == ["1) цели молодёжной политики;"]


def test_a_new_unit_stands_beside_its_own_paragraph(clerk, draft, client) -> None:
    client.post(
        address("mend", draft, "art_2"),
        {
            "split-seen": services.text_state(draft),
            "split-words": "Целями молодёжной",
            "split-kind": "paragraph",
            "split-number": "1",
            "split-level": "0",
        },
    )
    page = client.get(address("structure", draft)).context["page"]
    by_eid = {row.eid: [p.text for p in row.source] for row in page.rows}
    assert by_eid["art_2"] == ["Статья 2. Цели"]
    assert by_eid["art_2__para_1"] == ["Целями молодёжной политики являются:"]


@pytest.mark.parametrize(
    ("eid", "typed"),
    [
        (POINT, {"merge-glue": ""}),
        ("art_3", {"move-direction": "up"}),
        ("art_1__para_2", {"move-direction": "in", "move-following": "on"}),
        ("art_3", {"relabel-kind": "article", "relabel-number": "4", "relabel-label": ""}),
        ("art_3", {"caption-heading": "Вступление"}),
        ("art_1__para_2", {"quote-last": "art_1__para_2"}),
        (
            "-",
            {
                "split-words": "регулирует",
                "split-kind": "article",
                "split-number": "1",
                "split-level": "-1",
            },
        ),
    ],
)
def test_a_clerk_mends(clerk, draft, client, eid, typed) -> None:
    operation = next(iter(typed)).split("-")[0]
    typed[f"{operation}-seen"] = services.text_state(draft)
    before = paths(draft), draft.provisions.get(eid="art_3").heading
    response = client.post(address("mend", draft, eid), typed, follow=True)
    assert response.status_code == 200, response.context["forms"]
    assert StructureFix.objects.get().made_by == clerk
    headings = draft.provisions.filter(heading__startswith="Вступление")
    assert (paths(draft), headings.get().heading) != before
    assert "Исправлено" in response.content.decode()


def test_what_was_typed_stays_when_a_fix_does_not_fit(clerk, draft, client) -> None:
    typed = {
        "split-seen": services.text_state(draft),
        "split-words": "нет <b>таких</b> слов",
        "split-kind": "point",
        "split-number": "1",
        "split-level": "0",
    }
    response = client.post(address("mend", draft, "art_2"), typed)
    assert response.status_code == 422
    form = next(form for form in response.context["forms"] if form.operation == "split")
    assert list(form.errors) == ["words"]
    assert "нет &lt;b&gt;таких&lt;/b&gt; слов" in response.content.decode()
    assert not StructureFix.objects.exists()


def test_a_stale_page_is_refused(clerk, draft, client) -> None:
    typed = {"merge-seen": services.text_state(draft), "merge-glue": ""}
    mended(draft, Move("art_3", "up"))
    response = client.post(address("mend", draft, POINT), typed)
    assert response.status_code == 422
    assert StructureFix.objects.count() == 1


def test_undo_on_the_page(clerk, draft, client) -> None:
    before = paths(draft)
    mended(draft, Merge(POINT))
    page = client.get(address("structure", draft)).content.decode()
    assert services.text_state(draft) in page
    client.post(address("undo_fix", draft), {"seen": services.text_state(draft)})
    assert paths(draft) == before
    page = client.get(address("structure", draft)).content.decode()
    assert address("undo_fix", draft) not in page


def test_an_unknown_unit_is_not_found(clerk, draft, client) -> None:
    assert client.get(address("mend", draft, "art_99")).status_code == 404
    assert client.get(address("mend", draft, "-")).status_code == 200


def test_only_the_staff_of_the_committee_mends(draft, client) -> None:
    client.force_login(staff(BodyFactory(), MembershipRole.CLERK))
    assert client.get(address("mend", draft, POINT)).status_code == 403
    assert client.post(address("undo_fix", draft)).status_code == 403
    client.force_login(staff(BodyFactory(), MembershipRole.ADMINISTRATOR))
    page = client.get(address("structure", draft))
    assert page.status_code == 200
    assert address("mend", draft, POINT) not in page.content.decode()


def test_the_structure_costs_the_same_for_one_and_for_many_units(client) -> None:
    costs = []
    for articles in (1, 500):
        version = services.import_bill(
            actor=None,
            data=long_act(articles),
            filename="a.txt",
            committee=BodyFactory(),
            now=NOW,
        )
        client.force_login(staff(version.bill.committee, MembershipRole.CLERK))
        costs.append(page_queries(client, address("structure", version)))
    assert costs[0] == costs[1]
    last = client.get(address("structure", version), {"page": "999"}).context["page"]
    assert last.pages[-1].is_current
    assert last.rows[-1].node.path == "article:500/point:2"


# --- Pictures ---------------------------------------------------------------------------------


def test_a_bad_page_number_shows_the_first(clerk, draft, client) -> None:
    response = client.get(address("structure", draft), {"page": "нечто"})
    assert response.status_code == 200


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("проект.docx", data)
