"""Files beside a proposal: from the form to the download, and how they are destroyed."""

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from pytest_django import Settings

from consultations.comments import services
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.models import Attachment, PendingComment, ProvisionComment
from consultations.process.models import Consultation
from core.accounts import services as accounts
from core.accounts.models import MembershipRole
from core.journal.models import JournalEntry
from core.uploads.storage import private_storage
from tests.comments import NOW, confirm, entered, submit, waiting, written
from tests.factories.accounts import UserFactory, staff
from tests.factories.comments import ProvisionCommentFactory
from tests.factories.process import ConsultationFactory
from tests.files import PDF, PLACE, kept, picture
from tests.integration.comments.pages import fill, new_url
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(days=3)


Disk = Callable[[], list[bytes]]


def kept_files() -> dict[str, bytes]:
    """The files of comments that lie in the storage, by their paths."""
    storage = private_storage()
    assert isinstance(storage, FileSystemStorage)
    found = (Path(storage.location) / "comments").rglob("*.*")
    return {str(path): path.read_bytes() for path in found}


@pytest.fixture
def disk() -> Disk:
    """What a test has left in the storage, in order."""
    before = set(kept_files())
    return lambda: sorted(data for name, data in kept_files().items() if name not in before)


def opened(client: Client, file: Attachment) -> tuple[int, bytes, HttpResponseBase]:
    """Status and content of a download; reading it to its end closes the file."""
    response = client.get(file.url)
    content = b"".join(response) if response.streaming else response.content
    return response.status_code, content, response


def with_file(comment: ProvisionComment, **changes: Any) -> Attachment:
    """A file of a comment that is there."""
    with services.attaching.written_files() as names:
        (row,) = services.attaching.attach([kept()], to=comment, written=names, now=NOW)
    Attachment.objects.filter(pk=row.pk).update(**changes)
    row.refresh_from_db()
    return row


# --- Services ------------------------------------------------------------------------------------


def test_files_wait_with_the_submission_and_go_over_to_the_comment(
    consultation: Consultation, disk: Disk
) -> None:
    pending = waiting(consultation, files=[kept("а.pdf"), kept("б.pdf", PDF + b"2")])
    first, second = pending.attachments.all()
    assert (first.comment, first.is_scan, first.uploaded_by) == (None, False, None)
    assert (first.name, first.kind, first.size) == ("а.pdf", "pdf", len(PDF))
    assert first.sha256 == hashlib.sha256(PDF).hexdigest()
    assert first.file.name.startswith("comments/2026/03/")
    assert "а" not in Path(first.file.name).stem
    comment = confirm(pending).comment
    assert list(comment.attachments.all()) == [first, second]
    assert not pending.attachments.exists()
    assert disk() == sorted([PDF, PDF + b"2"])
    entry = JournalEntry.objects.get(kind="comment.received")
    assert entry.body["files"] == [first.sha256, second.sha256]


def test_a_signed_in_person_attaches_at_once(consultation: Consultation) -> None:
    comment = submit(consultation, actor=UserFactory(), files=[kept()]).comment
    assert comment is not None
    assert [file.name for file in comment.shown_files] == ["расчёт.pdf"]


def test_the_journal_says_nothing_of_files_where_there_are_none(consultation: Consultation) -> None:
    confirm(waiting(consultation))
    assert "files" not in JournalEntry.objects.get(kind="comment.received").body


def test_too_many_or_too_large_together(consultation: Consultation, settings: Settings) -> None:
    before = written()
    settings.ATTACHMENTS = {"files": 2, "file_bytes": 1000, "total_bytes": 2 * len(PDF)}
    for files in ([kept()] * 3, [kept(), kept("б.pdf", PDF + b"1")]):
        with pytest.raises(CommentError) as error:
            submit(consultation, files=files)
        assert error.value.code is CommentProblem.TOO_MANY_FILES
    assert written() == before
    waiting(consultation, files=[kept(), kept()])


def test_what_lapses_is_destroyed_with_its_files(
    consultation: Consultation, disk: Disk, django_capture_on_commit_callbacks: Any
) -> None:
    waiting(consultation, files=[kept()])
    with django_capture_on_commit_callbacks() as callbacks:
        assert services.discard_lapsed(now=NOW + LATER) == 1
    assert not Attachment.objects.exists()
    assert disk() == [PDF]  # until it is certain
    for callback in callbacks:
        callback()
    assert disk() == []


def test_the_files_of_a_repeated_submission_are_not_needed(
    consultation: Consultation, disk: Disk, django_capture_on_commit_callbacks: Any
) -> None:
    done = confirm(waiting(consultation, files=[kept()])).comment
    again = waiting(consultation, files=[kept("ещё.pdf", PDF + b"2")])
    with django_capture_on_commit_callbacks(execute=True):
        assert confirm(again).comment == done
    assert [file.name for file in done.attachments.all()] == ["расчёт.pdf"]
    assert disk() == [PDF]


def test_nothing_is_left_on_the_disk_if_the_submission_fails(
    consultation: Consultation, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        assert disk() == [PDF]
        raise RuntimeError

    monkeypatch.setattr("consultations.comments.mail.ask_to_confirm", fail)
    with pytest.raises(RuntimeError):
        submit(consultation, files=[kept()])
    assert disk() == []
    assert not PendingComment.objects.exists()


def test_who_is_forgotten_leaves_the_text_and_its_files_but_no_scan(
    consultation: Consultation, disk: Disk, django_capture_on_commit_callbacks: Any
) -> None:
    operator = UserFactory()
    comment = entered(consultation, operator, scans=(kept("скан.pdf", PDF + b"scan"),))
    with_file(comment)
    other = entered(consultation, operator, is_another=True)
    with django_capture_on_commit_callbacks(execute=True):
        accounts.erase_contact(actor=None, contact=comment.contact, now=NOW)
    assert [file.name for file in comment.attachments.all()] == ["расчёт.pdf"]
    assert other.attachments.count() == 1
    assert disk() == [PDF, PDF]


# --- The form ------------------------------------------------------------------------------------


def upload(name: str = "письмо.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_from_the_form_to_the_download(client: Client) -> None:
    consultation = ConsultationFactory()
    url = new_url(consultation)
    assert 'enctype="multipart/form-data"' in client.get(url).content.decode()
    files = [upload(), upload("фото.jpg", picture())]
    sent = client.post(url, fill(client, url, attachments=files))
    assert sent.status_code == 302
    pending = PendingComment.objects.get()
    token = services.confirmation_token(pending)
    assert "письмо.pdf" in client.get(reverse("comments:confirm", args=[token])).content.decode()
    client.post(reverse("comments:confirm", args=[token]))
    comment = ProvisionComment.objects.get()
    document, photo = comment.attachments.all()
    page = client.get(comment.get_absolute_url()).content.decode()
    assert document.url in page
    assert "письмо.pdf" in page
    _status, content, answer = opened(client, document)
    assert content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment;")
    _status, shown, _answer = opened(client, photo)
    assert shown.startswith(b"\xff\xd8\xff")
    assert PLACE.encode() not in shown


def test_a_bad_file_is_named_and_the_text_is_kept(client: Client, disk: Disk) -> None:
    url = new_url(ConsultationFactory())
    files = [upload(), upload("смета.pdf", b"MZ\x90\x00" * 600)]
    page = client.post(url, fill(client, url, attachments=files, rationale="Мои слова."))
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"attachments"}
    (error,) = page.context["form"].errors["attachments"]
    assert "смета.pdf" in error
    html = page.content.decode()
    assert "Мои слова." in html
    lost = "A browser does not keep the files that were chosen: choose them once more."
    assert gettext(f"{lost} The text is kept.") in html
    assert disk() == []


def test_after_any_mistake_one_is_told_that_files_are_lost(client: Client) -> None:
    url = new_url(ConsultationFactory())
    lost = gettext(
        "A browser does not keep the files that were chosen: choose them once more. "
        "The text is kept."
    )
    with_files = client.post(url, fill(client, url, attachments=[upload()], rationale=""))
    assert lost in with_files.content.decode()
    held = client.post(
        url, fill(client, url, attachments=[upload()], rationale="Звоните: 8 914 123-45-67.")
    )
    assert held.context["findings"]
    assert lost in held.content.decode()
    without = client.post(url, fill(client, url, rationale=""))
    assert lost not in without.content.decode()


def test_amounts_are_checked_before_anything_is_read(client: Client, settings: Settings) -> None:
    url = new_url(ConsultationFactory())
    settings.ATTACHMENTS = {"files": 2, "file_bytes": len(PDF), "total_bytes": 2 * len(PDF)}
    for files in ([upload()] * 3, [upload(content=PDF + b"1")], [upload(content=PDF * 3)]):
        page = client.post(url, fill(client, url, attachments=files))
        assert page.status_code == 422, files
        assert set(page.context["form"].errors) == {"attachments"}
    two = fill(client, url, attachments=[upload(), upload()])
    assert client.post(url, two).status_code == 302


def test_too_many_files_of_one_address_are_not_taken_but_the_words_are(
    client: Client, settings: Settings
) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"attach": "1/h"}
    url = new_url(ConsultationFactory())
    pages = [
        client.post(url, fill(client, url, rationale=f"Слова № {number}.", **files))
        for number, files in enumerate(
            [{}, {"attachments": [upload()]}, {"attachments": [upload()]}, {}]
        )
    ]
    assert [page.status_code for page in pages] == [302, 302, 422, 302]
    assert set(pages[2].context["form"].errors) == {"attachments"}
    assert "Слова № 2." in pages[2].content.decode()


def test_the_rules_read_the_names_of_files(client: Client) -> None:
    url = new_url(ConsultationFactory())
    names = [upload("пишите на kupi.ru.pdf")]
    warned = client.post(url, fill(client, url, attachments=names))
    assert warned.status_code == 422
    assert [words for words, _why in warned.context["findings"]] == ["kupi.ru"]
    names = [upload("пишите на kupi.ru.pdf")]
    assert client.post(url, fill(client, url, attachments=names, send_anyway="1"))["Location"]
    assert PendingComment.objects.get().held_for == ["link"]


def test_a_reply_has_no_files(client: Client) -> None:
    consultation = ConsultationFactory()
    parent = ProvisionCommentFactory(consultation=consultation)
    url = new_url(consultation, reply=parent)
    client.post(url, fill(client, url, attachments=[upload()]))
    assert PendingComment.objects.get().attachments.count() == 0


# --- Who may open which --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "is_scan", "public"),
    [
        ("published", False, 200),
        ("published", True, 404),
        ("held", False, 404),
        ("hidden", False, 404),
        ("withdrawn", False, 404),
    ],
)
def test_who_may_open_a_file(client: Client, status: str, is_scan: bool, public: int) -> None:
    comment = ProvisionCommentFactory(status=status)
    file = with_file(comment, is_scan=is_scan)
    organiser = comment.consultation.organiser
    assert opened(client, file)[0] == public
    for role in (MembershipRole.MODERATOR, MembershipRole.SECRETARY):
        client.force_login(staff(organiser, role))
        assert opened(client, file)[0] == 200, role
    for stranger in (
        staff(organiser, MembershipRole.MEMBER),
        staff(ConsultationFactory().organiser, MembershipRole.MODERATOR),
        staff(comment.consultation.responder, MembershipRole.CLERK),
    ):
        client.force_login(stranger)
        assert opened(client, file)[0] == public


def test_a_file_is_found_only_in_its_place(client: Client) -> None:
    comment = ProvisionCommentFactory()
    file = with_file(comment)
    elsewhere = ProvisionCommentFactory()
    place = [comment.consultation.year, comment.consultation.slug]
    other = [elsewhere.consultation.year, elsewhere.consultation.slug]
    for args in (
        [*place, elsewhere.pk, file.pk],
        [*other, comment.pk, file.pk],
        [*place, comment.pk, file.pk + 1],
    ):
        assert client.get(reverse("comments:file", args=args)).status_code == 404
    waits = waiting(elsewhere.consultation, files=[kept()], now=timezone.now()).attachments.get()
    args = [*other, elsewhere.pk, waits.pk]
    assert client.get(reverse("comments:file", args=args)).status_code == 404
    private_storage().delete(str(file.file.name))
    assert opened(client, file)[0] == 404


def test_the_author_of_a_hidden_proposal_sees_names_without_links(client: Client) -> None:
    consultation = ConsultationFactory()
    now = timezone.now()
    done = confirm(waiting(consultation, files=[kept()], now=now), now)
    services.hide_comment(
        actor=UserFactory(), comment=done.comment, ground_code="spam", now=timezone.now()
    )
    page = client.get(reverse("comments:manage", args=[done.secret])).content.decode()
    assert "расчёт.pdf" in page
    assert "/files/" not in page
    assert "расчёт.pdf" not in client.get(done.comment.get_absolute_url()).content.decode()


def test_scans_are_shown_to_moderators_alone(client: Client) -> None:
    comment = ProvisionCommentFactory()
    scan = with_file(comment, is_scan=True, name="скан.pdf")
    assert "скан.pdf" not in client.get(comment.get_absolute_url()).content.decode()
    client.force_login(staff(comment.consultation.organiser, MembershipRole.MODERATOR))
    page = client.get(reverse("comments:moderate", args=[comment.pk])).content.decode()
    assert scan.url in page


def test_lists_cost_the_same_with_files_of_one_and_of_many(client: Client) -> None:
    consultation = ConsultationFactory()
    with_file(ProvisionCommentFactory(consultation=consultation))
    url = reverse("reader:comments", args=[consultation.year, consultation.slug])
    one = page_queries(client, url)
    for _number in range(9):
        comment = ProvisionCommentFactory(consultation=consultation)
        with_file(comment)
        with_file(comment)
    assert page_queries(client, url) == one
