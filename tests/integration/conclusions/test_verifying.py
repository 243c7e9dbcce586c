"""Anybody can check a signed document by one file of Python: what holds, and what was changed."""

import copy
import datetime as dt
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from consultations.comments.models import ProvisionComment
from consultations.comments.services import hide_comment
from consultations.conclusions.exports import export, verify_conclusion
from consultations.conclusions.exports.verify_conclusion import (
    KINDS,
    VERSION,
    WORDS,
    Unreadable,
    canonical,
    check,
    commitments,
    promised,
    sha256,
    tree_root,
)
from consultations.conclusions.models import Format, SignedDocument
from consultations.conclusions.services import finalise_lapsed
from core.journal.domain.leaves import canonical_json, commit
from core.journal.selectors import export_lines
from core.journal.services import erase_bodies, sequence_all
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import answer_everything, published, signed, summarised
from tests.factories.process import ConsultationFactory
from tests.signed import empty_signed, lapsed_signed, rich_signed

pytestmark = pytest.mark.django_db

SCRIPT = Path(verify_conclusion.__file__)
Data = dict[str, Any]


@dataclass(frozen=True)
class Made:
    """The JSON of a document and the export of the journal, as they are downloaded."""

    data: str
    journal: str

    def written(self, folder: Path, data: Data | None = None) -> list[str]:
        """Arguments of the checker."""
        document, journal = folder / "conclusion.json", folder / "journal.jsonl"
        text = self.data if data is None else json.dumps(data, ensure_ascii=False)
        document.write_text(text, encoding="utf-8")
        journal.write_text(self.journal, encoding="utf-8")
        return [str(document), "--journal", str(journal)]


def made(document: SignedDocument) -> Made:
    sequence_all(now=timezone.now())
    lines = "".join(f"{line}\n" for line in export_lines())
    return Made(export(document, Format.JSON).decode(), lines)


@pytest.fixture(scope="module")
def rich(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Made]:
    """Made once: the tests change copies of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield made(rich_signed())
        transaction.set_rollback(True)


def told(arguments: list[str], *more: str) -> tuple[int, str]:
    """Exit code and what was printed, alone: no packages, no environment."""
    command = [sys.executable, "-I", "-S", str(SCRIPT), *arguments, *more]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    return done.returncode, done.stdout + done.stderr


def faults(folder: Path, made: Made, data: Data | None = None) -> list[str]:
    document, _flag, journal = made.written(folder, data)
    return [code for code, _values in check(document, "", [journal]).faults]


# --- What was not touched ---------------------------------------------------------------------


def test_a_rich_document_holds_and_says_what_was_not_checked(rich: Made, tmp_path: Path) -> None:
    code, said = told(rich.written(tmp_path))
    assert code == 0, said
    data = json.loads(rich.data)
    openings = len(data["openings"])
    assert openings > 30
    assert {key.partition(":")[0] for key in commitments(data["snapshot"])} == set(KINDS)
    assert f"[верно] Раскрыто и сверено с подписанными обязательствами текстов: {openings}" in said
    for words in (
        data["snapshot_sha256"], "поступило 13, опубликовано 9", "conclusion.signed",
        "Сводка, на которой построено заключение, стоит в журнале", "Корень дерева RFC 9162",
        "[не проверяется] имена участников", "[не проверяется] что журнал не переписан целиком",
        "ИТОГ: всё, что можно проверить, верно.",
    ):  # fmt: skip
        assert words in said, words
    assert "ОШИБКА" not in said
    code, said = told(rich.written(tmp_path)[:1])
    assert (code, "дайте его файл ключом --journal" in said) == (0, True)
    code, said = told(rich.written(tmp_path), "--lang", "en", "--sha256", data["snapshot_sha256"])
    assert (code, "RESULT: all that can be checked holds." in said) == (0, True)


@pytest.mark.parametrize("kind", ["empty", "lapsed", "summary"])
def test_other_documents_hold(kind: str, tmp_path: Path) -> None:
    document: SignedDocument
    if kind == "summary":
        consultation = ConsultationFactory(closed=True)
        published(consultation)
        answer_everything(consultation)
        document = summarised(consultation)
    else:
        document = empty_signed() if kind == "empty" else lapsed_signed()
    assert faults(tmp_path, made(document)) == []


def test_what_was_hidden_or_withdrawn_is_not_opened_and_no_fault(tmp_path: Path) -> None:
    document = rich_signed()
    mine = ProvisionComment.objects.in_consultation(document.consultation.pk)
    first = mine.filter(comment="Месяц – это долго.").order_by("pk")[0]
    hide_comment(actor=UserFactory(), comment=first, ground_code="spam", now=timezone.now())
    mine.filter(comment="В целом согласен.").update(status="withdrawn")
    mine.filter(comment="Кто отвечает за задержку?").update(
        comment="", proposed_text="", quoted_text=""
    )
    code, said = told(made(document).written(tmp_path))
    assert code == 0, said
    # What a council thinks of a hidden proposal is hidden with it.
    assert "Не раскрыто текстов: 4 (предложения – 3, выводы советов о предложениях – 1)" in said


def test_what_the_database_was_made_to_say_is_named(tmp_path: Path) -> None:
    document = rich_signed()
    mine = ProvisionComment.objects.in_consultation(document.consultation.pk)
    mine.filter(comment="В целом согласен.").update(comment="Против.")
    assert faults(tmp_path, made(document)) == ["text_altered"]


def test_erased_bodies_of_the_journal_are_no_fault(rich: Made, tmp_path: Path) -> None:
    consultation = ConsultationFactory(closed=True)
    comment = published(consultation)
    answer_everything(consultation)
    document = summarised(consultation)
    first = json.loads(made(document).journal.splitlines()[0])
    kind, _colon, pk = json.loads(first["leaf"])["subject"].partition(":")
    erase_bodies(subject_type=kind, subject_id=pk)
    code, said = told(made(document).written(tmp_path))
    assert (code, "тела стёрты" in said) == (0, True), (comment, said)


# --- What was tampered with -------------------------------------------------------------------


def rows(data: Data) -> list[Data]:
    return [row for unit in data["units"] for row in unit["rows"]]


def members(data: Data, kind: str = "proposal") -> list[Data]:
    return [one for row in rows(data) for one in row["members"] if one["kind"] == kind]


def opened(data: Data) -> Data:
    """The council with everything."""
    (council,) = [one for one in data["councils"] if one["text"] and one["text"]["factors"]]
    return dict(council)


def without_a_proposal(data: Data) -> None:
    row = next(row for row in rows(data) if row["members"][0]["kind"] == "proposal")
    gone = row["members"].pop()
    del data["openings"][f"comment:{gone['id']}"]


def hidden_by_the_editor(data: Data) -> None:
    """Called hidden; the opening is forgotten."""
    members(data)[0].update(state="hidden", wording="", rationale="")


def another_disposition(data: Data) -> None:
    row = next(row for row in rows(data) if row["position"]["disposition"] == "rejected")
    row["position"]["disposition"] = "accepted"


def one_more_citizen(data: Data) -> None:
    """Everywhere, and signed anew."""
    for numbers in (data["numbers"], data["snapshot"]["numbers"]):
        numbers["by_author_type"]["citizen"] += 1
    data["snapshot_sha256"] = sha256(canonical(data["snapshot"]))


def swapped_rows(data: Data) -> None:
    """Two groups of one unit change places with their numbers left in order."""
    unit = next(unit for unit in data["units"] if len(unit["rows"]) > 1)
    first, second = unit["rows"][:2]
    first["number"], second["number"] = second["number"], first["number"]
    unit["rows"][:2] = [second, first]


TAMPERED: list[tuple[str, Callable[[Data], Any]]] = [
    ("hash_wrong", lambda data: data.update(snapshot_sha256="0" * 64)),
    ("hash_wrong", lambda data: data["snapshot"]["numbers"].update(received=99)),
    ("text_differs", lambda data: members(data)[0].update(rationale="Всё хорошо.")),
    ("text_differs", lambda data: members(data)[0].update(wording="")),
    ("text_differs", lambda data: members(data, "remark")[0].update(rationale="Замечаний нет.")),
    ("text_differs", lambda data: members(data, "recommendation")[0].update(kind_code="1/9/0")),
    ("text_differs", lambda data: rows(data)[0]["position"].update(text="Иначе.")),
    ("text_differs", lambda data: opened(data)["text"].update(findings="Хорошо.")),
    ("text_differs", lambda data: opened(data)["text"]["checklist"][0].update(text="Да.")),
    ("text_differs", lambda data: opened(data)["text"]["factors"][0].update(remedy="")),
    ("text_differs", lambda data: opened(data)["text"]["considered"][0].update(note="Нет.")),
    ("text_differs", lambda data: opened(data)["text"].update(rapporteur="Другой")),
    ("text_differs", lambda data: data["dissents"][0].update(text="Согласен.")),
    ("text_differs", lambda data: data["dissents"][0].update(member="Другой")),
    ("text_differs", lambda data: data["minutes"].update(course="Никто не выступил.")),
    ("text_differs", lambda data: data["minutes"]["votes"][1].update(votes="99/0/0")),
    ("text_differs", lambda data: data["signature"].update(name="И.И. Другой")),
    ("text_differs", lambda data: data["procedure"].update(question="Другой вопрос?")),
    ("commitment_wrong", lambda data: next(iter(data["openings"].values())).update(text={})),
    ("opening_strange", lambda data: data["openings"].update({"comment:0": {"salt": "00" * 32,
                                                                            "text": {}}})),
    ("text_unproved", lambda data: data["openings"].pop(f"comment:{members(data)[0]['id']}")),
    ("text_missing", lambda data: [data["openings"].pop(f"comment:{members(data)[0]['id']}"),
                                   members(data)[0].update(wording="", rationale="",
                                                           kind_code="")]),
    ("state_wrong", hidden_by_the_editor),
    ("member_missing", without_a_proposal),
    ("member_strange", lambda data: members(data)[0].update(id=10**9)),
    ("row_missing", lambda data: data["units"][0]["rows"].pop()),
    ("row_strange", lambda data: rows(data)[0].update(group_id=10**9)),
    ("row_order", swapped_rows),
    ("copy_wrong", another_disposition),
    ("copy_wrong", lambda data: rows(data)[0].update(position=None)),
    ("copy_wrong", lambda data: data["numbers"].update(received=14)),
    ("copy_wrong", lambda data: data["tally"]["proposals"].update(rejected=0)),
    ("copy_wrong", lambda data: data["places"][0]["by_author_type"].update(citizen=50)),
    ("copy_wrong", lambda data: data["moderation"].pop()),
    ("copy_wrong", lambda data: data["moderation_acts"].update(hide=0)),
    ("copy_wrong", lambda data: data["questions"][0]["options"][0].update(count=3)),
    ("copy_wrong", lambda data: data["councils"][0]["facts"]["opinion"].update(votes_for=9)
     if data["councils"][0]["facts"]["opinion"] else data["councils"].pop()),
    ("copy_wrong", lambda data: data["bill"].update(title="Другой закон")),
    ("copy_wrong", lambda data: data["signature"].update(signed_on="2020-01-01")),
    ("copy_wrong", lambda data: data["document"]["summary"].update(number="99")),
    ("count_wrong", one_more_citizen),
    ("count_wrong", lambda data: data["dissents"].pop()),
    ("count_wrong", lambda data: [one.update(author_type="ngo") for one in members(data)]),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(TAMPERED)))
def test_tampering_is_caught_and_named(number: int, rich: Made, tmp_path: Path) -> None:
    code, change = TAMPERED[number]
    data = json.loads(rich.data)
    before = copy.deepcopy(data)
    change(data)
    assert data != before
    assert code in faults(tmp_path, rich, data)


def forged(data: Data) -> Data:
    """Another text with a commitment of its own and a new sum: nothing within the file tells."""
    member = next(one for one in members(data) if one["rationale"] == "В целом согласен.")
    key = f"comment:{member['id']}"
    text = data["openings"][key]["text"] | {"rationale": "Против."}
    member["rationale"], data["openings"][key]["text"] = "Против.", text
    for group in data["snapshot"]["groups"]:
        for entry in group["comments"]:
            if entry["id"] == member["id"]:
                entry["commitment"] = promised(data["openings"][key]["salt"], text)
    data["snapshot_sha256"] = sha256(canonical(data["snapshot"]))
    return data


def test_a_forgery_that_agrees_with_itself_is_told_by_the_journal_or_the_paper(
    rich: Made, tmp_path: Path
) -> None:
    signed = json.loads(rich.data)["snapshot_sha256"]
    data = forged(json.loads(rich.data))
    document = rich.written(tmp_path, data)[0]
    assert check(document, "", []).faults == []
    assert [code for code, _values in check(document, signed, []).faults] == ["paper_wrong"]
    code, said = told(rich.written(tmp_path, data))
    assert code == 1
    assert f"[ОШИБКА] Суммы {data['snapshot_sha256']} в журнале нет." in said
    assert "ИТОГ: найдено ошибок – 1." in said


def in_journal(lines: list[Data], kind: str) -> Data:
    return next(line for line in lines if json.loads(line["leaf"])["kind"] == kind)


def later_leaf(lines: list[Data]) -> None:
    line = in_journal(lines, "conclusion.signed")
    line["leaf"] = line["leaf"].replace('"time":"20', '"time":"19')


def exchanged(lines: list[Data], **body: Any) -> None:
    """A body with a commitment, a leaf and a hash of its own: the entry agrees with itself."""
    exchange(in_journal(lines, "conclusion.signed"), **body)


def exchange(line: Data, **body: Any) -> None:
    leaf = json.loads(line["leaf"])
    line["body"].update(body)
    leaf["commitment"] = promised(line["salt"], line["body"])
    line["leaf"] = canonical(leaf).decode()
    line["leaf_hash"] = sha256(b"\x00" + line["leaf"].encode())


JOURNALS: list[tuple[str, Callable[[list[Data]], Any]]] = [
    ("leaf_wrong", later_leaf),
    ("leaf_wrong", lambda lines: lines[3].update(leaf_hash="0" * 64)),
    ("body_wrong", lambda lines: lines[3]["body"].update(consultation=0, added=1)),
    ("gap", lambda lines: lines.pop(3)),
    ("entry_missing", lambda lines: lines.remove(in_journal(lines, "conclusion.signed"))),
    ("entry_missing", lambda lines: lines.remove(in_journal(lines, "summary.signed"))),
    ("entry_wrong", lambda lines: exchanged(lines, revision=2)),
    ("entry_wrong", lambda lines: exchanged(lines, consultation=10**6)),
]


@pytest.mark.parametrize("number", range(len(JOURNALS)))
def test_a_journal_that_was_tampered_with(number: int, rich: Made, tmp_path: Path) -> None:
    code, change = JOURNALS[number]
    lines = [json.loads(line) for line in rich.journal.splitlines()]
    change(lines)
    journal = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    assert code in faults(tmp_path, Made(rich.data, journal))


# --- What stands in the place of another document ----------------------------------------------


@pytest.fixture(scope="module")
def second(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Made]:
    """A full conclusion in the place of a lapsed one."""
    with django_db_blocker.unblock(), transaction.atomic():
        due_on = timezone.localdate() - dt.timedelta(days=3)
        late = ConsultationFactory(closed=True, answer_due_on=due_on)
        published(late)
        finalise_lapsed(actor=None, consultation=late, number="1-СЗ", now=timezone.now())
        answer_everything(late)
        yield made(signed(late, number="2-СЗ"))
        transaction.set_rollback(True)


def test_a_full_conclusion_in_the_place_of_a_lapsed_one_holds(second: Made, tmp_path: Path) -> None:
    data = json.loads(second.data)
    assert data["document"]["replaces"]["revision"] == data["signature"]["revision"] - 1 == 1
    code, said = told(second.written(tmp_path))
    assert code == 0, said
    assert "[верно] Документ, взамен которого подписан этот, стоит в журнале: запись №" in said


def test_another_revision_of_a_summary_holds(tmp_path: Path) -> None:
    consultation = ConsultationFactory(closed=True)
    published(consultation)
    answer_everything(consultation)
    first = summarised(consultation)
    published(consultation, comment="Ещё довод.")
    answer_everything(consultation)
    revision = made(summarised(consultation, number="3-С"))
    named = json.loads(revision.data)["document"]["replaces"]["sha256"]
    assert named == first.snapshot_sha256
    assert faults(tmp_path, revision) == []


def resigned(made: Made, change: Callable[[Data], Any]) -> Made:
    """Changed in the document and in what is signed, which stands in the journal with a sum of its
    own: only what is said of the earlier document can tell."""
    data = json.loads(made.data)
    before = data["snapshot_sha256"]
    for facts in (data["document"], data["snapshot"]["document"]):
        change(facts)
    data["snapshot_sha256"] = sha256(canonical(data["snapshot"]))
    lines = [json.loads(line) for line in made.journal.splitlines()]
    for line in lines:
        if line["body"].get("snapshot_sha256") == before:
            exchange(line, snapshot_sha256=data["snapshot_sha256"])
    journal = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return Made(json.dumps(data, ensure_ascii=False), journal)


def summary_in_its_place(facts: Data) -> None:
    facts["replaces"]["sha256"] = facts["summary"]["sha256"]


REPLACED: list[tuple[str, Callable[[Data], Any]]] = [
    ("entry_missing", lambda facts: facts["replaces"].update(sha256="0" * 64)),
    ("entry_wrong", summary_in_its_place),
    ("replaced_wrong", lambda facts: facts["replaces"].update(revision=2)),
    ("replaced_wrong", lambda facts: facts["replaces"].update(revision=0)),
    ("entry_wrong", lambda facts: facts["replaces"].update(revision=0)),
    ("entry_missing", lambda facts: facts["summary"].update(sha256="0" * 64)),
    ("entry_wrong", lambda facts: facts["summary"].update(revision=7)),
]


@pytest.mark.parametrize("number", range(len(REPLACED)))
def test_an_invented_predecessor_is_named(number: int, second: Made, tmp_path: Path) -> None:
    code, change = REPLACED[number]
    assert code in faults(tmp_path, resigned(second, change))


def test_a_first_revision_replaces_nothing(rich: Made, tmp_path: Path) -> None:
    earlier = {"number": "1", "revision": 0, "signed_on": "2026-01-01", "sha256": "0" * 64}
    found = faults(tmp_path, resigned(rich, lambda facts: facts.update(replaces=earlier)))
    assert sorted(found) == ["entry_missing", "replaced_wrong"]


def test_a_revision_of_earlier_days_does_not_say_what_it_replaces(
    second: Made, tmp_path: Path
) -> None:
    code, said = told(resigned(second, lambda facts: facts.pop("replaces")).written(tmp_path))
    assert code == 0, said
    assert "[к сведению] Редакция 2 не говорит, взамен чего подписана" in said


def test_a_journal_in_parts_is_read_as_one(rich: Made, tmp_path: Path) -> None:
    document, _flag, whole = rich.written(tmp_path)
    lines = rich.journal.splitlines(keepends=True)
    parts = [tmp_path / "1.jsonl", tmp_path / "2.jsonl"]
    parts[0].write_text("".join(lines[:5]), encoding="utf-8")
    parts[1].write_text("".join(lines[5:]), encoding="utf-8")
    names = [str(part) for part in parts]
    assert check(document, "", names).lines == check(document, "", [whole]).lines
    assert [code for code, _values in check(document, "", names[1:]).faults] == []
    backwards = [code for code, _values in check(document, "", names[::-1]).faults]
    assert backwards == ["gap"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Не читается"),
        ("[1, 2]", "не документ «Вече»"),
        ('{"format": "veche-summary-conclusion", "version": 2}', "не документ «Вече»"),
        ('{"format": "veche-summary-conclusion", "version": 3}', "Не читается"),
        ('{"format": "veche-summary-conclusion", "version": 3, "version": 3}', "Не читается"),
        ("[" * 100_000, "Не читается"),
    ],
)
def test_what_is_no_document_is_one_line_and_exit_code_2(
    text: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "conclusion.json"
    path.write_text(text, encoding="utf-8")
    code, said = told([str(path)])
    assert (code, words in said, said.count("\n")) == (2, True, 1), said


def test_a_missing_file_and_a_broken_journal_are_exit_code_2(rich: Made, tmp_path: Path) -> None:
    assert told([str(tmp_path / "none.json")])[0] == 2
    document, _flag, journal = rich.written(tmp_path)
    Path(journal).write_text('{"sequence": 0}\n', encoding="utf-8")
    code, said = told([document, "--journal", journal])
    assert (code, said.count("\n")) == (2, 1), said
    with pytest.raises(Unreadable):
        check(document, "", [str(tmp_path / "none.jsonl")])


# --- The file itself --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [{"б": 1, "a": [True, None, "\x00\u2028\u00ad\\\"/"]},
     {"\ufb33": 1, "😀": 2, "é": 3}, {}, {"n": 2**53 - 1}],
)  # fmt: skip
def test_it_computes_what_the_site_computes(value: Data) -> None:
    assert canonical(value) == canonical_json(value)
    assert promised("ab" * 32, value) == commit(bytes.fromhex("ab" * 32), value).hex()


@pytest.mark.parametrize("value", [{"a": 1.5}, {"a": 2**53}])
def test_what_the_site_refuses_it_refuses(value: Data) -> None:
    with pytest.raises(ValueError, match="a number that has no place here"):
        canonical(value)


def recursive_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 9162 §2.1.1, word for word."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(
        b"\x01" + recursive_root(leaves[:split]) + recursive_root(leaves[split:])
    ).digest()


def test_the_root_is_that_of_the_rfc() -> None:
    for size in range(40):
        leaves = [hashlib.sha256(bytes([number])).digest() for number in range(size)]
        assert tree_root(leaves) == recursive_root(leaves)


def test_every_line_is_there_in_both_languages_with_the_same_values() -> None:
    def names(text: str) -> set[str]:
        return {part.partition("}")[0] for part in text.split("{")[1:]}

    for code, (ru, en) in {**WORDS, **KINDS}.items():
        assert names(ru) == names(en), code


def test_it_is_given_out_as_it_is(client: Client) -> None:
    response = client.get("/schemas/verify_conclusion.py")
    assert reverse("conclusions:checker") == "/schemas/verify_conclusion.py"
    assert b"".join(response) == SCRIPT.read_bytes()
    assert response["Content-Type"] == "text/x-python; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="verify_conclusion.py"'
    assert response["Access-Control-Allow-Origin"] == "*"
    assert VERSION == 3
