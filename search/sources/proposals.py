from collections.abc import Collection, Iterator

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from consultations.comments.models import ProvisionComment
from consultations.conclusions.models import ArgumentItem
from core.accounts.selectors import chosen_name
from search.interface import Document
from search.registry import Found
from search.sources import facets
from search.sources.places import lines, local, path_of, place_in_bill

# What a document is made of; the rest of the three tables of a comment is not read.
_FIELDS = (
    "comment", "proposed_text", "municipality", "municipality_key", "receipt_code", "stance",
    "submitted_at", "consultation", "provision__path", "contact__name_display",
    "contact__full_name", "contact__organisation",
)  # fmt: skip

_UNREAD = (
    "provision__content", "provision__text", "consultation__version__front",
    "consultation__version__warnings",
)  # fmt: skip


class CommentSource:
    """Published proposals of citizens and replies to them. A name that the page shows is found by
    «автор:» alone (docs/adr/0022)."""

    kind = "comment"
    label = _("Proposals")
    order = 30

    def _comments(self) -> QuerySet[ProvisionComment]:
        return ProvisionComment.objects.published()

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        rows = self._comments().filter(pk__in=ids).select_related(None)
        comments = list(rows.select_related("contact", "provision").only(*_FIELDS))
        settings = facets.of_events({comment.consultation_id for comment in comments})
        dispositions = _dispositions(ids)
        for comment in comments:
            setting = settings[comment.consultation_id]
            yield Document(
                self.kind,
                comment.pk,
                "",
                f"{_words(comment)}\n{comment.municipality}\n{_code(comment)}",
                local(comment.submitted_at),
                law=setting.law,
                context=setting.context,
                author=chosen_name(comment.contact),
                path=path_of(comment.provision),
                facets=setting.plus(
                    municipality=[comment.municipality_key],
                    stance=[comment.stance],
                    disposition=[dispositions.get(comment.pk, "")],
                ),
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        rows = self._comments().filter(pk__in=ids).with_author()
        return {
            comment.pk: Found(
                title=f"{capfirst(comment.get_kind_display())}: {place_in_bill(comment.provision)}",
                text=_words(comment),
                url=comment.get_absolute_url(),
                place=comment.consultation.version.bill.title,
                by=comment.author_name,
                date=comment.submitted_at,
            )
            for comment in rows.defer(*_UNREAD)
        }

    def all_ids(self) -> Iterator[int]:
        return self._comments().order_by("pk").values_list("pk", flat=True).iterator()


def _dispositions(comments: Collection[int]) -> dict[int, str]:
    """What the committee has answered to each of these proposals; one query."""
    items = ArgumentItem.objects.filter(comment__in=comments, group__answers__is_current=True)
    return dict(items.order_by().values_list("comment", "group__answers__disposition"))


def _words(comment: ProvisionComment) -> str:
    return lines(comment.proposed_text, comment.rationale)


def _code(comment: ProvisionComment) -> str:
    """The code as one word: its parts would be found by any two letters."""
    return comment.receipt_code.replace("-", "x")
