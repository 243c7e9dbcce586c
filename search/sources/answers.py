from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.conclusions import subjects
from consultations.conclusions.models import Answer, ArgumentGroup, SummaryConclusion
from core.web.templatetags.veche import disposition_kind
from search.interface import Document
from search.registry import Found
from search.sources.places import place_in_bill


class AnswerSource:
    """Positions of the responsible committees, by the id of the group that is answered: a new
    wording takes the place of the earlier one. None is shown without what it answers."""

    kind = "answer"
    label = gettext_lazy("Answers of the committees")
    order = 40

    def _answers(self) -> QuerySet[Answer]:
        groups = ArgumentGroup.objects.answerable()
        return Answer.objects.current().filter(group__in=groups)

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for answer in self._answers().filter(group__in=ids):
            yield Document(self.kind, answer.group_id, "", _words(answer), answer.published_at)

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        answers = self._answers().filter(group__in=ids).select_related(
            "group__provision", "group__consultation__responder",
            "group__consultation__version__bill",
        )  # fmt: skip
        links = subjects.answers([str(answer.pk) for answer in answers])
        return {
            answer.group_id: Found(
                title=f"{capfirst(answer.get_disposition_display())}: "
                f"{place_in_bill(answer.group.provision)}",
                text=_words(answer),
                url=links[str(answer.pk)].url,
                place=answer.group.consultation.version.bill.title,
                by=answer.group.consultation.responder.name,
                date=answer.published_at,
                status=capfirst(answer.get_disposition_display()),
                status_kind=disposition_kind(answer.disposition),
            )
            for answer in answers
        }

    def all_ids(self) -> Iterator[int]:
        groups = self._answers().order_by("group").values_list("group", flat=True)
        return groups.iterator()


def _words(answer: Answer) -> str:
    texts = [answer.text, answer.reason_title, answer.expected_text, answer.norm]
    return "\n".join(filter(None, texts))


class ConclusionSource:
    """Signed summary conclusions, the newest revision of each."""

    kind = "conclusion"
    label = gettext_lazy("Summary conclusions")
    order = 60

    def _conclusions(self) -> QuerySet[SummaryConclusion]:
        newer = SummaryConclusion.objects.filter(
            consultation=OuterRef("consultation"), revision__gt=OuterRef("revision")
        )
        conclusions = SummaryConclusion.objects.filter(~Exists(newer)).defer("snapshot")
        return conclusions.select_related("consultation__version__bill", "consultation__organiser")

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for conclusion in self._conclusions().filter(pk__in=ids):
            title = conclusion.consultation.version.bill.title
            body = f"{_name(conclusion)}\n{conclusion.consultation.organiser.name}"
            yield Document(self.kind, conclusion.pk, title, body, conclusion.signed_at, boost=1.5)

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            conclusion.pk: Found(
                title=conclusion.consultation.version.bill.title,
                text="",
                url=conclusion.get_absolute_url(),
                place=_name(conclusion),
                by=conclusion.consultation.organiser.name,
                date=conclusion.signed_at,
            )
            for conclusion in self._conclusions().filter(pk__in=ids)
        }

    def all_ids(self) -> Iterator[int]:
        return self._conclusions().order_by("pk").values_list("pk", flat=True).iterator()


def _name(conclusion: SummaryConclusion) -> str:
    if conclusion.is_lapsed:
        name = _("Summary conclusion No. %(number)s (the position of the committee is not given)")
        return name % {"number": conclusion.number}
    return _("Summary conclusion No. %(number)s") % {"number": conclusion.number}
