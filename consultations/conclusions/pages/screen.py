"""The screen on which one group is answered."""

from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone

from consultations.comments.selectors import load_files
from consultations.conclusions.forms import AnswerForm, TitleForm
from consultations.conclusions.models import AnswerDraft, ArgumentGroup
from consultations.conclusions.pages.route import Route
from consultations.conclusions.presenters import (
    ChangeLine,
    GroupLine,
    SuggestionLine,
    WordingLine,
    count_rows,
)
from consultations.conclusions.presenters.additions import AddedLines
from consultations.conclusions.presenters.screen import EarlierLine, StateLine, Taken
from consultations.conclusions.presenters.substance import flaw_notices
from consultations.conclusions.selectors import desk, earlier, grouping, queue
from consultations.conclusions.selectors.answer_list import Wanted
from consultations.conclusions.selectors.drafts import left_drafts
from consultations.conclusions.selectors.objections import objections_of
from consultations.conclusions.selectors.positions import sponsor_positions
from core.accounts.permissions import policy
from core.rules import selectors as rules

# Texts that add something, and as many in the same words; texts that are compared; all of them.
FIRST_WORDINGS, COMPARED, ALL_WORDINGS = 10, 60, 200
_LONGEST_KEY: Final = 15
# «next» after a save, and where the work begins on the page.
ANCHOR: Final = "#work"


class AnswerPage:
    """One group with the form that the request brought.

    The address may say which list the clerk came from (`in`), which group was saved just now
    (`saved`), whose words are to be taken (`take`, a group), and that all wordings are wanted
    (`wordings`)."""

    def __init__(self, request: HttpRequest, group: ArgumentGroup) -> None:
        self.user = request.user
        self.query = request.GET
        self.data = request.POST if request.method == "POST" else None
        self.group = group
        self.line = GroupLine(group)
        self.route = Route.of(request.GET.get("in", ""))
        self.stale: AnswerDraft | None = None
        self.is_stale = False
        self.mine: AnswerForm | None = None
        drafts = AnswerDraft.objects.select_related("saved_by", "agreement", "group__consultation")
        self.draft = drafts.filter(group=group).first()

    @property
    def status(self) -> int:
        if self.is_stale:
            return 409
        return 422 if self.form.errors else 200

    # --- The form --------------------------------------------------------------------------------

    @cached_property
    def form(self) -> AnswerForm:
        return self._form(self.data)

    def _form(self, data: Any) -> AnswerForm:
        initial = AnswerForm.initial_of(
            self.draft or self.line.answer, self.group.answer_version, self._proposed
        )
        if self.taken is not None:
            initial |= self.taken.values
        reasons = rules.reason_codes(timezone.localdate())
        return AnswerForm(data, initial=initial, reasons=reasons)

    @cached_property
    def taken(self) -> Taken | None:
        """The words of a like group that the form begins with; nothing is saved yet."""
        source = self.query.get("take", "")
        if self.data is not None or not _is_key(source):
            return None
        words = earlier.words_to_take(self.group, int(source))
        return Taken(int(source), words) if words is not None else None

    def show_stale(self, current: AnswerDraft | None) -> None:
        """Keeps what was typed and shows the colleague's draft beside it."""
        self.stale, self.is_stale = current, True
        self.group.refresh_from_db(fields=["answer_version"])
        self.form.rebase(self.group.answer_version)

    def take_theirs(self) -> None:
        """Fills the form with the words that are saved; what was typed stands beside it."""
        self.mine = self._form(self.data)
        self.form = self._form(None)

    def onwards(self, to: str) -> str:
        """Where a clerk is led after a save: to the «next» group without a draft, to the
        «previous» one, or nowhere else. Empty after the last one."""
        key = {"next": self._next, "previous": self.place.before or self.group.pk}
        pk = key.get(to, self.group.pk)
        return self.route.to_group(pk, saved=self.group.pk) + ANCHOR if pk else ""

    @property
    def _next(self) -> int | None:
        """Who goes through answers that are public already has no draft to look for."""
        is_revising = self.route.wanted.get("state") == "answered"
        return self.place.after if is_revising else self.place.following

    # --- What is shown ---------------------------------------------------------------------------

    @cached_property
    def place(self) -> queue.Place:
        return queue.place_of(self.group, Wanted(**self.route.wanted))

    @cached_property
    def wordings(self) -> list[WordingLine]:
        """The texts that are compared, those of most people first."""
        limit = ALL_WORDINGS if self._shows_all else COMPARED
        found = grouping.wordings(self.group, limit=limit)
        load_files([one.item.comment for one in found if one.item.comment is not None])
        return [WordingLine(self.line.member(one.item), one.count) for one in found]

    @property
    def _shows_all(self) -> bool:
        return "wordings" in self.query

    @property
    def _proposed(self) -> str:
        """The first of the proposed wordings, that of most people before others."""
        return next((one.member.wording for one in self.wordings if one.member.wording), "")

    def context(self) -> dict[str, Any]:
        """For consultations/conclusions/answer.html."""
        consultation = self.group.consultation
        return {
            "group": self.group,
            "line": self.line,
            "consultation": consultation,
            "bill": consultation.version.bill,
            "history": desk.history(self.group),
            **self._said(),
            **self._beside(),
            **self._way(),
            **self._answer(),
        }

    def _said(self) -> dict[str, Any]:
        """What is proposed, by whom."""
        counts = grouping.counts_of(self.group)
        may_group = policy.check(self.user, "conclusions.group", self.group)
        limit = ALL_WORDINGS if self._shows_all else FIRST_WORDINGS
        added = AddedLines.of(self.wordings, limit=limit)
        same = added.same[:limit]
        return {
            "added": added,
            "same": same,
            "more_wordings": max(counts.wordings - len(added.shown) - len(same), 0),
            "all_url": self.route.to_group(self.group.pk, wordings="all") + "#proposals",
            "counts": counts,
            "count_rows": count_rows(counts),
            "may_group": may_group,
            "title_form": TitleForm(initial={"title": self.group.title}),
            "changes": [ChangeLine(one, may_group) for one in grouping.changes_of(self.group)],
        }

    def _beside(self) -> dict[str, Any]:
        """What else is to be read before an answer is written."""
        found = earlier.earlier_answers(self.group)
        return {
            "earlier": [EarlierLine.of(one, self.route, self.group) for one in found],
            "suggestions": [SuggestionLine.of(one) for one in grouping.suggestions(self.group)],
            "remarks": desk.remarks_beside(self.group),
            "beside": [GroupLine(group) for group in desk.proposals_beside(self.group)],
            "objections": objections_of([self.group.pk]).get(self.group.pk, []),
            "sponsor_position": sponsor_positions([self.group.pk]).get(self.group.pk),
        }

    def _way(self) -> dict[str, Any]:
        """Where the clerk stands and where he may go."""
        place, route, pk = self.place, self.route, self.group.pk
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        saved = self.query.get("saved", "")
        return {
            "place": place,
            "here_url": route.to_group(pk),
            "list_url": route.to_list(self.group.consultation_id),
            "before_url": route.to_group(place.before) + ANCHOR if place.before else "",
            "after_url": route.to_group(place.after) + ANCHOR if place.after else "",
            "following_url": route.to_group(place.following) + ANCHOR if place.following else "",
            "saved_url": route.to_group(int(saved)) if _is_key(saved) else "",
            "is_saved_here": saved == str(pk),
            "progress": desk.progress(self.group.consultation),
            "today": queue.drafted_since(self.group.consultation, self.user.pk, midnight),
        }

    def _answer(self) -> dict[str, Any]:
        return {
            "form": self.form,
            "mine": self.mine,
            "draft": self.draft,
            "flaws": flaw_notices(self.draft) if self.draft else [],
            "left_drafts": left_drafts(self.group.consultation_id).get(self.group.pk, []),
            "stale": self.stale,
            "is_stale": self.is_stale,
            "taken": self.taken,
            "state": StateLine(self.draft, self.line.answer),
            "may_answer": policy.check(self.user, "conclusions.answer", self.group),
            "keep": f"{self.user.pk}-{self.group.pk}",
        }


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) <= _LONGEST_KEY
