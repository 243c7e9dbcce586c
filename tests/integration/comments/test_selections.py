"""Speaking of a part of a provision, and seeing beforehand what would be published."""

import pytest
from django.test import Client

from consultations.comments import services
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.models import PendingComment, ProvisionComment
from consultations.process.models import Consultation
from drafts.models import Provision
from tests.comments import NOW, author, confirm, text, waiting
from tests.factories.drafts import BillVersionFactory, ProvisionFactory
from tests.integration.comments.pages import fill, new_url

pytestmark = pytest.mark.django_db
WORDS = "в течение тридцати дней"  # of the fixture `article`


def speak(consultation: Consultation, article: Provision, words: str) -> ProvisionComment:
    sent = services.submit_comment(
        actor=None,
        consultation=consultation,
        provision=article,
        text=text(kind="amend", proposed_text="в течение десяти дней"),
        author=author(),
        selection=services.Selection(words),
        now=NOW,
    )
    assert sent.pending is not None
    return confirm(sent.pending).comment


def test_the_selected_words_are_quoted_with_their_place(
    consultation: Consultation, article: Provision
) -> None:
    comment = speak(consultation, article, "в  течение\nтридцати дней")
    original = "Срок ответа\nОтвет даётся в течение тридцати дней."
    assert comment.quoted_text == WORDS
    assert comment.anchor_start == original.index(WORDS)
    assert (comment.anchor_prefix, comment.anchor_suffix) == ("Срок ответа\nОтвет даётся ", ".")


def test_all_of_the_words_are_no_selection(consultation: Consultation, article: Provision) -> None:
    comment = speak(consultation, article, "Срок ответа Ответ даётся в течение тридцати дней.")
    assert comment.anchor_start is None
    assert comment.quoted_text.startswith("Срок ответа\n")


def test_words_of_another_provision_are_refused(
    consultation: Consultation, article: Provision
) -> None:
    with pytest.raises(CommentError) as error:
        speak(consultation, article, "в течение года")
    assert error.value.code is CommentProblem.WORDS_NOT_FOUND
    assert not PendingComment.objects.exists()


@pytest.mark.usefixtures("open_now")
def test_the_form_takes_the_words(
    consultation: Consultation, article: Provision, client: Client
) -> None:
    url = new_url(consultation, on=article)
    typed = fill(client, url, kind="delete", selected="чужие слова", rationale="Лишнее.")
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert "selected" in refused.context["form"].errors
    assert "чужие слова" in refused.content.decode()
    assert client.post(url, typed | {"selected": WORDS, "selected_at": "26"}).status_code == 302
    comment = confirm(PendingComment.objects.get()).comment
    page = client.get(comment.get_absolute_url()).content.decode()
    assert "Об этих словах" in page
    assert WORDS in page


@pytest.mark.usefixtures("open_now")
def test_a_preview_sends_nothing(
    consultation: Consultation, article: Provision, client: Client
) -> None:
    url = new_url(consultation, on=article)
    typed = fill(client, url, kind="amend", proposed_text="в течение десяти дней", selected=WORDS)
    seen = client.post(url, typed | {"preview": "1"})
    assert seen.status_code == 200
    preview = seen.context["preview"]
    assert (preview.quoted, preview.is_selection) == (WORDS, True)
    page = seen.content.decode()
    assert "Так это будет опубликовано" in page
    assert "тридцати<" in page  # a redline, not only the new words
    assert typed["rationale"] in seen.context["form"]["rationale"].value()
    assert not PendingComment.objects.exists()
    faulty = client.post(url, typed | {"preview": "1", "rationale": ""})
    assert faulty.status_code == 422
    assert faulty.context["preview"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Не позднее чем сказано: ответ даётся в течение тридцати дней.", "ещё есть в редакции 2"),
        ("Ответ даётся в течение десяти дней.", "больше нет в редакции 2"),
    ],
)
def test_the_selected_words_are_looked_for_after_an_edit(
    consultation: Consultation, article: Provision, client: Client, words: str, said: str
) -> None:
    comment = speak(consultation, article, WORDS)
    whole = confirm(waiting(consultation, provision=article)).comment
    newer = BillVersionFactory(bill=consultation.version.bill, number=2)
    ProvisionFactory(
        version=newer,
        lineage=article.lineage,
        heading=article.heading,
        content={"intro": [{"type": "alinea", "text": words}]},
    )
    assert said in client.get(comment.get_absolute_url()).content.decode()
    assert "Выделенных слов" not in client.get(whole.get_absolute_url()).content.decode()
