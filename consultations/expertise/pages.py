"""Everything that the page of an opinion shows, gathered in one place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy

from consultations.expertise import ports, selectors, services
from consultations.expertise.domain.adoption import AdoptionFault
from consultations.expertise.domain.merging import Merged
from consultations.expertise.domain.opinions import OpinionData
from consultations.expertise.forms import (
    CorrectForm,
    DissentForm,
    FilesForm,
    Lists,
    OpinionEditor,
    SignForm,
)
from consultations.expertise.messages import CORRUPTION_TITLES
from consultations.expertise.models import Opinion
from consultations.expertise.presenters import (
    FaultLine,
    Names,
    fault_lines,
    section_titles,
    warning_lines,
)
from consultations.process.models import Referral
from consultations.process.selectors import referral_lines
from core.accounts.models import Membership
from core.accounts.permissions import policy
from core.rules.selectors import explain_day
from drafts.selectors import provision_names

_BALLOT: Final = re.compile(r"ballot-([0-9]{1,18})-attendance")


@dataclass(frozen=True, slots=True)
class Tab:
    """One link of components/tabs.html."""

    label: Any
    url: str
    current: bool


def referral_tabs(state: str) -> list[Tab]:
    return [
        Tab(gettext_lazy("Waiting for an opinion"), "?", state == "sent"),
        Tab(gettext_lazy("Opinion adopted"), "?state=answered", state == "answered"),
    ]


@dataclass(frozen=True, slots=True)
class Pending:
    """A merge that waits for decisions: the own text, made from the draft `base`, against the
    draft `revision`."""

    mine: OpinionData
    base: int
    revision: int
    merged: Merged


class OpinionPage:
    """One referral with the draft or the adopted opinion, and the form that the request brought."""

    def __init__(self, request: HttpRequest, referral: Referral, *, use_post: bool = True) -> None:
        self.user = request.user
        self.more = request.GET.get("more", "")
        self.data = request.POST if use_post and request.method == "POST" else None
        self.files_data = request.FILES if self.data is not None else None
        self.referral = referral
        self.opinion: Opinion | None = selectors.opinion_of(referral)
        self.status = 200
        self.pending: Pending | None = None
        self.has_others_words = False  # what was saved holds what a colleague changed meanwhile
        self.refused: list[FaultLine] = []
        self.active = ""  # which of the smaller forms was sent

    @property
    def has_form_data(self) -> bool:
        return self.data is not None and "remarks-TOTAL_FORMS" in self.data

    @property
    def is_adopted(self) -> bool:
        return self.opinion is not None and self.opinion.is_adopted

    @property
    def in_force(self) -> Opinion | None:
        """The adopted opinion, also while a correction of it is drafted."""
        if self.opinion is None or self.opinion.is_adopted:
            return self.opinion
        old = self.opinion.supersedes
        return old if old is not None and old.is_adopted else None

    @property
    def filed_with(self) -> Opinion | None:
        """What the files that were sent belong to: the opinion in force, unless they came with
        the form of the draft."""
        is_draft = self.data is not None and self.data.get("to") == "draft"
        return self.opinion if is_draft else self.in_force or self.opinion

    @cached_property
    def may_write(self) -> bool:
        return policy.check(self.user, "expertise.write", self.referral)

    @cached_property
    def may_sign(self) -> bool:
        return policy.check(self.user, "expertise.sign", self.referral)

    @property
    def is_editing(self) -> bool:
        return self.may_write and not self.is_adopted

    # --- People and lists ---------------------------------------------------------------------

    @cached_property
    def _everybody(self) -> dict[int, Membership]:
        """All who ever were of the council, by name."""
        members = selectors.council_members(self.referral.council, None)
        return {member.pk: member for member in members}

    def _active(self, day: Any) -> list[Membership]:
        return [
            member
            for member in self._everybody.values()
            if (member.starts_on is None or member.starts_on <= day)
            and (member.ends_on is None or member.ends_on >= day)
        ]

    @cached_property
    def members(self) -> list[Membership]:
        """Those who may be named today, and those whom the draft names already."""
        named = self._everybody.get(self.opinion.rapporteur_id or 0) if self.opinion else None
        active = self._active(timezone.localdate())
        return [*active, named] if named and named not in active else active

    @cached_property
    def voters(self) -> list[Membership]:
        """Members on the day of the meeting (today before one is set), each person once, and
        those who are recorded, or were sent with the form, whatever their term."""
        today = timezone.localdate()
        day = (self.opinion.meeting_on if self.opinion else None) or today
        found = {one.pk: one for one in selectors.once_each(self._active(day))}
        typed = (_BALLOT.fullmatch(name) for name in self.data or ())
        wanted = {row.member_id for row in self.saved.ballots}
        wanted |= {int(match[1]) for match in typed if match}
        for pk in wanted:
            if pk in self._everybody:
                found[pk] = self._everybody[pk]
        return sorted(found.values(), key=lambda one: (str(one.user), one.pk))

    @property
    def member_choices(self) -> list[tuple[int, str]]:
        return [(member.pk, str(member.user)) for member in self.members]

    @cached_property
    def _provisions(self) -> tuple[list[Any], dict[int, str]]:
        return provision_names(self.referral.consultation.version)

    @cached_property
    def _checklists(self) -> tuple[list[Any], list[Any]]:
        return selectors.checklists(self.referral)

    def names(self, *drafts: OpinionData) -> Names:
        """Words for the ids in these drafts."""
        expertise, corruption = self._checklists
        return Names(
            provisions=self._provisions[1],
            people={pk: str(member.user) for pk, member in self._everybody.items()},
            users=selectors.authors_of(*drafts),
            items={item.code: item.label for item in (*expertise, *corruption)},
            comments=selectors.receipts_of(*drafts),
        )

    @cached_property
    def _declared(self) -> dict[int, ports.Declaration]:
        """Who has said whether there is a conflict of interest, by user."""
        return ports.declarations_of(self.referral.pk)

    @property
    def _undeclared(self) -> frozenset[int]:
        """Members who have not while others have."""
        if not self._declared:
            return frozenset()
        people = self._everybody.items()
        return frozenset(pk for pk, member in people if member.user_id not in self._declared)

    # --- The draft ----------------------------------------------------------------------------

    @cached_property
    def saved(self) -> OpinionData:
        return selectors.opinion_data(self.opinion) if self.opinion else OpinionData()

    def base(self, revision: int) -> OpinionData:
        """The draft that the form was made from."""
        if self.opinion is None:
            return OpinionData()
        if revision == self.opinion.revision:
            return self.saved
        return selectors.revision_data(self.opinion, revision)

    @cached_property
    def editor(self) -> OpinionEditor:
        expertise, corruption = self._checklists
        return OpinionEditor(
            self.data if self.has_form_data else None,
            initial=self.saved,
            revision=self.opinion.revision if self.opinion else 0,
            more=self.more,
            lists=Lists(
                members=self.member_choices,
                provisions=self._provisions[0],
                factors=[(item.code, f"{item.number}. {item.label}") for item in corruption],
                items=expertise,
                voters=self.voters,
                in_conflict=ports.in_conflict(self._declared),
            ),
        )

    @cached_property
    def dissent_form(self) -> DissentForm:
        return DissentForm(self._sent("dissent"), members=self.member_choices, prefix="dissent")

    @cached_property
    def sign_form(self) -> SignForm:
        choices = [(pk, str(member.user)) for pk, member in self._everybody.items()]
        return SignForm(self._sent("sign"), members=choices, prefix="sign")

    @cached_property
    def files_form(self) -> FilesForm:
        """For what `filed_with` tells."""
        data = self._sent("files")
        return FilesForm(data, self.files_data if data is not None else None, prefix="files")

    def _files_form_of(self, opinion: Opinion) -> FilesForm:
        """What was sent, if it was sent for this opinion. Two such forms may stand on one page."""
        if opinion == self.filed_with:
            return self.files_form
        return FilesForm(prefix="files", auto_id="id_other_%s")

    @cached_property
    def correct_form(self) -> CorrectForm:
        return CorrectForm(self._sent("correct"), prefix="correct")

    def _sent(self, name: str) -> Any:
        return self.data if self.active == name else None

    def show_faults(self, faults: Iterable[AdoptionFault]) -> None:
        """The draft is saved, but cannot be adopted: says why at the top."""
        self.refused = fault_lines(faults)
        self.status = 422

    # --- Contexts -----------------------------------------------------------------------------

    def context(self) -> dict[str, Any]:
        """For consultations/expertise/opinion.html."""
        context = self.frame()
        if self.is_editing:
            return context | self._editing()
        return context | self._text()

    def frame(self) -> dict[str, Any]:
        """What every page about this opinion shows."""
        consultation = self.referral.consultation
        is_accredited = self.opinion is not None and self.opinion.is_accredited
        return {
            "page": self,
            "line": referral_lines([self.referral], timezone.localdate())[0],
            "referral": self.referral,
            "consultation": consultation,
            "bill": consultation.version.bill,
            "opinion": self.opinion,
            "is_editing": self.is_editing,
            "sections": section_titles(),
            "corruption_title": CORRUPTION_TITLES[is_accredited],
        }

    def _editing(self) -> dict[str, Any]:
        if self.opinion is None:
            return {"editor": self.editor}
        now = timezone.now()
        return {
            "editor": self.editor,
            "text": selectors.opinion_text(self.opinion),
            "edits": self.edits,
            "faults": fault_lines(services.faults_of(self.opinion, now=now)),
            "warnings": warning_lines(
                services.warnings_of(self.saved, self._checklists[0], self._undeclared)
            ),
            "saved_ballots": bool(self.saved.ballots),
            "misquoted": {row.pk for row in selectors.misquoted(self.opinion)},
            "files_form": self._files_form_of(self.opinion),
        } | self._papers()

    def _text(self) -> dict[str, Any]:
        """What somebody reads who does not write."""
        if self.opinion is None:
            return {}
        text = selectors.opinion_text(self.opinion)
        context = {
            "text": text,
            "remark_rows": [(remark, None) for remark in text.remarks],
            "edits": {} if self.is_adopted else self.edits,
        }
        correction = {
            "may_correct": self.is_adopted and self.may_write,
            "correct_form": self.correct_form,
        }
        return context | self._papers() | correction

    def _papers(self) -> dict[str, Any]:
        """What is added to the opinion in force: dissents, the signature, files."""
        opinion = self.in_force
        if opinion is None:
            return {}
        until = services.dissents_until(opinion)
        return {
            "in_force": opinion,
            "may_file": self.may_write and (until is None or timezone.localdate() <= until),
            "may_sign": self.may_sign,
            "dissents_until": until,
            "dissent_term": explain_day(services.DISSENT_TERM, opinion.meeting_on, until)
            if until and opinion.meeting_on
            else None,
            "dissent_form": self.dissent_form,
            "sign_form": self.sign_form,
            "published_files_form": self._files_form_of(opinion),
        }

    @property
    def edits(self) -> dict[str, Any]:
        """Who changed which section last."""
        if self.opinion is None:
            return {}
        return {str(section): edit for section, edit in selectors.last_edits(self.opinion).items()}
