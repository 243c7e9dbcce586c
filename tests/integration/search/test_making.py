"""An index is made anew beside the live one, compared, and swapped; or it is not."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from drafts.models import Bill, BillVersion
from search import engine, services
from search.interface import Document, SearchUnavailableError
from search.models import IndexJob
from search.services import Difference, IndexDiffersError, making, writing
from tests.factories.drafts import BillVersionFactory, ProvisionFactory
from tests.memory import Memory

pytestmark = pytest.mark.django_db


def stale(object_id: int) -> Document:
    return Document("bill", object_id, "Лишний", "", timezone.now())


def bills(index: dict[Any, Any] | None) -> set[int]:
    return {pk for kind, pk in index or {} if kind == "bill"}


def run(*arguments: str) -> tuple[int, list[list[str]], str]:
    """(exit code, columns of stdout, stderr with the last words)"""
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command("search_index", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        code = error.returncode
        err.write(str(error))
    return code, [line.split("\t") for line in out.getvalue().splitlines()], err.getvalue()


def test_a_rebuilt_index_has_what_is_public_and_the_old_one_is_kept(memory: Memory) -> None:
    bill = BillVersionFactory().bill
    memory.live = {("bill", 99): stale(99)}
    assert services.rebuild("memory")["bill"] == 1
    assert bills(memory.live) == bills(memory.found) == {bill.pk}
    assert [bills(index) for index in memory.retired] == [{99}]
    assert memory.following is None


def test_writes_go_to_both_while_it_is_made(memory: Memory) -> None:
    """A bill that appears, one that changes and one that goes, after their portion was filled."""
    changed, gone = (BillVersionFactory().bill for _ in range(2))
    services.fill("memory")
    new: list[int] = []

    def meanwhile(kind: str, count: int) -> None:
        if kind == "version" and not new:
            Bill.objects.filter(pk=changed.pk).update(title="О другом")
            gone.versions.update(status="draft", published_at=None)
            new.append(BillVersionFactory().bill.pk)
            services.note_changes(kind="bill", ids=[changed.pk, gone.pk, *new])
            versions = BillVersion.objects.values_list("pk", flat=True)
            services.note_changes(kind="version", ids=list(versions))
            services.apply_pending()
            assert bills(memory.found) == {changed.pk, *new}

    steady = ProvisionFactory().version.bill  # a third kind: its portion comes later
    services.rebuild("memory", progress=meanwhile)
    assert new
    assert bills(memory.live) == {changed.pk, steady.pk, *new}
    assert memory.live[("bill", changed.pk)].title.endswith("О другом")
    assert not any(services.verify("memory").values())


def test_whoever_is_killed_half_way_leaves_the_live_index(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    bill = BillVersionFactory().bill
    services.fill("memory")

    def killed(name: str) -> None:
        if name == "index":
            raise KeyboardInterrupt

    memory.before = killed
    with pytest.raises(KeyboardInterrupt):
        services.rebuild("memory")
    memory.before = lambda name: None
    assert bills(memory.live) == {bill.pk}
    assert memory.following == {}
    memory.following = {("bill", 99): stale(99)}
    services.rebuild("memory")
    assert bills(memory.live) == {bill.pk}
    assert memory.following is None


def test_an_index_that_differs_is_not_swapped_in(memory: Memory) -> None:
    bad, good = (BillVersionFactory().bill for _ in range(2))
    services.fill("memory")
    memory.refused = {("bill", bad.pk)}
    with pytest.raises(IndexDiffersError) as caught:
        services.rebuild("memory")
    assert caught.value.differences == {"bill": Difference(missing=[bad.pk])}
    assert bills(memory.live) == {bad.pk, good.pk}
    assert memory.retired == []


def test_noted_changes_are_read_into_the_next_and_stay_noted(memory: Memory) -> None:
    gone = BillVersionFactory().bill
    services.create("memory")
    memory.following = {("bill", gone.pk): stale(gone.pk)}
    gone.versions.update(status="draft", published_at=None)
    services.note_change(kind="bill", object_id=gone.pk)
    services.fill("memory")
    assert bills(memory.following) == set()
    assert IndexJob.objects.filter(target="memory").count() == 1


def test_verify_knows_what_is_noted_and_what_is_written_meanwhile(memory: Memory) -> None:
    waiting, quick, lost = (BillVersionFactory().bill for _ in range(3))
    services.fill("memory")
    Bill.objects.filter(pk__in=[waiting.pk, lost.pk]).update(title="О другом")
    services.note_change(kind="bill", object_id=waiting.pk)

    def meanwhile(name: str) -> None:
        """After the checksums of the first look were read."""
        if name == "checksums":
            memory.before = lambda name: None
            writing.index_objects(engine.backend(), [("bill", quick.pk)])

    Bill.objects.filter(pk=quick.pk).update(title="О третьем")
    memory.before = meanwhile
    assert services.verify("memory")["bill"] == Difference(outdated=[lost.pk])


def test_mending_goes_by_portions(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BATCH", 2)
    made = [BillVersionFactory().bill.pk for _ in range(5)]
    memory.live = {("bill", 99): stale(99), ("bill", made[0]): stale(made[0])}
    assert services.verify("memory")["bill"] == Difference(made[1:], made[:1], [99])
    assert not any(services.mend("memory").values())
    assert bills(memory.live) == set(made)


def test_an_index_that_was_never_made_is_not_mended(memory: Memory) -> None:
    """While it was filled it would answer with a part."""
    BillVersionFactory()
    memory.live = None
    with pytest.raises(SearchUnavailableError):
        services.mend("memory")
    assert memory.live is None


# --- The command -------------------------------------------------------------------------------


def test_the_five_verbs_of_the_command(memory: Memory) -> None:
    BillVersionFactory()
    code, rows, said = run("create")
    assert (code, rows) == (0, [])
    assert "database: nothing to do." in said
    assert memory.following == {}
    code, rows, _said = run("fill")
    assert code == 0
    assert [row for row in rows if row[1] == "bill"] == [
        ["database", "bill", "1"], ["memory", "bill", "1"]
    ]  # fmt: skip
    assert memory.live == {}
    assert run("swap", "--target", "memory") == (0, [], "")
    assert len(bills(memory.found)) == 1
    code, rows, _said = run("verify")
    assert code == 0
    assert ["memory", "bill", "missing 0", "outdated 0", "stale 0"] in rows
    code, rows, _said = run("rebuild", "--target", "memory")
    assert code == 0
    assert {row[0] for row in rows} == {"memory"}
    assert len(memory.retired) == 2


def test_verify_and_repair_of_the_command(memory: Memory) -> None:
    bad, good = (BillVersionFactory().bill for _ in range(2))
    code, rows, said = run("verify", "--target", "memory")
    assert code == 3
    assert ["memory", "bill", "missing 2", "outdated 0", "stale 0"] in rows
    assert "search_index verify --repair" in said
    memory.refused = {("bill", bad.pk)}
    code, rows, said = run("verify", "--repair")
    assert code == 3
    assert ["database", "bill", "missing 0", "outdated 0", "stale 0"] in rows
    assert ["memory", "bill", "missing 1", "outdated 0", "stale 0"] in rows
    assert "Not as it should be: memory." in said
    memory.refused = set()
    assert run("verify", "--repair", "--target", "memory")[0] == 0
    assert bills(memory.live) == {bad.pk, good.pk}


def test_what_the_command_refuses(memory: Memory, settings: Any) -> None:
    assert run("verify", "--target", "elastic")[0] == 2
    assert run("fill", "--repair")[0] == 2
    code, _rows, said = run("swap", "--target", "memory")
    assert code == 3
    assert "there is no next index" in said
    memory.is_away = True
    code, rows, said = run("verify")
    assert code == 3
    assert "memory: the index does not answer: away" in said
    assert {row[0] for row in rows} == {"database"}
    settings.SEARCH_BACKEND = settings.DATABASE_SEARCH
    assert run("swap") == (0, [], "database: nothing to do.\n")
    assert all(len(row) == 2 for row in run("rebuild")[1])


def test_the_command_names_what_differs_in_the_next_index(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    BillVersionFactory()
    monkeypatch.setattr(making, "_filled", lambda *arguments: {})
    code, rows, said = run("rebuild", "--target", "memory")
    assert (code, rows) == (3, [])
    assert "the live one goes on answering" in said
    assert "memory\tbill\tmissing 1\toutdated 0\tstale 0" in said
    assert memory.retired == []
