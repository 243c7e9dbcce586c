"""The pages on which drafts are agreed and agreed answers are published."""

from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone

from consultations.conclusions.forms import AgreeForm, PublishForm
from consultations.conclusions.models import Agreement, AnswerDraft, ArgumentGroup
from consultations.conclusions.presenters.answer_list import BatchLine, group_name
from consultations.conclusions.presenters.groups import GroupLine
from consultations.conclusions.presenters.substance import notices_of
from consultations.conclusions.selectors import drafts as ready
from consultations.conclusions.selectors.substance import Verdict, verdicts
from consultations.process.models import Consultation

# So many are shown at once; the next ones come when these are done.
PER_BATCH: Final = 200


class BatchPage:
    """Drafts as they are now, and what the request sent of them.

    `only` in the address narrows the page to one group.
    """

    def __init__(self, request: HttpRequest, consultation: Consultation) -> None:
        self.data = request.POST if request.method == "POST" else None
        self.consultation = consultation
        only = request.GET.get("only", "")
        self.only = int(only) if only.isdecimal() and len(only) < 19 else None
        self.is_refused = False

    def drafts_of_page(self) -> Any:
        raise NotImplementedError

    @cached_property
    def found(self) -> list[AnswerDraft]:
        drafts = self.drafts_of_page()
        if self.only is not None:
            drafts = drafts.filter(group=self.only)
        return list(drafts[: PER_BATCH + 1])

    @property
    def drafts(self) -> list[AnswerDraft]:
        return self.found[:PER_BATCH]

    @property
    def sent(self) -> dict[int, int]:
        """Versions by id of group, of everything that was ticked."""
        raise NotImplementedError

    @cached_property
    def gone(self) -> list[str]:
        """Groups that were ticked and are not in this list any more, by name."""
        missing = set(self.sent) - {draft.group_id for draft in self.found}
        return [group_name(group) for group in ready.named_groups(self.consultation, missing)]

    def is_changed(self, draft: AnswerDraft) -> bool:
        """Whether a colleague has changed it since it was shown."""
        return self.sent.get(draft.group_id, draft.version) != draft.version

    def line(self, draft: AnswerDraft, *, is_ticked: bool, **more: Any) -> BatchLine:
        return BatchLine(
            draft=draft,
            line=GroupLine(draft.group),
            is_ticked=is_ticked and not self.is_changed(draft),
            is_changed=self.is_changed(draft),
            **more,
        )

    @property
    def status(self) -> int:
        if self.is_refused:
            return 409
        return 422 if self.data is not None else 200

    def context(self) -> dict[str, Any]:
        return {
            "consultation": self.consultation,
            "bill": self.consultation.version.bill,
            "changed": [group_name(draft.group) for draft in self.drafts if self.is_changed(draft)],
            "gone": self.gone,
            "has_more": len(self.found) > PER_BATCH,
            "only": self.only,
        }


class AgreePage(BatchPage):
    """Drafts for the sitting, with all their words."""

    def drafts_of_page(self) -> Any:
        return ready.to_agree(self.consultation)

    @cached_property
    def form(self) -> AgreeForm:
        return AgreeForm(self.data, initial=self._last_sitting())

    def _last_sitting(self) -> dict[str, Any]:
        """That of a batch noted today: a long list is agreed in several."""
        noted = Agreement.objects.filter(consultation=self.consultation).order_by("-noted_at")
        last = noted.first()
        if last is None or timezone.localdate(last.noted_at) != timezone.localdate():
            return {}
        return {"sitting_on": last.sitting_on, "minutes_number": last.minutes_number}

    @property
    def sent(self) -> dict[int, int]:
        if self.data is None:
            return {}
        self.form.is_valid()
        found: dict[int, int] = self.form.cleaned_data.get("drafts", {})
        return found

    def context(self) -> dict[str, Any]:
        """For consultations/conclusions/agree.html."""
        lines = [
            self.line(draft, is_ticked=self.data is None or draft.group_id in self.sent)
            for draft in self.drafts
        ]
        return {**super().context(), "form": self.form, "lines": lines}


class PublishPage(BatchPage):
    """Agreed answers: flawed ones apart, the rest ticked."""

    def drafts_of_page(self) -> Any:
        return ready.to_publish(self.consultation)

    @cached_property
    def form(self) -> PublishForm:
        return PublishForm(self.data)

    @property
    def despite(self) -> dict[int, int]:
        """Flawed ones that are published as they are."""
        if self.data is None:
            return {}
        self.form.is_valid()
        found: dict[int, int] = self.form.cleaned_data.get("despite", {})
        return found

    @property
    def sent(self) -> dict[int, int]:
        if self.data is None:
            return {}
        self.form.is_valid()
        return {**self.form.cleaned_data.get("drafts", {}), **self.despite}

    def context(self) -> dict[str, Any]:
        """For consultations/conclusions/publish.html."""
        found = verdicts(self.consultation, self.drafts, on=timezone.localdate())
        sound = [
            self.line(draft, is_ticked=self.data is None or draft.group_id in self.sent)
            for draft in self.drafts
            if draft.group_id not in found
        ]
        return {
            **super().context(),
            "form": self.form,
            "sound": sound,
            "flawed": self._flawed(found),
        }

    def _flawed(self, found: dict[int, Verdict]) -> list[BatchLine]:
        keys = {key for verdict in found.values() for key in verdict.same}
        names = {group.pk: group_name(group) for group in self._named(keys)}
        return [
            self.line(
                draft,
                is_ticked=draft.group_id in self.despite,
                notices=notices_of(draft, found[draft.group_id], names),
            )
            for draft in self.drafts
            if draft.group_id in found
        ]

    def _named(self, keys: set[int]) -> list[ArgumentGroup]:
        return ready.named_groups(self.consultation, keys)
