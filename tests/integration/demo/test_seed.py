"""Load data: the same for the same seed, and every kept count true."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from consultations.comments.models import (
    CommentStatus,
    ModerationRecord,
    PendingComment,
    ProvisionComment,
)
from consultations.comments.selectors import replies_for
from consultations.comments.services import recount_comments
from consultations.conclusions.models import ArgumentItem
from consultations.conclusions.services import recount_open_items
from consultations.process.models import Consultation
from core.accounts.models import Contact
from demo.load import world
from demo.load.acts import act_text, act_title
from demo.load.speech import receipt_code
from drafts.models import Bill, Provision

pytestmark = pytest.mark.django_db
UNITS = 40


def load(comments: int = 300, *, bills: int = 1, seed: int = 1) -> list[world.Loaded]:
    steps = world.load(bills=bills, comments=comments, seed=seed, now=timezone.now(), units=UNITS)
    return list(steps)


def snapshot(seed: int) -> list[Any]:
    """All that is said and where, made and taken back."""
    with transaction.atomic():
        load(bills=2, seed=seed)
        names = (
            "receipt_code", "provision__path", "comment", "proposed_text", "status", "kind",
            "stance", "author_type", "municipality", "channel", "participant__number", "level",
            "order", "support_count",
        )  # fmt: skip
        said = list(ProvisionComment.objects.order_by("pk").values_list(*names))
        said += list(Provision.objects.order_by("version", "position").values_list("text"))
        said += list(Bill.objects.order_by("pk").values_list("title", "number"))
        transaction.set_rollback(True)
    return said


def test_the_same_seed_gives_the_same_data() -> None:
    first, again, other = snapshot(1), snapshot(1), snapshot(2)
    assert len(first) > 300
    assert first == again
    assert first != other


def test_kept_counts_agree_with_a_recount() -> None:
    steps = load(401, bills=3)
    assert [step.comments for step in steps] == [133, 134, 134]
    for consultation in Consultation.objects.all():
        assert recount_comments(consultation=consultation)
        kept = consultation.open_items
        assert kept > 0
        assert recount_open_items(consultation=consultation) == kept
        assert consultation.participant_count == consultation.participants.count()
    ungrouped = ProvisionComment.objects.published().proposals().filter(argument=None)
    assert not ungrouped.exists()
    grouped = ProvisionComment.objects.proposals().exclude(status=CommentStatus.HELD)
    assert ArgumentItem.objects.count() == grouped.count()


def test_everything_that_people_do_is_there_and_uneven() -> None:
    load(600)
    comments = ProvisionComment.objects.all()
    for name, least in (
        ("status", 4), ("kind", 5), ("stance", 4), ("author_type", 4), ("channel", 3),
        ("municipality", 8), ("provision", 15),
    ):  # fmt: skip
        assert comments.values(name).distinct().count() >= least, name
    proposals = comments.proposals()
    by_place = [
        proposals.filter(provision=provision).count() for provision in Provision.objects.all()
    ]
    assert max(by_place) > 5 * sum(by_place) / len(by_place)
    assert proposals.filter(support_count__gt=0).exists()
    assert proposals.values("words_hash").distinct().count() < proposals.count()
    hidden = comments.filter(status=CommentStatus.HIDDEN)
    assert ModerationRecord.objects.filter(action="hide").count() == hidden.count()
    online = comments.filter(channel="online")
    assert PendingComment.objects.filter(comment__in=online).count() == online.count()
    assert Contact.objects.count() == Consultation.objects.get().participant_count


def test_threads_are_whole() -> None:
    load(600)
    roots = ProvisionComment.objects.filter(nested_count__gt=0)
    replies = replies_for([root.pk for root in roots])
    assert replies
    for root in roots:
        everybody = list(root.replies.order_by("order"))
        assert [reply.order for reply in everybody] == list(range(2, root.nested_count + 2))
        assert {reply.provision_id for reply in everybody} == {root.provision_id}
        assert {reply.thread_id for reply in everybody} == {root.thread_id} == {root.pk}


def test_the_pages_open(client: Client) -> None:
    load(100)
    consultation = Consultation.objects.get()
    comment = ProvisionComment.objects.published().first()
    for address in (
        consultation.version.get_absolute_url(),
        f"{consultation.get_absolute_url()}comments/",
        comment.get_absolute_url(),
        f"/receipts/{comment.receipt_code}/",
    ):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("units", [1, 2, 3, 8, 11, 47, 500])
def test_a_text_has_the_units_asked_for(units: int) -> None:
    from random import Random

    from core.uploads import DEFAULT_LIMITS
    from drafts.domain.parser import parse
    from drafts.importers import txt
    from drafts.services.texts import count_units

    for seed in range(5):
        text = act_text(Random(seed), title=act_title(1), units=units)
        assert count_units(parse(txt.read(text.encode(), DEFAULT_LIMITS).paragraphs).act) == units


def test_no_receipt_code_comes_twice() -> None:
    codes = {receipt_code(3, number) for number in range(20_000)}
    assert len(codes) == 20_000


def command(**options: int) -> str:
    out = io.StringIO()
    call_command("seed", stdout=out, **options)
    return out.getvalue()


def test_the_command_names_what_it_has_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world.load, "__kwdefaults__", {"units": UNITS})
    printed = command(bills=2, comments=11, seed=5)
    assert [line.split("\t")[1:3] for line in printed.splitlines()] == [["40", "5"], ["40", "6"]]
    assert Bill.objects.filter(slug__startswith="load-5-").count() == 2
    with pytest.raises(CommandError) as again:
        command(bills=1, comments=1, seed=5)
    assert again.value.returncode == 2


@pytest.mark.parametrize("options", [{"bills": 0, "comments": 1}, {"bills": 1, "comments": -1}])
def test_bad_numbers_write_nothing(options: dict[str, int]) -> None:
    with pytest.raises(CommandError) as refused:
        command(**options)
    assert refused.value.returncode == 2
    assert not Bill.objects.exists()


def test_a_public_site_is_left_alone(settings: Settings) -> None:
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError):
        command(bills=1, comments=1)
    assert not Bill.objects.exists()
