from collections.abc import Collection, Iterator

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from consultations.expertise.models import Opinion
from search.interface import Document
from search.registry import Found
from search.sources import facets
from search.sources.places import lines, local


class OpinionSource:
    """Adopted opinions of councils with their remarks and dissenting opinions."""

    kind = "opinion"
    label = _("Opinions of councils")
    order = 50

    def _opinions(self) -> QuerySet[Opinion]:
        adopted = Opinion.objects.adopted().select_related("council")
        return adopted.prefetch_related("remarks", "dissents")

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        opinions = list(self._opinions().filter(pk__in=ids))
        settings = facets.of_events({opinion.consultation_id for opinion in opinions})
        for opinion in opinions:
            setting = settings[opinion.consultation_id]
            yield Document(
                self.kind,
                opinion.pk,
                opinion.council.name,
                _sections(opinion),
                local(opinion.adopted_at or opinion.created_at),
                law=setting.law,
                context=setting.context,
                author=opinion.council.name,
                facets=setting.plus(council=[opinion.council.slug]),
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        rows = self._opinions().filter(pk__in=ids)
        rows = rows.select_related("council", "consultation__version__bill")
        return {
            opinion.pk: Found(
                title=opinion.council.name,
                text=_sections(opinion),
                url=opinion.get_absolute_url(),
                place=opinion.consultation.version.bill.title,
                by=capfirst(opinion.get_recommendation_display()),
                date=opinion.adopted_at,
            )
            for opinion in rows.defer(
                "consultation__version__front", "consultation__version__warnings"
            )
        }

    def all_ids(self) -> Iterator[int]:
        return Opinion.objects.adopted().order_by("pk").values_list("pk", flat=True).iterator()


def _sections(opinion: Opinion) -> str:
    """The three sections, the remarks and the dissenting opinions, in the order of the document."""
    texts = [opinion.findings, opinion.consequences, opinion.proposals]
    for remark in opinion.remarks.all():
        texts += [remark.text, remark.proposed_text]
    texts += [dissent.text for dissent in opinion.dissents.all()]
    return lines(*texts)
