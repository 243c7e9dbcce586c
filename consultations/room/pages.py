"""The page of a position or a remark: what was typed, what is saved, what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from consultations.room import services
from consultations.room.errors import RoomError, RoomProblem, StaleWords
from consultations.room.forms import PositionForm, RemarkForm, WordsForm
from consultations.room.messages import problem_message
from consultations.room.models import MemberRemark, Position
from consultations.room.presenters import (
    Difference,
    Line,
    content_lines,
    differences,
    seat_choices,
)
from consultations.room.selectors.words import content_of
from consultations.room.visits import Visit
from drafts.models import Provision
from drafts.selectors import provision_names
from drafts.selectors.text import own_text

# The field that a refusal speaks of.
_FIELDS = {
    RoomProblem.NO_BASIS: "basis",
    RoomProblem.AUTHOR_NO_SEAT: "author",
    RoomProblem.AUTHOR_TERM_ENDED: "author",
    RoomProblem.AUTHOR_NOT_DECLARED: "author",
    RoomProblem.AUTHOR_CONFLICT: "author",
    RoomProblem.FOREIGN_PROVISION: "provision",
    RoomProblem.POSITION_TWICE: "provision",
    RoomProblem.EMPTY_POSITION: "text",
    RoomProblem.EMPTY_REMARK: "text",
}


@dataclass(frozen=True, slots=True)
class WordsKind:
    """What is different between positions and remarks."""

    name: str
    form: type[WordsForm]
    write: Callable[..., Any]
    change: Callable[..., Any]


POSITION = WordsKind("position", PositionForm, services.write_position, services.change_position)
REMARK = WordsKind("remark", RemarkForm, services.write_remark, services.change_remark)


@dataclass(frozen=True, slots=True)
class History:
    """A revision as the page shows it."""

    revision: Any
    lines: list[Line]


class WordsPage:
    """New words, or those that `words` holds, with the form that the request brought."""

    def __init__(
        self,
        request: HttpRequest,
        visit: Visit,
        kind: WordsKind,
        words: Position | MemberRemark | None = None,
    ) -> None:
        self.request = request
        self.visit = visit
        self.kind = kind
        self.words = words
        self.status = 200
        self.differences: list[Difference] = []

    @cached_property
    def provision(self) -> Provision | None:
        """On what it is; for new words the unit that the address names."""
        if self.words is not None:
            return self.words.provision
        named = self.request.GET.get("on", "")
        return self.visit.provision(int(named)) if named.isascii() and named.isdigit() else None

    @property
    def may_change(self) -> bool:
        words, visit = self.words, self.visit
        if words is None or words.is_withdrawn:
            return False
        if words.author_id == visit.user.pk:
            return visit.may_author
        return words.entered_by_id is not None and visit.may_enter_for

    @property
    def may_withdraw(self) -> bool:
        words, visit = self.words, self.visit
        if words is None or words.is_withdrawn or not visit.may_speak:
            return False
        own = words.author_id == visit.user.pk
        return own or (words.entered_by_id is not None and visit.may_enter_for)

    @cached_property
    def form(self) -> WordsForm:
        data = self.request.POST if self.request.method == "POST" else None
        if self.words is not None:
            initial = {**content_of(self.words), "revision": self.words.revision}
            return self.kind.form(data, initial=initial, provisions=None)
        names = provision_names(self.visit.referral.consultation.version)[0]
        initial = {"provision": self.provision.pk if self.provision else ""}
        people = seat_choices(self.visit.others) if self.visit.may_enter_for else ()
        return self.kind.form(data, initial=initial, provisions=names, people=people)

    def save(self) -> bool:
        """Whether the words were saved; if not, the page holds what was typed and why."""
        if not self.form.is_valid():
            self.status = 422
            return False
        try:
            self.words = self._changed() if self.words is not None else self._written()
        except StaleWords as stale:
            self.differences = differences(self._typed(), stale.current)
            self.form.rebase(stale.revision)
            self.status = 409
            return False
        except RoomError as error:
            field = _FIELDS.get(error.code)
            place = field if field in self.form.fields else None
            self.form.add_error(place, problem_message(error.code))
            self.status = 422
            return False
        return True

    def _typed(self) -> dict[str, Any]:
        return {name: self.form.cleaned_data.get(name, "") for name in content_of(self.words)}

    def _changed(self) -> Any:
        return self.kind.change(
            actor=self.visit.user,
            **{self.kind.name: self.words},
            data=self.form.words,
            revision=self.form.cleaned_data["revision"] or 0,
            now=timezone.now(),
        )

    def _written(self) -> Any:
        cleaned = self.form.cleaned_data
        author = self.visit.seats.get(cleaned.get("author") or 0)
        return self.kind.write(
            actor=self.visit.user,
            referral=self.visit.referral,
            provision=self.visit.provision(cleaned["provision"]),
            data=self.form.words,
            author=author.user if author else None,
            basis=cleaned.get("basis", "") if author else "",
            now=timezone.now(),
        )

    @property
    def history(self) -> list[History]:
        if self.words is None:
            return []
        revisions = self.words.revisions.select_related("by")
        return [History(row, content_lines(row.content)) for row in revisions]

    def context(self) -> dict[str, Any]:
        """For consultations/room/words.html."""
        # What was typed is shown again even if it can no longer be saved.
        editable = self.words is None or self.may_change or self.request.method == "POST"
        return {
            **self.visit.context("text"),
            "page": self,
            "words": self.words,
            "lines": content_lines(content_of(self.words)) if self.words else [],
            "provision": self.provision,
            "law": own_text(self.provision) if self.provision else "",
            "form": self.form if editable else None,
            "is_position": self.kind is POSITION,
            "history": self.history,
        }
