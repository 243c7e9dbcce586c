"""The whole page of a draft as one form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.expertise.domain.opinions import OpinionData
from consultations.expertise.forms.fields import Choices
from consultations.expertise.forms.opinion import OpinionForm
from consultations.expertise.forms.rows import (
    AssessmentForm,
    BallotForm,
    DissentForm,
    FactorForm,
    RemarkForm,
    Rows,
    rows_of,
)

EXTRA_REMARKS = 2
MORE_ROWS = 5
MAX_REMARKS = 300
MAX_FACTORS = 100
MAX_DISSENTS = 100


@dataclass(frozen=True)
class Lists:
    """What is chosen from: `members` (id, name), `provisions` and `factors` as choices, `items` of
    the checklist, `voters` (memberships) with the users `in_conflict`."""

    members: Choices = ()
    provisions: Choices = ()
    factors: Choices = ()
    items: Sequence[Any] = ()
    voters: Sequence[Any] = ()
    in_conflict: frozenset[int] = field(default_factory=frozenset)


class OpinionEditor:
    """The opinion, its checklist, factors, remarks, ballots, dissents.

    `initial` is the saved draft under the number `revision`; `more` asks for additional empty rows:
    «remarks» or «factors».
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        initial: OpinionData,
        revision: int,
        lists: Lists,
        more: str = "",
    ) -> None:
        self.lists = lists
        initials = OpinionForm.initial_of(initial, revision)
        self.form = OpinionForm(data, initial=initials, members=lists.members)
        self.assessments = self._assessments(data, initial)
        units: dict[str, Any] = {"provisions": lists.provisions}
        choices = {**units, "factors": lists.factors}
        self.factors = _rows(
            FactorForm, data, "factors", initial.factors, choices,
            extra=MORE_ROWS if more == "factors" else 1, most=MAX_FACTORS,
        )  # fmt: skip
        self.remarks = _rows(
            RemarkForm, data, "remarks", initial.remarks, units,
            extra=MORE_ROWS if more == "remarks" else EXTRA_REMARKS, most=MAX_REMARKS,
        )  # fmt: skip
        self.ballots = self._ballots(data, initial)
        people = {"members": lists.members}
        self.dissents = _rows(
            DissentForm, data, "dissents", initial.dissents, people, extra=1, most=MAX_DISSENTS
        )

    def _assessments(
        self, data: Mapping[str, Any] | None, initial: OpinionData
    ) -> list[AssessmentForm]:
        said = {row.code: row for row in initial.assessments}
        return [
            AssessmentForm(
                data, prefix=f"check-{item.code}", initial=_initial(said.get(item.code)), item=item
            )
            for item in self.lists.items
        ]

    def _ballots(self, data: Mapping[str, Any] | None, initial: OpinionData) -> list[BallotForm]:
        cast = {row.member_id: row for row in initial.ballots}
        return [
            BallotForm(
                data,
                prefix=f"ballot-{member.pk}",
                initial=_initial(cast.get(member.pk)),
                member=member,
                in_conflict=member.user_id in self.lists.in_conflict,
            )
            for member in self.lists.voters
        ]

    @property
    def forms(self) -> list[forms.Form]:
        """All forms in the order of the page, for the error summary."""
        return [
            self.form, *self.assessments, *self.factors.forms, *self.remarks.forms, *self.ballots,
            *self.dissents.forms,
        ]  # fmt: skip

    def is_valid(self) -> bool:
        # Every part is looked at, so that all errors are shown at once.
        parts = (
            self.form, *self.assessments, self.factors, self.remarks, *self.ballots, self.dissents,
        )  # fmt: skip
        verdicts = [part.is_valid() for part in parts]
        return all(verdicts) and self._is_secrecy_kept()

    def _is_secrecy_kept(self) -> bool:
        if not self.form.cleaned_data["is_secret"]:
            return True
        named = [form for form in self.ballots if form.cleaned_data.get("vote")]
        for form in named:
            form.add_error("vote", _("In a secret vote nobody's vote is recorded by name."))
        return not named

    @property
    def revision(self) -> int:
        return int(self.form.cleaned_data["revision"])

    def opinion_data(self, base: OpinionData) -> OpinionData:
        """What was typed; only after `is_valid`. What the page does not edit (considered comments,
        authors of remarks) is as in `base`, the draft that the form was made from."""
        authors = {row.pk: row.authors for row in base.remarks}
        remarks = tuple(
            replace(row, authors=authors.get(row.pk, frozenset())) for row in self.remarks.given()
        )
        assessed = tuple(form.data_of for form in self.assessments)
        listed = {row.code for row in assessed}
        kept = tuple(row for row in base.assessments if row.code not in listed)
        return OpinionData(
            **self.form.values(),
            assessments=(*assessed, *kept),
            factors=self.factors.given(),
            remarks=remarks,
            considered=base.considered,
            ballots=tuple(form.data_of for form in self.ballots if form.is_given),
            dissents=self.dissents.given(),
        )


def _rows(
    form: type[forms.Form],
    data: Mapping[str, Any] | None,
    prefix: str,
    saved: Sequence[Any],
    parameters: dict[str, Any],
    *,
    extra: int,
    most: int,
) -> Rows:
    """The rows that are saved and some empty ones. `parameters`: of each form."""
    return rows_of(form, extra=extra, most=most)(
        data,
        prefix=prefix,
        initial=[_initial(row) for row in saved],
        form_kwargs=parameters,
    )


def _initial(row: Any) -> dict[str, Any] | None:
    """A row of OpinionData as the initial values of its form."""
    if row is None:
        return None
    names = [name for name in row.__dataclass_fields__ if name != "authors"]
    found = {name: getattr(row, name) for name in names}
    for ours, theirs in (("provision_id", "provision"), ("member_id", "member")):
        if ours in found:
            found[theirs] = found.pop(ours)
    return found
