from collections.abc import Collection, Iterator

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from consultations.comments.models import ProvisionComment
from consultations.expertise.models import Opinion
from search.interface import Document
from search.registry import Found
from search.sources.places import place_in_bill


class CommentSource:
    """Published proposals of citizens and replies to them. Names are not indexed: a name may be
    withdrawn, and nobody's words should be gathered by it."""

    kind = "comment"
    label = _("Proposals")
    order = 30

    def _comments(self) -> QuerySet[ProvisionComment]:
        return ProvisionComment.objects.published()

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for comment in self._comments().filter(pk__in=ids):
            body = f"{_words(comment)}\n{comment.municipality}\n{comment.receipt_code}"
            yield Document(self.kind, comment.pk, "", body, comment.submitted_at)

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            comment.pk: Found(
                title=f"{capfirst(comment.get_kind_display())}: {place_in_bill(comment.provision)}",
                text=_words(comment),
                url=comment.get_absolute_url(),
                place=comment.consultation.version.bill.title,
                by=comment.author_name,
                date=comment.submitted_at,
            )
            for comment in self._comments().filter(pk__in=ids).with_author()
        }

    def all_ids(self) -> Iterator[int]:
        return self._comments().order_by("pk").values_list("pk", flat=True).iterator()


def _words(comment: ProvisionComment) -> str:
    return "\n".join(filter(None, [comment.proposed_text, comment.rationale]))


class OpinionSource:
    """Adopted opinions of councils with their remarks."""

    kind = "opinion"
    label = _("Opinions of councils")
    order = 50

    def _opinions(self) -> QuerySet[Opinion]:
        adopted = Opinion.objects.adopted().select_related("council")
        return adopted.prefetch_related("remarks")

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for opinion in self._opinions().filter(pk__in=ids):
            date = opinion.adopted_at or opinion.created_at
            yield Document(self.kind, opinion.pk, opinion.council.name, _sections(opinion), date)

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        opinions = self._opinions().filter(pk__in=ids)
        return {
            opinion.pk: Found(
                title=opinion.council.name,
                text=_sections(opinion),
                url=opinion.get_absolute_url(),
                place=opinion.consultation.version.bill.title,
                by=capfirst(opinion.get_recommendation_display()),
                date=opinion.adopted_at,
            )
            for opinion in opinions.select_related("council", "consultation__version__bill")
        }

    def all_ids(self) -> Iterator[int]:
        return Opinion.objects.adopted().order_by("pk").values_list("pk", flat=True).iterator()


def _sections(opinion: Opinion) -> str:
    """The three sections and the remarks, in the order of the document."""
    texts = [opinion.findings, opinion.consequences, opinion.proposals]
    for remark in opinion.remarks.all():
        texts += [remark.text, remark.proposed_text]
    return "\n".join(filter(None, texts))
