"""Faults found in django-comments-xtd 2.10.13 that must never come (back) to this site.

The number in the name of a test is that of the fault in the list of them kept by the project.
Fault 6 (the order of replies that come at once) is in test_concurrency.py.
"""

import datetime as dt
import hashlib
import re
import threading
import tomllib
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core import mail as django_mail
from django.db import connection
from django.db.models.signals import pre_save
from django.template.loader import get_template, render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django_comments import urls as base_urls
from django_comments_xtd import urls as package_urls
from django_comments_xtd.conf import settings as package_settings
from django_comments_xtd.models import XtdComment, publish_or_unpublish_on_pre_save
from packaging.requirements import Requirement
from pytest_django import Settings

from consultations.comments import selectors, services
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.models import PendingComment, ProvisionComment
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from drafts.models import Provision
from tests.comments import NOW, author, confirm, letters, said, submit, text, waiting, written
from tests.factories.accounts import UserFactory, staff
from tests.factories.comments import ProvisionCommentFactory
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.integration.comments.pages import fill, new_url
from tests.queries import page_queries
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db
TEMPLATES = settings.BASE_DIR / "templates"
OURS = ("config", "demo", "cms", "search", "consultations", "drafts", "core")


def fresh(comment: ProvisionComment) -> ProvisionComment:
    return ProvisionComment.objects.get(pk=comment.pk)


def thread(consultation: Consultation, replies: int = 3) -> list[ProvisionComment]:
    """A proposal and its replies."""
    root = said(consultation)
    return [
        root,
        *(said(consultation, f"{n}.", reply_to=root, email=f"{n}@x.ru") for n in range(replies)),
    ]


# --- 1, 2: a save spoils the thread -------------------------------------------------------------


def test_01_a_hidden_reply_stays_hidden_when_its_parent_is_saved(
    consultation: Consultation, moderator: User
) -> None:
    root, reply, *_rest = thread(consultation)
    services.hide_comment(actor=moderator, comment=reply, ground_code="insults", now=NOW)
    fresh(root).save()
    services.hide_comment(actor=moderator, comment=root, ground_code="spam", now=NOW)
    services.restore_comment(actor=moderator, comment=root, now=NOW)
    hidden = fresh(reply)
    assert (hidden.status, hidden.is_public, hidden.is_removed) == ("hidden", False, True)


def test_01_replies_keep_their_own_state_when_their_parent_is_hidden(
    consultation: Consultation, moderator: User
) -> None:
    root, *replies = thread(consultation)
    services.hide_comment(actor=moderator, comment=root, ground_code="spam", now=NOW)
    assert {(fresh(reply).status, fresh(reply).is_public) for reply in replies} == {
        ("published", True)
    }


def test_02_saving_does_not_inflate_the_counts_of_a_thread(
    consultation: Consultation, moderator: User
) -> None:
    root, *replies = thread(consultation)
    assert fresh(root).nested_count == 3
    for _time in range(2):
        for comment in (root, *replies):
            fresh(comment).save()
    services.hold_comment(actor=moderator, comment=replies[0], now=NOW)
    services.release_comment(actor=moderator, comment=replies[0], now=NOW)
    assert fresh(root).nested_count == 3
    assert {fresh(reply).nested_count for reply in replies} == {0}


def test_01_02_the_handler_of_the_package_is_off() -> None:
    receivers, _async = pre_save._live_receivers(ProvisionComment)
    assert publish_or_unpublish_on_pre_save not in receivers


# --- 3, 4, 5: lists -----------------------------------------------------------------------------


def filled(consultation: Consultation, count: int) -> None:
    """Proposals with two replies each; every third one is hidden."""
    moderator = UserFactory()
    for number in range(count):
        root = ProvisionCommentFactory(consultation=consultation)
        for _reply in range(2):
            ProvisionCommentFactory(consultation=consultation, reply_to=root)
        if number % 3 == 0:
            services.hide_comment(actor=moderator, comment=root, ground_code="spam", now=NOW)


def rendered(consultation: Consultation) -> tuple[str, int]:
    """A list of fifty as the public sees it, and how many queries it costs."""
    with CaptureQueriesContext(connection) as captured:
        page = selectors.list_comments(consultation, per_page=50)
        grounds = selectors.grounds_of([comment.pk for comment in page.items])
        html = "".join(
            render_to_string(
                "consultations/comments/_comment.html",
                {
                    "comment": comment,
                    "replies": [(reply, None) for reply in comment.listed_replies],
                    "ground": grounds.get(comment.pk),
                },
            )
            for comment in page.items
        )
    return html, len(captured)


def test_03_04_a_list_costs_three_queries_whatever_its_length(consultation: Consultation) -> None:
    article = ProvisionFactory(version=consultation.version)
    ProvisionCommentFactory(consultation=consultation, provision=article)
    html, queries = rendered(consultation)
    assert html.count("<article") == 1
    assert queries == 3
    filled(consultation, 49)
    html, queries = rendered(consultation)
    assert len(re.findall(r'<article class="comment(?! comment--reply)', html)) == 50
    assert html.count("comment comment--hidden") == 17
    assert html.count("comment--reply") == 2 * 49
    assert queries == 3


def test_03_04_the_public_page_costs_the_same_for_one_and_for_twenty(client: Client) -> None:
    consultation = ConsultationFactory()
    filled(consultation, 1)
    url = reverse("reader:comments", args=[consultation.year, consultation.slug])
    one = page_queries(client, url)
    filled(consultation, 19)
    assert page_queries(client, url) == one


def test_05_13_nothing_of_a_person_is_in_the_public_pages(client: Client) -> None:
    """No flags with the names of those who flagged, no pictures by a hash of the e-mail, no
    e-mails in attributes."""
    consultation = ConsultationFactory()
    comment = ProvisionCommentFactory(
        consultation=consultation,
        contact__full_name="Петрова Анна",
        contact__email="anna@x.example",
    )
    reply = ProvisionCommentFactory(consultation=consultation, reply_to=comment)
    pages = [
        reverse("reader:comments", args=[consultation.year, consultation.slug]),
        comment.get_absolute_url(),
        reverse("reader:receipt", args=[comment.receipt_code]),
        consultation.get_absolute_url(),
        new_url(consultation, reply=comment),
    ]
    for url in pages:
        page = client.get(url).content.decode()
        assert comment.rationale in page, url
        for contact in (comment.contact, reply.contact):
            email = contact.email.encode()
            secrets = (
                contact.email,
                contact.email_hash,
                hashlib.md5(email).hexdigest(),  # noqa: S324 - what the package would print
                hashlib.sha256(email).hexdigest(),
            )
            assert not [secret for secret in secrets if secret in page], url
        assert "Петрова" not in page
        assert comment.secret_hash not in page
        assert not re.search(r"gravatar|flag", page, re.IGNORECASE), url


def test_05_no_address_of_a_picture_is_made_of_an_e_mail(consultation: Consultation) -> None:
    named = package_settings.COMMENTS_XTD_API_GET_USER_AVATAR
    assert import_string(named)(said(consultation)) == ""


# --- 7: what is checked only after it has been written ------------------------------------------


def test_07_a_reply_that_is_too_deep_leaves_no_orphan(consultation: Consultation) -> None:
    root, reply = thread(consultation, replies=1)
    before = written()
    for actor in (None, UserFactory()):
        with pytest.raises(CommentError) as error:
            submit(consultation, reply_to=reply, actor=actor)
        assert error.value.code is CommentProblem.TOO_DEEP
    assert written() == before
    assert not XtdComment.objects.filter(thread_id=0).exists()
    assert set(XtdComment.objects.values_list("thread_id", flat=True)) == {root.pk}


def test_07_the_form_says_so_too(client: Client) -> None:
    consultation = ConsultationFactory()
    root = ProvisionCommentFactory(consultation=consultation)
    reply = ProvisionCommentFactory(consultation=consultation, reply_to=root)
    url = new_url(consultation, reply=reply)
    before = written()
    response = client.post(url, fill(client, url))
    assert response.status_code == 422
    assert written() == before


def test_07a_a_reply_to_another_provision_leaves_no_row(
    consultation: Consultation, article: Provision
) -> None:
    other = ProvisionFactory(version=consultation.version)
    comment = said(consultation, provision=article)
    before = written()
    with pytest.raises(CommentError) as error:
        submit(consultation, provision=other, reply_to=comment, actor=UserFactory())
    assert error.value.code is CommentProblem.WRONG_THREAD
    assert written() == before


def test_07a_the_form_says_so_too(client: Client) -> None:
    consultation = ConsultationFactory()
    first, other = (ProvisionFactory(version=consultation.version) for _number in range(2))
    comment = ProvisionCommentFactory(consultation=consultation, provision=first)
    url = new_url(consultation, on=other, reply=comment)
    before = written()
    assert client.post(url, fill(client, url)).status_code == 422
    assert written() == before


# --- 8, 9: the package's API is not here --------------------------------------------------------


def package_names() -> set[str]:
    """Names of every address that the package and its base bring."""

    def walk(patterns: Any) -> set[str]:
        found: set[str] = set()
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                found |= walk(pattern.url_patterns)
            elif pattern.name:
                found.add(pattern.name)
        return found

    return walk(package_urls.urlpatterns) | walk(base_urls.urlpatterns)


def test_08_09_no_address_of_the_package_has_a_name_here() -> None:
    names = package_names()
    assert {"comments-xtd-api-create", "comments-xtd-confirm", "comments-post-comment"} <= names
    assert len(names) > 20
    for name in names:
        for args in ([], [1], ["x"], ["drafts-provision", "1"], [1, 1]):
            with pytest.raises(NoReverseMatch):
                reverse(name, args=args)


def test_08_09_no_view_of_the_package_is_reachable() -> None:
    def views(patterns: Any) -> list[Any]:
        found = []
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                found += views(pattern.url_patterns)
            elif isinstance(pattern, URLPattern):
                found.append(pattern.callback)
        return found

    modules = {view.__module__ for view in views(get_resolver().url_patterns)}
    assert len(modules) > 10
    assert not [name for name in modules if name.startswith("django_comments")]


@pytest.mark.parametrize(
    "address",
    [
        "/api/", "/api/comment/", "/api/preview/", "/api/feedback/", "/api/flag/",
        "/api/drafts-provision/1/", "/comments/api/", "/comments/api/comment/",
        "/comments/api/preview/", "/comments/api/feedback/", "/comments/api/flag/",
        "/comments/api/drafts-provision/1/", "/comments/api/drafts-provision/1/count/",
        "/comments/", "/comments/post/", "/comments/posted/", "/comments/sent/",
        "/comments/reply/1/", "/comments/mute/x/", "/comments/flag/1/", "/comments/flagged/",
        "/comments/like/1/", "/comments/dislike/1/", "/comments/delete/1/",
        "/comments/approve/1/", "/comments/cr/1/1/",
    ],
)  # fmt: skip
def test_08_09_nothing_answers_at_the_addresses_of_the_package(
    client: Client, address: str
) -> None:
    assert client.get(address).status_code == 404
    assert client.post(address, {"report": "x", "comment": "x"}).status_code == 404
    assert not XtdComment.objects.exists()


def test_08_the_form_keeps_every_field(client: Client) -> None:
    consultation = ConsultationFactory()
    provision = ProvisionFactory(version=consultation.version)
    url = new_url(consultation, on=provision)
    typed = fill(
        client, url, kind="add", stance="oppose", proposed_text="новые слова", author_type="ngo"
    )
    assert client.post(url, typed).status_code == 302
    comment = confirm(PendingComment.objects.get(), timezone.now()).comment
    assert (comment.kind, comment.stance, comment.proposed_text, comment.author_type) == (
        "add",
        "oppose",
        "новые слова",
        "ngo",
    )
    assert comment.provision == provision
    assert comment.quoted_text == provision.heading


def test_09_the_same_post_twice_is_a_sentence_not_a_crash(client: Client) -> None:
    consultation = ConsultationFactory()
    url = new_url(consultation)
    typed = fill(client, url)
    first = client.post(url, typed)
    again = client.post(url, typed)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"].partition(":")[0] == again["Location"].partition(":")[0]
    assert "Именно это вы уже направили" in client.get(again["Location"]).content.decode()
    assert PendingComment.objects.count() == 1
    client.force_login(UserFactory())
    typed = fill(client, url)
    assert client.post(url, typed).status_code == 302
    again = client.post(url, typed)
    assert again.status_code == 422
    assert typed["rationale"] in again.content.decode()
    assert ProvisionComment.objects.count() == 1


# --- 10: the token ------------------------------------------------------------------------------


def test_10_the_link_is_short_however_long_the_text(consultation: Consultation) -> None:
    words = text("Я" * 10_000, kind="amend", proposed_text="Щ" * 10_000)
    pending = waiting(consultation, words=words)
    (letter,) = letters("confirm", pending.pk)
    link = re.search(r"http\S+/comments/confirm/\S+", letter.body_text)
    assert link is not None
    assert len(link.group()) < 200
    pending.pk = 2**63 - 1
    assert len(services.confirmation_token(pending)) < 100
    confirmed = confirm(PendingComment.objects.get())
    (receipt,) = letters("receipt", confirmed.comment.pk)
    addresses = re.findall(r"http\S+", receipt.body_text)
    assert len(addresses) >= 2
    assert max(map(len, addresses)) < 200


# --- 11: rights ---------------------------------------------------------------------------------


def test_11_a_moderator_gets_the_rights_from_our_table(client: Client) -> None:
    consultation = ConsultationFactory()
    comment = ProvisionCommentFactory(consultation=consultation)
    url = reverse("comments:moderate", args=[comment.pk])
    by_package = UserFactory()
    by_package.user_permissions.set(
        Permission.objects.filter(content_type__app_label__in=["django_comments", "comments"])
    )
    client.force_login(by_package)
    assert by_package.has_perm("django_comments.can_moderate")
    assert client.get(url).status_code == 403
    moderator = staff(consultation.organiser, MembershipRole.MODERATOR)
    assert not moderator.get_all_permissions()
    client.force_login(moderator)
    page = client.get(url)
    assert page.status_code == 200
    assert 'value="hide"' in page.content.decode()
    decision = {"action": "hide", "ground": "spam", "note": ""}
    assert client.post(url, decision).status_code == 302
    assert fresh(comment).status == "hidden"


def ours() -> list[Path]:
    """Every template of ours."""
    found = [path for path in TEMPLATES.rglob("*") if path.suffix in (".html", ".txt")]
    for app in OURS:
        found += [
            path
            for path in (settings.BASE_DIR / app).rglob("templates/**/*")
            if path.suffix in (".html", ".txt")
        ]
    return found


def test_11_12_templates_take_nothing_from_the_package() -> None:
    templates = ours()
    assert len(templates) > 100
    foreign = re.compile(
        r"perms\.|comments_xtd|django_comments|render_xtd|render_comment|xtdcomment"
        r"|get_comment_(?:list|count|form)|load comments\b|[\"'](?:includes/)?comments/"
    )
    mail = TEMPLATES / "mail"
    found = {
        str(path.relative_to(settings.BASE_DIR)): match.group()
        for path in templates
        if mail not in path.parents and (match := foreign.search(path.read_text("utf-8")))
    }
    assert found == {}


# --- 12, 13: templates --------------------------------------------------------------------------


def test_12_pages_are_made_of_our_templates_alone(client: Client) -> None:
    consultation = ConsultationFactory()
    comment = ProvisionCommentFactory(consultation=consultation)
    ProvisionCommentFactory(consultation=consultation, reply_to=comment)
    client.force_login(staff(consultation.organiser, MembershipRole.MODERATOR))
    for url in (
        reverse("reader:comments", args=[consultation.year, consultation.slug]),
        comment.get_absolute_url(),
        new_url(consultation, reply=comment),
        reverse("comments:moderation"),
        reverse("comments:moderate", args=[comment.pk]),
    ):
        response = client.get(url)
        assert response.status_code == 200, url
        origins = {template.origin.name for template in response.templates if template.name}
        assert any("consultations" in origin for origin in origins), url
        assert not [origin for origin in origins if "django_comments" in origin], url


def test_12_who_may_post_is_not_asked_of_the_package() -> None:
    """Its `can_receive_comments_from` fails; nothing here comes near it."""
    word = "can_receive_comments_from"
    users = [
        path
        for app in OURS
        for path in (settings.BASE_DIR / app).rglob("*.py")
        if word in path.read_text("utf-8")
    ]
    assert users == []


def test_13_the_page_of_what_is_not_there_is_ours(client: Client) -> None:
    origin = Path(get_template("404.html").origin.name)
    assert origin == TEMPLATES / "404.html"
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "404.html" in {template.name for template in response.templates}


def test_13_links_in_letters_begin_with_the_address_of_the_site(
    consultation: Consultation, moderator: User, settings: Settings
) -> None:
    settings.SITE_URL = "https://veche.example"
    comment = confirm(waiting(consultation)).comment
    services.hide_comment(actor=moderator, comment=comment, ground_code="spam", now=NOW)
    messages = OutboxMessage.objects.all()
    assert len(messages) == 3
    for letter in messages:
        for body in (letter.body_text, letter.body_html):
            links = re.findall(r"https?://[^\s\"'<>]+", body)
            assert links
            assert all(link.startswith("https://veche.example/") for link in links)


# --- 14: mail -----------------------------------------------------------------------------------


def test_14_letters_are_rows_and_not_threads(
    consultation: Consultation, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(thread: threading.Thread) -> None:
        raise AssertionError("a thread was started")

    monkeypatch.setattr(threading.Thread, "start", never)
    comment = confirm(waiting(consultation)).comment
    services.hide_comment(actor=moderator, comment=comment, ground_code="spam", now=NOW)
    keys = list(OutboxMessage.objects.order_by("pk").values_list("key", flat=True))
    assert [key.split(":")[0] for key in keys] == [
        "comment-confirm",
        "comment-receipt",
        "comment-moderated",
    ]
    assert django_mail.outbox == []
    assert settings.COMMENTS_XTD_THREADED_EMAILS is False
    assert settings.COMMENTS_XTD_CONFIRM_EMAIL is False


def test_14_nobody_is_written_to_about_the_comments_of_others(consultation: Consultation) -> None:
    root = said(consultation)
    earlier = OutboxMessage.objects.count()
    said(consultation, "Ответ.", reply_to=root, email="other@x.ru")
    new = OutboxMessage.objects.order_by("pk")[earlier:]
    assert {letter.to for letter in new} == {"other@x.ru"}


@pytest.mark.parametrize("method", ["get", "head"])
def test_14_opening_the_link_publishes_nothing(client: Client, method: str) -> None:
    """Programs that look at letters open every link in them."""
    pending = waiting(ConsultationFactory(), now=timezone.now())
    url = reverse("comments:confirm", args=[services.confirmation_token(pending)])
    for _time in range(3):
        assert getattr(client, method)(url).status_code == 200
    assert not ProvisionComment.objects.exists()
    assert not JournalEntry.objects.exists()
    response = client.post(url)
    assert response.status_code == 200
    comment = ProvisionComment.objects.get()
    assert comment.is_visible
    assert comment.receipt_code in response.content.decode()
    assert client.post(url).status_code == 200
    assert ProvisionComment.objects.count() == 1


def test_14_letters_to_strangers_leave_few_at_a_time(client: Client, settings: Settings) -> None:
    settings.COMMENT_LIMITS = {**settings.COMMENT_LIMITS, "letters_hour": 2}
    url = new_url(ConsultationFactory())
    answers = [
        client.post(url, fill(client, url, rationale=f"{n}.", email=f"p{n}@veche.example"))
        for n in range(5)
    ]
    assert {answer.status_code for answer in answers} == {302}  # a village may share an address
    run_tasks()
    assert sorted(message.to[0] for message in django_mail.outbox) == [
        "p0@veche.example", "p1@veche.example"
    ]  # fmt: skip
    waiting = [message.not_before for message in letters("confirm") if message.status == "queued"]
    hours = sorted(round((moment - timezone.now()).total_seconds() / 3600) for moment in waiting)
    assert hours == [1, 1, 2]
    last = PendingComment.objects.order_by("pk").last()
    assert last is not None
    assert last.expires_at - last.last_sent_at == dt.timedelta(hours=48)
    page = client.get(answers[-1]["Location"]).content.decode()
    assert "письмо уйдёт позже" in page or "the letter will leave later" in page


def test_14_one_mailbox_is_not_flooded_by_many_machines(client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "comment-letters": "2/h"}
    url = new_url(ConsultationFactory())

    def post(machine: int, email: str) -> int:
        typed = fill(client, url, rationale=f"{machine}.", email=email)
        return client.post(url, typed, REMOTE_ADDR=f"203.0.113.{machine}").status_code

    spellings = ["victim@veche.example", "Victim@veche.example", "victim+1@veche.example"]
    assert [post(number, email) for number, email in enumerate(spellings)] == [302, 302, 429]
    assert post(9, "ivan@veche.example") == 302
    assert len(letters("confirm")) == 3
    # Accounts are counted each by itself, not together as people without an e-mail.
    for number in range(3):
        client.force_login(UserFactory())
        assert post(20 + number, "") == 302


# --- 15, 16 -------------------------------------------------------------------------------------


def test_15_moderation_needs_no_django_admin(client: Client) -> None:
    """With a model of one's own the package registers nothing there; the desk has it all."""
    assert not apps.is_installed("django.contrib.admin")
    consultation = ConsultationFactory()
    comment = ProvisionCommentFactory(consultation=consultation, comment="Заметный текст.")
    moderator = staff(consultation.organiser, MembershipRole.MODERATOR)
    services.hide_comment(
        actor=moderator, comment=comment, ground_code="spam", note="Заметка.", now=timezone.now()
    )
    client.force_login(moderator)
    queue = client.get(reverse("comments:moderation")).content.decode()
    assert "Заметный текст." in queue
    page = client.get(reverse("comments:moderate", args=[comment.pk])).content.decode()
    for shown in ("Заметный текст.", "Заметка.", "Спам", moderator.full_name, 'value="restore"'):
        assert shown in page


def test_16_the_version_is_pinned_below_the_next_one() -> None:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {
        requirement.name: requirement.specifier
        for requirement in map(Requirement, project["dependencies"])
    }
    package = wanted["django-comments-xtd"]
    assert package.contains("2.10.13")
    assert not any(package.contains(later) for later in ("2.11", "2.11.1", "3.0", "3.0.1"))
    assert not wanted["django-contrib-comments"].contains("2.3")
    assert package.contains(installed_version("django-comments-xtd"))


@pytest.mark.usefixtures("open_now")
def test_14_links_are_limited_each_for_itself(
    consultation: Consultation, client: Client, settings: Settings
) -> None:
    """A village behind one address confirms as much as it has said."""
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "confirm": "1/h"}
    links = [
        reverse("comments:confirm", args=[services.confirmation_token(waiting(
            consultation, words=text(f"Предложение {n}."), by=author(f"{n}@veche.example")
        ))])
        for n in range(3)
    ]  # fmt: skip
    assert [client.post(link).status_code for link in links] == [200, 200, 200]
    assert client.post(links[0]).status_code == 429
