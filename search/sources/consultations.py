from collections.abc import Collection, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from consultations.comments.models import ProvisionComment
from consultations.conclusions.models import SummaryConclusion
from consultations.expertise.models import Opinion
from drafts.domain.citations import citation
from search.interface import Document
from search.registry import Found


class CommentSource:
    """Published proposals of citizens. Names are not indexed: a name may be withdrawn."""

    kind = "comment"
    label = _("Proposals")

    def _comments(self) -> QuerySet[ProvisionComment]:
        return ProvisionComment.objects.published()

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for comment in self._comments().filter(pk__in=ids):
            title = f"{comment.proposed_text} {comment.receipt_code}"
            body = f"{comment.rationale} {comment.municipality}"
            yield Document(self.kind, comment.pk, title, body, comment.submitted_at)

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        comments = (
            self._comments()
            .filter(pk__in=ids)
            .with_author()
            .select_related("consultation__version__bill")
        )
        return {comment.pk: self._found(comment) for comment in comments}

    def _found(self, comment: ProvisionComment) -> Found:
        bill = comment.consultation.version.bill.title
        place = f"{citation(comment.provision.path)}, {bill}" if comment.provision else bill
        return Found(
            title=comment.author_name,
            text="\n".join(filter(None, [comment.proposed_text, comment.rationale])),
            url=comment.get_absolute_url(),
            place=place,
            date=comment.submitted_at,
        )

    def all_ids(self) -> Iterator[int]:
        return self._comments().order_by("pk").values_list("pk", flat=True).iterator()


class OpinionSource:
    """Adopted opinions of councils with their remarks."""

    kind = "opinion"
    label = _("Opinions of councils")

    def _opinions(self) -> QuerySet[Opinion]:
        return Opinion.objects.adopted()

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        opinions = self._opinions().filter(pk__in=ids).select_related("council")
        for opinion in opinions.prefetch_related("remarks"):
            remarks = " ".join(
                f"{remark.text} {remark.proposed_text}" for remark in opinion.remarks.all()
            )
            body = f"{opinion.findings} {opinion.consequences} {opinion.proposals} {remarks}"
            yield Document(
                self.kind,
                opinion.pk,
                opinion.council.name,
                body,
                opinion.adopted_at or opinion.created_at,
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        opinions = (
            self._opinions()
            .filter(pk__in=ids)
            .select_related("council", "consultation__version__bill")
        )
        return {
            opinion.pk: Found(
                title=opinion.council.name,
                text=f"{opinion.findings} {opinion.consequences} {opinion.proposals}",
                url=opinion.get_absolute_url(),
                place=opinion.consultation.version.bill.title,
                date=opinion.adopted_at,
            )
            for opinion in opinions
        }

    def all_ids(self) -> Iterator[int]:
        return self._opinions().order_by("pk").values_list("pk", flat=True).iterator()


class ConclusionSource:
    """Signed summary conclusions, the newest revision of each."""

    kind = "conclusion"
    label = _("Summary conclusions")

    def _conclusions(self) -> QuerySet[SummaryConclusion]:
        return SummaryConclusion.objects.select_related("consultation__version__bill")

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for conclusion in self._conclusions().filter(pk__in=ids):
            bill = conclusion.consultation.version.bill
            yield Document(
                self.kind, conclusion.pk, bill.title, conclusion.number, conclusion.signed_at
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            conclusion.pk: Found(
                title=conclusion.consultation.version.bill.title,
                text=conclusion.signer_post,
                url=conclusion.get_absolute_url(),
                place=f"№ {conclusion.number}",
                date=conclusion.signed_at,
            )
            for conclusion in self._conclusions().filter(pk__in=ids)
        }

    def all_ids(self) -> Iterator[int]:
        conclusions = SummaryConclusion.objects.order_by("pk")
        return conclusions.values_list("pk", flat=True).iterator()
