#!/usr/bin/env python3
"""Checks a signed document of «Вече» by itself: no site, no packages, Python 3.9 or later.

    python3 verify_conclusion.py conclusion.json [--sha256 HEX] [--journal journal.jsonl …]

Reads the JSON of a summary or a conclusion, recomputes what its signature rests on, and says in
plain lines what holds, what does not, and what nobody can tell from these files. `--journal` takes
the export of the public journal (`/journal/export.jsonl`; several files if it came in parts).
`--lang en` speaks English. Exit codes: 0 everything holds, 1 something does not, 2 the files cannot
be read. It is one file on purpose: whoever doubts the site reads it from the first line to the
last.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

FORMATS = ("veche-proposal-summary", "veche-summary-conclusion")
VERSION = 3
KINDS_IN_JOURNAL = ("summary.signed", "conclusion.signed", "conclusion.lapsed")
DISPOSITIONS = ("accepted", "partly", "rejected", "noted", "out_of_scope", "waiting")
LAST_INTEGER = 2**53 - 1
LISTED = 20  # faults of one sort that are named one by one

# Each line in Russian and in English.
WORDS = {
    "ok": ("верно", "holds"),
    "bad": ("ОШИБКА", "WRONG"),
    "note": ("к сведению", "note"),
    "unchecked": ("не проверяется", "not checked"),
    "about": ("Документ № {number} от {day}, редакция {revision}: {address}",
              "Document No. {number} of {day}, revision {revision}: {address}"),
    "hash": ("Контрольная сумма подписанного перечня: {sha256}",
             "SHA-256 of the signed list: {sha256}"),
    "hash_wrong": ("Перечень не тот, который подписан: его сумма {found}, в документе указана {told}",
                   "The list is not what was signed: its sum is {found}, the document says {told}"),
    "paper_wrong": ("Сумма документа не совпадает с заданной Вами: {told}, а задана {given}",
                    "The sum of the document is not the given one: {told}, given {given}"),
    "texts": ("Раскрыто и сверено с подписанными обязательствами текстов: {count}",
              "Texts opened and checked against signed commitments: {count}"),
    "closed": ("Не раскрыто текстов: {count} ({kinds}) – скрыты, отозваны или удалены после подписания",
               "Texts not opened: {count} ({kinds}) – hidden, withdrawn or erased since"),
    "commitment_wrong": ("{key}: текст не тот, который подписан", "{key}: not the text that was signed"),
    "opening_strange": ("{key}: раскрыт текст, которого нет в подписанном перечне",
                        "{key}: a text that is not in the signed list"),
    "text_differs": ("{key}: в документе стоят другие слова, чем подписаны",
                     "{key}: the document has other words than were signed"),
    "text_unproved": ("{key}: текст показан, но не раскрыт – проверить его нельзя",
                      "{key}: the text is shown, but not opened: it cannot be checked"),
    "text_missing": ("{key}: подписанный текст не раскрыт, хотя ничто его не скрывало",
                     "{key}: a signed text is not opened although nothing has hidden it"),
    "text_altered": ("{key}: сам документ сообщает, что текст изменён после подписания",
                     "{key}: the document itself says that the text was altered"),
    "state_wrong": ("{key}: текст назван скрытым, но слова стоят в документе",
                    "{key}: called hidden, but its words are in the document"),
    "copies": ("Сведения, числа и позиции в документе – те, что подписаны",
               "Facts, numbers and positions in the document are those signed"),
    "copy_wrong": ("{place}: в документе {told}, подписано {signed}",
                   "{place}: the document says {told}, signed was {signed}"),
    "rows": ("Строк: {rows}; предложений, замечаний и рекомендаций: {members} – все на месте, лишних нет",
             "Rows: {rows}; proposals, remarks and recommendations: {members}: all there, no others"),
    "row_missing": ("группа {group}: подписана, но строки в документе нет",
                    "group {group}: signed, but has no row in the document"),
    "row_strange": ("группа {group}: строка есть, но такой группы не подписано",
                    "group {group}: has a row, but no such group was signed"),
    "row_order": ("строка {number}: номер или место не те, что следуют из перечня",
                  "row {number}: its number or place does not follow from the list"),
    "member_missing": ("{key}: подписано в группе {group}, но из документа исключено",
                       "{key}: signed in group {group}, but left out of the document"),
    "member_strange": ("{key}: стоит в группе {group}, но там не подписано",
                       "{key}: stands in group {group}, but was not signed there"),
    "counts": ("Числа сходятся: поступило {received}, опубликовано {published}, с позицией комитета {answered}",
               "Numbers agree: received {received}, published {published}, answered {answered}"),
    "count_wrong": ("{place}: указано {told}, а по строкам выходит {found}",
                    "{place}: {told} is said, the rows make {found}"),
    "journal": ("Журнал: записей {size} (№ {first}–{last}), хеши листьев и обязательства верны",
                "Journal: {size} entries ({first} to {last}), leaf hashes and commitments hold"),
    "journal_erased": ("Журнал: тела стёрты, листья и их хеши остались; таких записей: {count}",
                       "Journal: bodies erased, leaves and their hashes remain; such entries: {count}"),
    "journal_root": (("Корень дерева RFC 9162 (листьев: {size}): {root}. Сравните с корнем, который "
                     "другой человек получил из своей копии журнала"),
                     ("Root of the RFC 9162 tree (leaves: {size}): {root}. Compare it with the root "
                     "that somebody else has made of another copy")),
    "entry": ("Сумма стоит в журнале: запись № {sequence} от {time}, {kind}",
              "The sum is in the journal: entry {sequence} of {time}, {kind}"),
    "basis": ("Сводка, на которой построено заключение, стоит в журнале: запись № {sequence}",
              "The summary that it is built on is in the journal: entry {sequence}"),
    "replaced": ("Документ, взамен которого подписан этот, стоит в журнале: запись № {sequence}",
                 "The document in the place of which it stands is in the journal: entry {sequence}"),
    "replaced_wrong": ("Редакция {revision} названа взамен редакции {told}, а не той, что прямо перед ней",
                       "Revision {revision} is said to replace {told}, not the one right before it"),
    "replaced_unnamed": ("Редакция {revision} не говорит, взамен чего подписана: раньше этого не писали",
                         "Revision {revision} does not say what it replaces: it was not written once"),
    "entry_missing": (("Суммы {sha256} в журнале нет. Запись появляется через несколько секунд после "
                      "подписания: скачайте журнал заново и целиком"),
                      ("The sum {sha256} is not in the journal. An entry comes some seconds after the "
                      "signature: download the whole journal again")),
    "entry_wrong": ("Запись журнала № {sequence}: {place} – {told}, в документе {signed}",
                    "Journal entry {sequence}: {place} is {told}, the document has {signed}"),
    "leaf_wrong": ("Запись журнала № {sequence}: хеш листа не сходится",
                   "Journal entry {sequence}: the hash of the leaf is wrong"),
    "body_wrong": ("Запись журнала № {sequence}: тело не то, за которое дано обязательство",
                   "Journal entry {sequence}: the body is not what was committed to"),
    "gap": ("Журнал: после записи № {last} идёт № {next} – записи пропущены или переставлены",
            "Journal: entry {last} is followed by {next}: entries are missing or out of order"),
    "no_journal": ("что сумма стоит в журнале: дайте его файл ключом --journal",
                   "that the sum is in the journal: give its file by --journal"),
    "no_head": (("что журнал не переписан целиком: подписанных вершин дерева площадка пока не выпускает; "
                "сравните корень с чужой копией"),
                ("that the journal was not rewritten as a whole: the site signs no tree heads yet; "
                "compare the root with another copy")),
    "not_signed": (("имена участников, тип, муниципальное образование, день, способ, код подтверждения и "
                   "файлы отдельных предложений, исходный текст законопроекта, принята ли рекомендация "
                   "слушаний: в подписанный перечень они входят только числами или не входят"),
                   ("names, types, municipalities, days, channels, receipt codes and files of single "
                   "proposals, the words of the bill, whether a recommendation was adopted: the signed "
                   "list has them as numbers only, or not at all")),
    "not_all": ("что ни одно предложение не утаено до подписания: ищите своё по коду подтверждения",
                "that no proposal was held back before the signature: look for yours by its code"),
    "more": ("… и ещё таких же: {count}", "… and {count} more of these"),
    "result_ok": ("ИТОГ: всё, что можно проверить, верно.", "RESULT: all that can be checked holds."),
    "result_bad": ("ИТОГ: найдено ошибок – {count}.", "RESULT: {count} faults found."),
    "unreadable": ("Не читается {file}: {why}", "Cannot read {file}: {why}"),
    "unknown": ("{file} – не документ «Вече» формата {version} в JSON",
                "{file} is no JSON document of Veche, version {version}"),
}  # fmt: skip
# What the signed list commits to, by the first part of its key.
KINDS = {
    "answer": ("позиции комитета", "positions"),
    "assessment": ("пункты проверочных листов", "points of checklists"),
    "comment": ("предложения", "proposals"),
    "considered": ("выводы советов о предложениях", "views of councils on proposals"),
    "details": ("сведения о заседаниях советов", "facts of sittings"),
    "dissent": ("особые мнения", "dissenting opinions"),
    "factor": ("коррупциогенные факторы", "corruption factors"),
    "minutes": ("протоколы", "minutes"),
    "opinion": ("заключения советов", "opinions"),
    "procedure": ("сведения о порядке", "rules of the event"),
    "recommendation": ("рекомендации слушаний", "recommendations"),
    "remark": ("замечания советов", "remarks"),
    "signature": ("подписи", "signatures"),
    "vote": ("голосования на слушаниях", "votes at hearings"),
}


class Unreadable(Exception):
    """A file that cannot be checked: the code of a line of WORDS and its values."""


class Findings:
    """What was found: the texts that are proved, faults by sort, and lines for the reader."""

    def __init__(self) -> None:
        self.opened: dict[str, dict[str, str]] = {}
        self.faults: list[tuple[str, dict[str, Any]]] = []
        self.lines: list[tuple[str, str, dict[str, Any]]] = []

    def wrong(self, code: str, **values: Any) -> None:
        self.faults.append((code, values))

    def say(self, mark: str, code: str, **values: Any) -> None:
        self.lines.append((mark, code, values))

    def hold(self, before: int, code: str, **values: Any) -> None:
        """The line of a part that holds, if no fault has come since there were `before`."""
        if len(self.faults) == before:
            self.say("ok", code, **values)

    def same(self, place: str, told: Any, signed: Any) -> None:
        """Faults wherever `told` is something else than was signed; what is missing in documents
        signed earlier must be empty."""
        if isinstance(signed, dict) and isinstance(told, dict):
            for name in sorted({*signed, *told}):
                if name in signed:
                    self.same(f"{place}.{name}", told.get(name), signed[name])
                elif told[name]:
                    self.wrong("copy_wrong", place=f"{place}.{name}", told=told[name], signed="–")
        elif isinstance(signed, list) and isinstance(told, list) and len(signed) == len(told):
            for number, (mine, theirs) in enumerate(zip(told, signed)):
                self.same(f"{place}[{number}]", mine, theirs)
        elif told != signed or type(told) is not type(signed):
            self.wrong("copy_wrong", place=place, told=brief(told), signed=brief(signed))

    def text(self, key: str, told: dict[str, str], *, is_hidden: bool = False) -> None:
        """Whether the words in the document are those opened; a text that is hidden has none."""
        shown = any(told.values())
        if is_hidden:
            if shown or key in self.opened:
                self.wrong("state_wrong", key=key)
        elif key not in self.opened:
            self.wrong("text_unproved" if shown else "text_missing", key=key)
        elif any(self.opened[key].get(name) != value for name, value in told.items()):
            self.wrong("text_differs", key=key)

    def count(self, place: str, told: Any, found: int) -> None:
        if told != found:
            self.wrong("count_wrong", place=place, told=told, found=found)


# --- What hashes are made of ------------------------------------------------------------------


def canonical(value: Any) -> bytes:
    """RFC 8785 without fractions: keys in the order of UTF-16, no spaces, UTF-8."""
    text = json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8")


def ordered(value: Any) -> Any:
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return {name: ordered(value[name]) for name in names}
    if isinstance(value, list):
        return [ordered(item) for item in value]
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > LAST_INTEGER):
        raise ValueError(f"a number that has no place here: {value}")
    return value


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def promised(salt: str, body: Any) -> str:
    """The commitment: HMAC-SHA-256 of the canonical JSON under the salt."""
    return hmac.new(bytes.fromhex(salt), canonical(body), "sha256").hexdigest()


def tree_root(leaves: list[bytes]) -> bytes:
    """The root of the Merkle tree of RFC 9162 §2.1.1 over hashes of leaves."""
    level = leaves or [hashlib.sha256(b"").digest()]
    while len(level) > 1:
        pairs = [level[place : place + 2] for place in range(0, len(level), 2)]
        level = [
            hashlib.sha256(b"\x01" + pair[0] + pair[1]).digest() if len(pair) > 1 else pair[0]
            for pair in pairs
        ]
    return level[0]


# --- The document -----------------------------------------------------------------------------


def commitments(snapshot: dict[str, Any]) -> dict[str, str]:
    """Every commitment of the snapshot by the key of its opening («comment:17»)."""
    event = snapshot["procedure"]["consultation_id"]
    found = {
        f"procedure:{event}": snapshot["procedure"]["commitment"],
        f"signature:{event}": snapshot["signature"]["commitment"],
    }

    def add(kind: str, entries: Iterable[dict[str, Any]]) -> None:
        found.update((f"{kind}:{entry['id']}", entry["commitment"]) for entry in entries)

    for group in snapshot["groups"]:
        add("comment", group["comments"])
        add("recommendation", group.get("recommendations", ()))
        add("answer", [group["answer"]] if group["answer"] else ())
    for council in snapshot["councils"]:
        opinion = council["opinion"]
        if opinion is None:
            continue
        add("opinion", [opinion])
        for kind, name in (("remark", "remarks"), ("dissent", "dissents"), ("factor", "factors"),
                           ("assessment", "checklist"), ("considered", "considered")):  # fmt: skip
            add(kind, opinion.get(name, ()))
        if opinion.get("details"):
            found[f"details:{opinion['id']}"] = opinion["details"]
    if snapshot.get("minutes"):
        add("minutes", [snapshot["minutes"]])
        add("vote", snapshot["minutes"]["recommendations"])
    return found


def check_hash(data: dict[str, Any], given: str, found: Findings) -> None:
    told, computed = data["snapshot_sha256"], sha256(canonical(data["snapshot"]))
    if computed != told:
        found.wrong("hash_wrong", found=computed, told=told)
    else:
        found.say("ok", "hash", sha256=told)
    if given and "".join(given.split()).lower() != told:
        found.wrong("paper_wrong", told=told, given=given)


def check_openings(data: dict[str, Any], found: Findings) -> None:
    signed, before = commitments(data["snapshot"]), len(found.faults)
    for key, opening in data["openings"].items():
        if key not in signed:
            found.wrong("opening_strange", key=key)
        elif promised(opening["salt"], opening["text"]) != signed[key]:
            found.wrong("commitment_wrong", key=key)
        else:
            found.opened[key] = opening["text"]
    found.hold(before, "texts", count=len(found.opened))
    closed = Counter(key.partition(":")[0] for key in signed if key not in data["openings"])
    if closed:
        found.say("note", "closed", count=sum(closed.values()), kinds=dict(sorted(closed.items())))


def check_facts(data: dict[str, Any], found: Findings) -> None:
    """What stands in the document in words and numbers against what was signed."""
    snapshot, before = data["snapshot"], len(found.faults)
    pairs = {"moderation": "grounds", "moderation_acts": "moderation"}
    names = [
        "document",
        "bill",
        "organiser",
        "responder",
        "addressee",
        "numbers",
        "tally",
        "places",
    ]
    for name in [*names, "questions", "moderation", "moderation_acts", "objections"]:
        if pairs.get(name, name) in snapshot:
            found.same(name, data[name], snapshot[pairs.get(name, name)])
    event = snapshot["procedure"]["consultation_id"]
    signer = {name: data["signature"][name] for name in ("name", "post")}
    facts = {name: value for name, value in data["signature"].items() if name not in signer}
    found.same("signature", facts, snapshot["signature"])
    found.text(f"signature:{event}", signer)
    said = {name: data["procedure"][name] for name in ("question", "basis", "procedure", "results")}
    found.text(f"procedure:{event}", said)
    check_revision(data, found)
    for name in set(data["procedure"]) - set(said):
        found.same(f"procedure.{name}", data["procedure"][name], snapshot["procedure"][name])
    found.same("councils", [one["facts"] for one in data["councils"]], snapshot["councils"])
    shown = shown_rows(data)
    for council in data["councils"]:
        check_opinion(council["facts"]["opinion"], council["text"], shown, found)
    check_dissents(data, found)
    check_minutes(data["minutes"], snapshot.get("minutes"), found)
    found.hold(before, "copies")


def check_revision(data: dict[str, Any], found: Findings) -> None:
    """Each revision stands in the place of the one before it, be it of another kind: a full
    conclusion may follow a lapsed one. The first one stands in the place of nothing."""
    revision, earlier = data["signature"]["revision"], data["document"].get("replaces")
    if earlier and (earlier["revision"] != revision - 1 or revision < 2):
        found.wrong("replaced_wrong", revision=revision, told=earlier["revision"])
    elif revision > 1 and not earlier:
        found.say("note", "replaced_unnamed", revision=revision)


def check_opinion(
    facts: dict[str, Any] | None,
    text: dict[str, Any] | None,
    shown: dict[int, int],
    found: Findings,
) -> None:
    """`shown`: numbers of rows by ids of the proposals that are shown."""
    if facts is None or text is None:
        found.same("councils.text", text is None, facts is None)
        return
    key = f"opinion:{facts['id']}"
    if text["is_altered"]:
        found.wrong("text_altered", key=key)
        return
    found.text(key, {name: text[name] for name in ("findings", "consequences", "proposals")})
    if facts.get("details"):
        experts = "\n".join(
            "\t".join((e["name"], e["role"], e["declared"])) for e in text["experts"]
        )
        told = {name: text[name] for name in ("place", "materials", "rapporteur")}
        found.text(f"details:{facts['id']}", {**told, "experts": experts})
    for kind, name, parts in (
        ("assessment", "checklist", ("text",)),
        ("factor", "factors", ("quotation", "text", "remedy")),
    ):
        entries = facts.get(name, [])
        found.count(name, len(text[name]), len(entries))
        for told, entry in zip(text[name], entries):
            item = f"{kind}:{entry['id']}"
            for part in set(told) & set(entry):
                found.same(f"{item}.{part}", told[part], entry[part])
            if told["is_altered"]:
                found.wrong("text_altered", key=item)
            else:
                found.text(item, {part: told[part] for part in parts})
    entries = [entry for entry in facts.get("considered", ()) if entry["comment"] in shown]
    found.count("considered", len(text["considered"]), len(entries))
    for told, entry in zip(text["considered"], entries):
        found.text(f"considered:{entry['id']}", {"note": told["note"]})
        signed = {"row": shown[entry["comment"]], "result": entry["result"]}
        found.same(f"considered:{entry['id']}", {name: told[name] for name in signed}, signed)


def check_dissents(data: dict[str, Any], found: Findings) -> None:
    """Those that are opened stand there word for word, and no others with words."""
    signed = [
        (council["council"]["name"], entry)
        for council in data["snapshot"]["councils"]
        for entry in (council["opinion"] or {}).get("dissents", ())
    ]
    told = [
        (one["council"], one["member"], one["text"], one["filed_on"]) for one in data["dissents"]
    ]
    for council, entry in signed:
        key = f"dissent:{entry['id']}"
        text = found.opened.get(key)
        if text is None:
            found.wrong("text_missing", key=key)
        # Until format 3 the name was not signed.
        elif (
            "member" in text
            and (council, text["member"], text["text"], entry["filed_on"]) not in told
        ):
            found.wrong("text_differs", key=key)
    found.count("dissents", len(told), len(signed))


def check_minutes(
    told: dict[str, Any] | None, signed: dict[str, Any] | None, found: Findings
) -> None:
    if told is None or signed is None:
        found.same("minutes", told, signed)
        return
    found.same("minutes", told["facts"], signed)
    key = f"minutes:{signed['id']}"
    if told["is_altered"]:
        found.wrong("text_altered", key=key)
    else:
        opened = found.opened.get(key, {})
        lines = [line.strip() for line in opened.get("officials", "").splitlines()]
        found.same(f"{key}.officials", told["officials"], [line for line in lines if line])
        parts = ("place", "chair", "secretary", "question", "course")
        found.text(key, {name: told[name] for name in parts})
    found.count("minutes.votes", len(told["votes"]), len(signed["recommendations"]))
    for vote, entry in zip(told["votes"], signed["recommendations"]):
        if vote["is_altered"]:
            found.wrong("text_altered", key=f"vote:{entry['id']}")
        else:
            said = {name: vote[name] for name in ("text", "proposed", "votes")}
            found.text(f"vote:{entry['id']}", said)


# --- Rows and numbers -------------------------------------------------------------------------


def rows_of(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row with the path of its unit."""
    return ((unit["path"], row) for unit in data["units"] for row in unit["rows"])


def shown_rows(data: dict[str, Any]) -> dict[int, int]:
    return {
        member["id"]: row["number"]
        for _path, row in rows_of(data)
        for member in row["members"]
        if (member["kind"], member["state"]) == ("proposal", "shown")
    }


def signed_members(group: dict[str, Any]) -> list[str]:
    """In the order of the document."""
    return [
        *(f"remark:{pk}" for pk in group["remarks"]),
        *(f"recommendation:{entry['id']}" for entry in group.get("recommendations", ())),
        *(f"comment:{entry['id']}" for entry in group["comments"]),
    ]


def signed_rows(snapshot: dict[str, Any]) -> list[tuple[str, int]]:
    """Paths and ids of groups in the order of the document: by units as they come first, in a unit
    what citizens alone have said, then what bodies have said."""
    units: dict[str, list[dict[str, Any]]] = {}
    for group in snapshot["groups"]:
        units.setdefault(group["path"], []).append(group)
    return [
        (path, group["id"])
        for path, groups in units.items()
        for group in sorted(groups, key=lambda g: bool(g["remarks"] or g.get("recommendations")))
    ]


def check_rows(data: dict[str, Any], found: Findings) -> None:
    before = len(found.faults)
    groups = {group["id"]: group for group in data["snapshot"]["groups"]}
    rows = list(rows_of(data))
    told = {row["group_id"] for _path, row in rows}
    for group in groups:
        if group not in told:
            found.wrong("row_missing", group=group)
    expected = signed_rows(data["snapshot"])
    for place, (path, row) in enumerate(rows):
        group = groups.get(row["group_id"])
        if group is None:
            found.wrong("row_strange", group=row["group_id"])
            continue
        if row["number"] != place + 1 or expected[place : place + 1] != [(path, group["id"])]:
            found.wrong("row_order", number=row["number"])
        check_members(row, group, found)
        check_position(row["position"], group["answer"], found)
    members = sum(len(row["members"]) for _path, row in rows)
    found.hold(before, "rows", rows=len(rows), members=members)


def check_members(row: dict[str, Any], group: dict[str, Any], found: Findings) -> None:
    names = {"proposal": "comment", "remark": "remark", "recommendation": "recommendation"}
    told = {f"{names[member['kind']]}:{member['id']}": member for member in row["members"]}
    signed = signed_members(group)
    for key in signed:
        if key not in told:
            found.wrong("member_missing", key=key, group=group["id"])
    for key, member in told.items():
        if key not in signed:
            found.wrong("member_strange", key=key, group=group["id"])
            continue
        if member["state"] == "altered":
            found.wrong("text_altered", key=key)
            continue
        first, second = ("rationale", "kind") if key.startswith("comment") else ("text", "votes")
        second = "importance" if key.startswith("remark") else second
        said = {"proposed": member["wording"], first: member["rationale"]}
        if member["state"] == "shown":
            said[second] = member["kind_code"]
        found.text(key, said, is_hidden=member["state"] != "shown")
    if len(told) != len(row["members"]):
        found.count(f"group:{group['id']}", len(row["members"]), len(told))


def check_position(
    told: dict[str, Any] | None, signed: dict[str, Any] | None, found: Findings
) -> None:
    if told is None or signed is None:
        found.same("position", told, signed)
        return
    key = f"answer:{signed['id']}"
    found.same(f"{key}.disposition", told["disposition"], signed["disposition"])
    found.same(f"{key}.published_on", told["published_on"], signed["published_on"])
    if told["is_altered"]:
        found.wrong("text_altered", key=key)
        return
    found.same(f"{key}.sitting_on", told["sitting_on"] or "", signed.get("sitting_on", ""))
    number = signed.get("minutes_number", "")
    found.same(f"{key}.minutes_number", told["minutes_number"], number)
    found.text(
        key,
        {n: told[n] for n in ("disposition", "reason", "text", "norm", "expected") if n in told},
    )


def check_counts(data: dict[str, Any], found: Findings) -> None:
    """The numbers of the document from its rows and from each other."""
    before, numbers = len(found.faults), data["numbers"]
    groups = data["snapshot"]["groups"]
    published = sum(len(group["comments"]) for group in groups)
    found.count("numbers.published", numbers["published"], published)
    parts = [numbers[name] for name in ("published", "held", "hidden", "withdrawn")]
    found.count("numbers.received", numbers["received"], sum(parts))
    found.count("numbers.confirmed", numbers["confirmed"], numbers["by_channel"].get("online", 0))
    for name, whole in (("by_author_type", "received"), ("by_channel", "received"),
                        ("by_ground", "hidden")):  # fmt: skip
        found.count(f"numbers.{name}", sum(numbers[name].values()), numbers[whole])
    grounds = sum(ground["count"] for ground in data["moderation"])
    found.count("moderation", grounds, numbers["hidden"])
    if data["places"]:
        by_type: Counter[str] = Counter()
        for place in data["places"]:
            by_type.update(place["by_author_type"])
        for code in sorted({*by_type, *numbers["by_author_type"]}):
            told = numbers["by_author_type"].get(code, 0)
            found.count(f"places.{code}", by_type[code], told)
    check_tally(data["tally"], groups, found)
    said = [m for _path, row in rows_of(data) for m in row["members"] if m["kind"] == "proposal"]
    for name, part in (("by_author_type", "author_type"), ("by_channel", "channel")):
        for code, count in Counter(member[part] for member in said).items():
            if code and count > numbers[name].get(code, 0):
                found.count(f"numbers.{name}.{code}", numbers[name].get(code, 0), count)
    answered = sum(
        count for counts in data["tally"].values() for n, count in counts.items() if n != "waiting"
    )
    found.hold(
        before, "counts", received=numbers["received"], published=published, answered=answered
    )


def check_tally(tally: dict[str, Any], groups: list[dict[str, Any]], found: Findings) -> None:
    """Positions by what they were given on."""
    made: Counter[tuple[str, str]] = Counter()
    for group in groups:
        position = group["answer"]["disposition"] if group["answer"] else "waiting"
        for kind, name in (("proposals", "comments"), ("remarks", "remarks"),
                           ("recommendations", "recommendations")):  # fmt: skip
            made[kind, position] += len(group.get(name, ()))
    for kind, counts in tally.items():
        for name in DISPOSITIONS:
            found.count(f"tally.{kind}.{name}", counts.get(name, 0), made[kind, name])


# --- The journal ------------------------------------------------------------------------------


def check_journal(lines: Iterable[dict[str, Any]], data: dict[str, Any], found: Findings) -> None:
    """Every entry by itself, their order, and that the sums of the document are among them."""
    before, hashes, places, erased = len(found.faults), [], [], 0
    named = [earlier["sha256"] for _code, earlier, _kinds in named_by(data)]
    wanted = {data["snapshot_sha256"], *named}
    entries: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
    for line in lines:
        leaf, sequence = check_entry(line, found), line["sequence"]
        if places and sequence != places[-1] + 1:
            found.wrong("gap", last=places[-1], next=sequence)
        places.append(sequence)
        hashes.append(bytes.fromhex(line["leaf_hash"]))
        erased += line["body"] is None
        stands = (line["body"] or {}).get("snapshot_sha256")
        if isinstance(stands, str) and stands in wanted and leaf.get("kind") in KINDS_IN_JOURNAL:
            entries[stands] = (line, leaf)
    if places:
        found.hold(before, "journal", size=len(places), first=places[0], last=places[-1])
    if erased:
        found.say("note", "journal_erased", count=erased)
    if places and places[0] == 0:
        found.say("note", "journal_root", size=len(places), root=tree_root(hashes).hex())
    check_sums(entries, data, found)


def check_entry(line: dict[str, Any], found: Findings) -> dict[str, Any]:
    """The leaf of an entry; its hash and its commitment are recomputed."""
    leaf = json.loads(line["leaf"])
    spelt = line["leaf"].encode("utf-8")
    if sha256(b"\x00" + spelt) != line["leaf_hash"] or canonical(leaf) != spelt:
        found.wrong("leaf_wrong", sequence=line["sequence"])
    if line["salt"] is not None and promised(line["salt"], line["body"]) != leaf["commitment"]:
        found.wrong("body_wrong", sequence=line["sequence"])
    return dict(leaf)


def named_by(data: dict[str, Any]) -> list[tuple[str, dict[str, Any], tuple[str, ...]]]:
    """The signed documents that this one names: the line of WORDS that tells of each, what is said
    of it, and as what it may stand in the journal."""
    document = data["document"]
    summary, conclusion = KINDS_IN_JOURNAL[:1], KINDS_IN_JOURNAL[1:]
    before = summary if document["kind"] == "summary" else conclusion
    named = [("basis", document.get("summary"), summary)]
    named.append(("replaced", document.get("replaces"), before))
    return [(code, facts, kinds) for code, facts, kinds in named if facts]


def check_sums(
    entries: dict[str, tuple[dict[str, Any], dict[str, Any]]], data: dict[str, Any], found: Findings
) -> None:
    """That the entry of the signature says of the document what the document says of itself, and
    the entries of the documents that it names what it says of them."""
    told, snapshot = data["snapshot_sha256"], data["snapshot"]
    event = snapshot["procedure"]["consultation_id"]
    if told not in entries:
        found.wrong("entry_missing", sha256=told)
    else:
        kinds = {"summary": "summary.signed", "lapsed": "conclusion.lapsed"}
        line, leaf = entries[told]
        check_signature(
            entries[told],
            (kinds.get(data["document"]["kind"], "conclusion.signed"),),
            {"consultation": event, "revision": snapshot["signature"]["revision"]},
            found,
        )
        signed_at = snapshot["signature"]["signed_at"]
        if leaf["time"] != signed_at:
            values = {"place": "time", "told": leaf["time"], "signed": signed_at}
            found.wrong("entry_wrong", sequence=line["sequence"], **values)
        found.say("ok", "entry", sequence=line["sequence"], time=leaf["time"], kind=leaf["kind"])
    for code, earlier, allowed in named_by(data):
        if earlier["sha256"] not in entries:
            found.wrong("entry_missing", sha256=earlier["sha256"])
            continue
        before, entry = len(found.faults), entries[earlier["sha256"]]
        facts = {"consultation": event, "revision": earlier["revision"]}
        check_signature(entry, allowed, facts, found)
        found.hold(before, code, sequence=entry[0]["sequence"])


def check_signature(
    entry: tuple[dict[str, Any], dict[str, Any]],
    kinds: tuple[str, ...],
    facts: dict[str, Any],
    found: Findings,
) -> None:
    """That an entry is of one of these kinds, and has these facts in its body."""
    line, leaf = entry
    said = [("kind", leaf["kind"], kinds[0] if leaf["kind"] not in kinds else leaf["kind"])]
    said += [(name, line["body"][name], value) for name, value in facts.items()]
    for place, mine, theirs in said:
        if mine != theirs:
            values = {"place": place, "told": mine, "signed": theirs}
            found.wrong("entry_wrong", sequence=line["sequence"], **values)


# --- Reading and telling ----------------------------------------------------------------------


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no name stands twice: readers would not agree on what it says."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice in an object")
    return made


def read_document(path: str) -> dict[str, Any]:
    try:
        with open(path, encoding="utf-8-sig") as stream:
            data = json.load(stream, object_pairs_hook=once)
    except (OSError, ValueError, RecursionError) as error:
        raise Unreadable("unreadable", {"file": path, "why": error}) from error
    if (
        not isinstance(data, dict)
        or data.get("format") not in FORMATS
        or data.get("version") != VERSION
    ):
        raise Unreadable("unknown", {"file": path, "version": VERSION})
    return data


def read_journal(paths: Iterable[str]) -> Iterator[dict[str, Any]]:
    for path in paths:
        yield from read_lines(path)


def read_lines(path: str) -> Iterator[dict[str, Any]]:
    try:
        with open(path, encoding="utf-8-sig") as stream:
            for line in stream:
                if line.strip():
                    yield json.loads(line, object_pairs_hook=once)
    except (OSError, ValueError, RecursionError) as error:
        raise Unreadable("unreadable", {"file": path, "why": error}) from error


def check(path: str, given: str, journal: list[str]) -> Findings:
    """Everything that can be checked. Raises Unreadable."""
    data, found = read_document(path), Findings()
    try:
        signature = data["signature"]
        number, day, revision = (signature[n] for n in ("number", "signed_on", "revision"))
        about = {"number": number, "day": day, "revision": revision, "address": data["address"]}
        found.say("note", "about", **about)
        check_hash(data, given, found)
        check_openings(data, found)
        check_facts(data, found)
        check_rows(data, found)
        check_counts(data, found)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        raise Unreadable("unreadable", {"file": path, "why": repr(error)}) from error
    if not journal:
        found.say("unchecked", "no_journal")
    else:
        try:
            check_journal(read_journal(journal), data, found)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise Unreadable("unreadable", {"file": journal[0], "why": repr(error)}) from error
        found.say("unchecked", "no_head")
    found.say("unchecked", "not_signed")
    found.say("unchecked", "not_all")
    return found


def brief(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:79]}…"


def worded(lang: str, code: str, values: dict[str, Any]) -> str:
    told = {
        name: counted(lang, value) if isinstance(value, dict) else value
        for name, value in values.items()
    }
    return WORDS[code][lang == "en"].format(**told)


def counted(lang: str, counts: dict[str, int]) -> str:
    """«предложения – 3, подписи – 1»"""
    return ", ".join(f"{KINDS[kind][lang == 'en']} – {n}" for kind, n in counts.items())


def tell(found: Findings, lang: str) -> None:
    """Prints what holds, then faults, then what cannot be told."""
    marks = {"ok": 0, "note": 1, "bad": 2, "unchecked": 3}
    lines, times = list(found.lines), Counter(code for code, _values in found.faults)
    named: Counter[str] = Counter()
    for code, values in found.faults:
        named[code] += 1
        if named[code] <= LISTED:
            lines.append(("bad", code, values))
        elif named[code] == LISTED + 1:
            lines.append(("bad", "more", {"count": times[code] - LISTED}))
    for mark, code, values in sorted(lines, key=lambda line: marks[line[0]]):
        print(f"[{worded(lang, mark, {})}] {worded(lang, code, values)}")
    code = "result_bad" if found.faults else "result_ok"
    print(worded(lang, code, {"count": len(found.faults)}))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("document", metavar="conclusion.json")
    parser.add_argument("--sha256", default="", help="the sum that is printed in the document")
    parser.add_argument("--journal", nargs="+", default=[], metavar="journal.jsonl")
    parser.add_argument("--lang", choices=("ru", "en"), default="ru")
    given = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        found = check(given.document, given.sha256, given.journal)
    except Unreadable as error:
        code, values = error.args
        print(worded(given.lang, code, values), file=sys.stderr)
        return 2
    tell(found, given.lang)
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
