"""A document that was signed reads the same whatever happens to the database afterwards."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone

from consultations.comments.models import CommentStatus, ProvisionComment
from consultations.conclusions.domain.report import TextState
from consultations.conclusions.domain.snapshot import commitment, digest
from consultations.conclusions.exports import export
from consultations.conclusions.exports.resolving import altered_texts, resolve
from consultations.conclusions.models import Answer, ArgumentItem, Format, SummaryConclusion
from consultations.expertise.models import Assessment, ConsideredComment, CorruptionFinding
from consultations.process.models import Consultation
from consultations.process.numbers import numbers
from core.accounts.models import Body, User
from core.rules.models import ChecklistItem
from tests.database import ROOT
from tests.factories.comments import ProvisionCommentFactory
from tests.factories.conclusions import (
    adopted,
    answer_everything,
    group_of,
    published,
    signed,
)
from tests.factories.drafts import ProvisionFactory
from tests.factories.expertise import DissentFactory
from tests.factories.hearings import ADOPTED, REJECTED, minuted
from tests.factories.process import ConsultationFactory
from tests.printed import TEXTS
from tests.signed import rich_signed

pytestmark = pytest.mark.django_db

FROZEN = (Format.JSON, Format.CSV, Format.HTML)


@pytest.fixture
def rich() -> SummaryConclusion:
    """Everything that a snapshot can hold."""
    consultation = ConsultationFactory(closed=True, form="hearing")
    unit = ProvisionFactory(version=consultation.version, position=1, path="article:5", eid="a")
    spoken = published(
        consultation, provision=unit, comment="Долго.", municipality="Тында",
        municipality_key="тында",
    )  # fmt: skip
    published(consultation, comment="Согласен.", author_type="ngo")
    published(consultation, status=CommentStatus.HIDDEN, comment="Реклама.")
    opinion = adopted(
        consultation, {"provision": unit, "text": "Срок не обоснован."}, place="Благовещенск"
    )
    item = ChecklistItem.objects.filter(checklist="expertise").first()
    factor = ChecklistItem.objects.filter(checklist="corruption").first()
    Assessment.objects.create(opinion=opinion, code=item.code, verdict="partly", text="Отчасти.")
    CorruptionFinding.objects.create(
        opinion=opinion, position=1, factor=factor.code, provision=unit, quotation="вправе",
        text="Нет условий.", remedy="Назвать условия.",
    )  # fmt: skip
    ConsideredComment.objects.create(
        opinion=opinion, comment=spoken, position=1, result="supported", note="Верно."
    )
    DissentFactory(opinion=opinion, text="Возражаю.")
    minuted(consultation, ADOPTED, REJECTED)
    answer_everything(consultation)
    return signed(consultation)


def made(document: SummaryConclusion) -> dict[str, bytes]:
    fresh = SummaryConclusion.objects.select_related("consultation__version__bill").get(
        pk=document.pk
    )
    return {fmt: export(fresh, fmt) for fmt in FROZEN}


def test_everything_that_was_said_is_resolved(rich: SummaryConclusion) -> None:
    report = resolve(rich)
    (council,) = report.opinions
    assert council.text is not None
    assert [(row.verdict, row.text) for row in council.text.checklist] == [("partly", "Отчасти.")]
    (factor,) = council.text.factors
    assert (factor.path, factor.quotation) == ("article:5", "вправе")
    assert (factor.text, factor.remedy) == ("Нет условий.", "Назвать условия.")
    (considered,) = council.text.considered
    spoken = ProvisionComment.objects.get(comment="Долго.")
    (row,) = [row for row in report.rows if spoken.pk in [one.id for one in row.proposals]]
    assert (considered.row, considered.result, considered.note) == (
        row.number, "supported", "Верно.",
    )  # fmt: skip
    assert council.text.place == "Благовещенск"
    assert [expert.name for expert in council.text.experts] == [council.text.rapporteur]
    assert report.minutes is not None
    assert report.minutes.question == "Нужен ли такой закон?"
    assert [(vote.votes, vote.is_adopted) for vote in report.minutes.votes] == [
        ("12/3/1", True), ("8/7/1", False),
    ]  # fmt: skip
    assert report.moderation["reports"] == 0
    assert report.objections["filed"] == 0
    assert altered_texts(rich) == []


def test_places_sum_up_to_what_was_received(rich: SummaryConclusion) -> None:
    report = resolve(rich)
    counted = numbers([rich.consultation.pk])[rich.consultation.pk]
    assert sum(sum(place.by_author_type.values()) for place in report.places) == counted.received
    assert report.numbers["received"] == counted.received == 3
    assert "Тында" in [place.municipality for place in report.places]


def later(document: SummaryConclusion) -> None:
    """What may happen to everything that the document speaks of."""
    consultation: Consultation = document.consultation
    Body.objects.update(name="Переименовано", name_genitive="Переименованного")
    User.objects.update(full_name="Иванова Мария Петровна")
    ChecklistItem.objects.update(title="Другой вопрос", number="99")
    bill = consultation.version.bill
    bill.title, bill.number, bill.sponsor = "Другое название", "99", "Другой"
    bill.save()
    Consultation.objects.filter(pk=consultation.pk).update(
        question="Другой вопрос?", basis="Другое", procedure="Другой", results_method="Иначе"
    )
    # Another answer, another proposal, another group.
    first = Answer.objects.current().order_by("pk")[0]
    Answer.objects.filter(pk=first.pk).update(is_current=False)
    Answer.objects.create(
        group=first.group, revision=2, disposition="accepted", reason_code="as_proposed",
        reason_title="Учтено", text="Иначе.", published_at=timezone.now(),
    )  # fmt: skip
    items = ArgumentItem.objects.exclude(comment=None).order_by("pk")
    into = items[0].group
    items.exclude(pk=items[0].pk).update(group=into)
    ProvisionCommentFactory(consultation=consultation, comment="Новое.")


def test_nothing_that_happens_later_changes_it(rich: SummaryConclusion) -> None:
    before = made(rich)
    later(rich)
    after = made(rich)
    for fmt in FROZEN:
        assert after[fmt] == before[fmt], fmt


def test_what_was_changed_in_place_is_not_printed_as_signed(rich: SummaryConclusion) -> None:
    """The tables forbid nothing to who has the database; the document does."""
    Assessment.objects.update(text="Подмена.")
    CorruptionFinding.objects.update(text="Подмена.")
    ConsideredComment.objects.update(note="Подмена.")
    rich.consultation.minutes.update(course="Подмена.")
    report = resolve(rich)
    text = report.opinions[0].text
    assert text is not None
    assert text.checklist[0].is_altered
    assert text.factors[0].is_altered
    assert text.considered[0].note == ""
    assert report.minutes is not None
    assert report.minutes.is_altered
    kinds = {key.partition(":")[0] for key in altered_texts(rich)}
    assert kinds == {"assessment", "factor", "considered", "minutes"}
    assert b"\xd0\x9f\xd0\xbe\xd0\xb4\xd0\xbc\xd0\xb5\xd0\xbd" not in made(rich)[Format.JSON]


def test_what_a_council_thinks_of_a_hidden_proposal_is_hidden_with_it(
    rich: SummaryConclusion,
) -> None:
    ProvisionComment.objects.filter(comment="Долго.").update(status=CommentStatus.HIDDEN)
    report = resolve(rich)
    assert report.opinions[0].text is not None
    assert report.opinions[0].text.considered == ()
    assert "Верно." not in json.dumps(json.loads(made(rich)[Format.JSON]), ensure_ascii=False)


def earlier(document: SummaryConclusion) -> None:
    """As documents of format 2 were: without the new facts; of a dissent the words alone."""
    plain: dict[str, Any] = document.snapshot
    plain["format"] = 2
    for name in ("places", "minutes", "moderation", "objections"):
        del plain[name]
    del plain["document"]["template"]
    for council in plain["councils"]:
        opinion = council["opinion"]
        for name in ("checklist", "factors", "considered", "details"):
            del opinion[name]
        for dissent in opinion["dissents"]:
            row = document.salts.get(key=f"dissent:{dissent['id']}")
            text = {"text": row.text["text"]}
            dissent["commitment"] = commitment(bytes.fromhex(row.salt), text)
    document.salts.update(text=None)
    document.salts.filter(
        key__regex=r"^(details|assessment|factor|considered|vote|minutes)"
    ).delete()
    document.snapshot_sha256 = digest(plain)
    document.save()


def test_documents_of_format_2_stay_readable(rich: SummaryConclusion) -> None:
    named = resolve(rich).dissents[0].member
    earlier(rich)
    report = resolve(rich)
    assert altered_texts(rich) == []
    text = report.opinions[0].text
    assert text is not None
    assert (text.checklist, text.factors, text.considered, text.experts) == ((), (), (), ())
    assert text.rapporteur
    assert (report.minutes, report.places) == (None, ())
    assert [(one.member, one.text) for one in report.dissents] == [(named, "Возражаю.")]
    states = {member.state for row in report.rows for member in row.members}
    assert states == {TextState.SHOWN}
    assert group_of(ProvisionComment.objects.get(comment="Долго.")) is not None


# --- In another process -----------------------------------------------------------------------

AGAIN = """
import sys, django
django.setup()
from consultations.conclusions.exports import export
from consultations.conclusions.models import SummaryConclusion
document = SummaryConclusion.objects.get(pk=int(sys.argv[1]))
for fmt in sys.argv[3:]:
    with open(f"{sys.argv[2]}/again.{fmt}", "wb") as stream:
        stream.write(export(document, fmt))
"""


def readable_elsewhere(folder: Path) -> str:
    """The address under which another process finds what is in the database now: the database
    itself, or of SQLite a copy in the folder."""
    if connection.vendor == "sqlite":
        database = folder / "copy.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(database)])
        return f"sqlite:///{database}"
    parts = {name: quote(str(value), safe="") for name, value in connection.settings_dict.items()}
    login = parts["USER"] + (f":{parts['PASSWORD']}" if parts["PASSWORD"] else "")
    port = f":{parts['PORT']}" if parts["PORT"] else ""
    return f"postgres://{login}@{parts['HOST']}{port}/{parts['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_another_process_makes_the_same_files(tmp_path: Path) -> None:
    """With other hashes of strings, so that the order of no set shows: byte for byte, and where
    a file holds times or is packed by a library, content for content."""
    conclusion = rich_signed()
    environment = {
        **dict(os.environ),  # noqa: TID251 - what the other process needs to find its Python
        "DATABASE_URL": readable_elsewhere(tmp_path), "PYTHONHASHSEED": "4242",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }  # fmt: skip
    subprocess.run(  # noqa: S603
        [sys.executable, "-c", AGAIN, str(conclusion.pk), str(tmp_path), *Format.values],
        env=environment, cwd=ROOT, check=True, timeout=300,
    )  # fmt: skip
    for fmt in Format.values:
        here, there = export(conclusion, fmt), (tmp_path / f"again.{fmt}").read_bytes()
        if fmt in FROZEN:
            assert there == here, fmt
        else:
            assert TEXTS[fmt](there) == TEXTS[fmt](here), fmt
