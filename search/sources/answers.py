from collections.abc import Collection, Iterator

from django.db.models import Prefetch, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultations.conclusions import subjects
from consultations.conclusions.models import Answer, ArgumentGroup, ArgumentItem
from consultations.conclusions.querysets import MEMBERS
from core.web.templatetags.veche import disposition_kind
from search.interface import Document
from search.registry import Found
from search.sources import facets
from search.sources.places import lines, local, path_of, place_in_bill

_UNREAD = (
    "provision__content", "provision__text", "consultation__version__front",
    "consultation__version__warnings",
)  # fmt: skip


class GroupSource:
    """Like proposals that are answered once: several, or what the committee has given a name. A
    group of a single one says nothing that the proposal does not say."""

    kind = "group"
    label = gettext_lazy("Like proposals")
    order = 35

    def _groups(self) -> QuerySet[ArgumentGroup]:
        several = Q(size__gt=1) | ~Q(title="")
        return ArgumentGroup.objects.answerable().filter(several, merged_into=None)

    def _read(self, ids: Collection[int]) -> QuerySet[ArgumentGroup]:
        """With the first members and the answer, as the page of a group shows them."""
        items = ArgumentItem.objects.shown().select_related("comment", "remark", "recommendation")
        shown = Prefetch("items", items.order_by("pk")[:MEMBERS], to_attr="shown_items")
        current = Prefetch("answers", Answer.objects.current(), to_attr="current_answers")
        rows = self._groups().filter(pk__in=ids).select_related("provision")
        return rows.prefetch_related(shown, current)

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        groups = list(self._read(ids).defer("provision__content", "provision__text"))
        settings = facets.of_events({group.consultation_id for group in groups})
        for group in groups:
            setting = settings[group.consultation_id]
            yield Document(
                self.kind,
                group.pk,
                _title(group),
                _sayings(group),
                local(group.created_at),
                law=setting.law,
                context=setting.context,
                path=path_of(group.provision),
                facets=setting.plus(disposition=_dispositions(group)),
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        rows = self._read(ids).select_related("provision", "consultation__version__bill")
        return {
            group.pk: Found(
                title=_title(group),
                text=_sayings(group),
                url=group.get_absolute_url(),
                place=group.consultation.version.bill.title,
                by=ngettext("%(n)d proposal", "%(n)d proposals", group.size) % {"n": group.size},
                date=local(group.created_at),
            )
            for group in rows.defer(*_UNREAD)
        }

    def all_ids(self) -> Iterator[int]:
        return self._groups().order_by("pk").values_list("pk", flat=True).iterator()


def _title(group: ArgumentGroup) -> str:
    """«Однородные предложения: пункт 2 статьи 5 – запретить ремонт в обед»."""
    place = f"{_('Like proposals')}: {place_in_bill(group.provision)}"
    return f"{place} – {group.title}" if group.title else place


def _sayings(group: ArgumentGroup) -> str:
    """The texts of the first members, each once."""
    texts: list[str] = []
    for item in group.shown_items:  # type: ignore[attr-defined]
        if item.comment is not None:
            texts += [item.comment.proposed_text, item.comment.rationale]
        elif item.remark is not None:
            texts += [item.remark.proposed_text, item.remark.text]
        else:
            texts += [item.recommendation.proposed_text, item.recommendation.text]
    return lines(*dict.fromkeys(texts))


def _dispositions(group: ArgumentGroup) -> list[str]:
    return [answer.disposition for answer in group.current_answers]  # type: ignore[attr-defined]


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
        rows = self._answers().filter(group__in=ids).select_related(
            "group__provision", "group__consultation__responder"
        )  # fmt: skip
        answers = list(rows.defer("group__provision__content", "group__provision__text"))
        settings = facets.of_events({answer.group.consultation_id for answer in answers})
        for answer in answers:
            setting = settings[answer.group.consultation_id]
            yield Document(
                self.kind,
                answer.group_id,
                "",
                _words(answer),
                local(answer.published_at),
                law=setting.law,
                context=setting.context,
                author=answer.group.consultation.responder.name,
                path=path_of(answer.group.provision),
                facets=setting.plus(disposition=[answer.disposition]),
            )

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        answers = self._answers().filter(group__in=ids).select_related(
            "group__provision", "group__consultation__responder",
            "group__consultation__version__bill",
        ).defer(*(f"group__{name}" for name in _UNREAD))  # fmt: skip
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
                twin=f"{answer.group.consultation_id} {answer.disposition} {_words(answer)}",
            )
            for answer in answers
        }

    def all_ids(self) -> Iterator[int]:
        groups = self._answers().order_by("group").values_list("group", flat=True)
        return groups.iterator()


def _words(answer: Answer) -> str:
    return lines(answer.text, answer.reason_title, answer.expected_text, answer.norm)
