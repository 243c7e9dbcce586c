"""What is wrong with a draft, in words that help to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultations.conclusions.domain.substance import Flaw, Substance
from consultations.conclusions.models import AnswerDraft
from consultations.conclusions.selectors.substance import Verdict, verdicts

_LINKED: Final = 5
_MISSING: Final[dict[str, Promise]] = {
    "rejected": gettext_lazy(
        "Say what exactly stands against the proposal: which article of which law, or which fact, "
        "sum or term."
    ),
    "partly": gettext_lazy("Say which part is accepted, which is not, and why it is not."),
    "noted": gettext_lazy(
        "Say what follows from the proposal, or where exactly the matter is provided for already."
    ),
    "out_of_scope": gettext_lazy("Say which act provides for it, and who may change it."),
    "accepted": gettext_lazy("Say how the bill will change."),
}


@dataclass(frozen=True, slots=True)
class FlawNotice:
    """One flaw: what is wrong, what would mend it, and the groups with the same text (label,
    address); `more` of them are not named."""

    code: str
    title: str
    text: str
    links: tuple[tuple[str, str], ...] = ()
    more: int = 0


def flaw_notices(draft: AnswerDraft) -> list[FlawNotice]:
    """What is wrong with a saved draft (read with its group and consultation); empty if nothing.
    Four queries."""
    found = verdicts(draft.group.consultation, [draft], on=timezone.localdate())
    return notices_of(draft, found.get(draft.group_id))


def notices_of(
    draft: AnswerDraft, verdict: Verdict | None, names: Mapping[int, str] | None = None
) -> list[FlawNotice]:
    """The same of a verdict that is known; `names` of the groups with the same text."""
    if verdict is None:
        return []
    return [
        _empty(draft) if flaw is Flaw.EMPTY else _repeated(verdict, names or {})
        for flaw in verdict.flaws
    ]


def _empty(draft: AnswerDraft) -> FlawNotice:
    return FlawNotice(
        code=str(Flaw.EMPTY),
        title=_("The reasoning is an empty phrase"),
        text=str(_MISSING.get(draft.disposition, "")),
    )


def _repeated(verdict: Verdict, names: Mapping[int, str]) -> FlawNotice:
    links = tuple(
        (
            names.get(key) or _("group No. %(number)d") % {"number": key},
            reverse("conclusions:answer", args=[key]),
        )
        for key in verdict.same[:_LINKED]
    )
    return FlawNotice(
        code=str(Flaw.REPEATED),
        title=_("The same text answers another argument"),
        text=_(
            "Answer what is said here. If it is the same argument, put the groups together; if the "
            "reasons are the same, refer to that answer by the number of its proposal."
        ),
        links=links,
        more=len(verdict.same) - len(links),
    )


def substance_words(found: Substance) -> str:
    """«to the point – 46 of 50 answers (92 %)»; empty without answers."""
    if not found.answered:
        return ""
    words = ngettext(
        "to the point – %(good)d of %(count)d answer (%(percent)d %%)",
        "to the point – %(good)d of %(count)d answers (%(percent)d %%)",
        found.answered,
    )
    return words % {
        "good": found.to_the_point,
        "count": found.answered,
        "percent": found.percent,
    }
