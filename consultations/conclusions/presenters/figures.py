"""Requisites and numbers that differ between two revisions, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consultations.comments.models import Channel, ModerationAction
from consultations.conclusions.domain.figures import NumberChange, Section
from consultations.conclusions.domain.revisions import Comparison, FactChange, SummaryChange
from consultations.conclusions.domain.snapshot import MinutesFacts, SummaryFacts
from consultations.conclusions.models import ConclusionKind, Disposition, SignedDocument
from core.accounts.models import AuthorType
from core.web.templatetags.veche import local_date


@dataclass(frozen=True, slots=True)
class FigureLine:
    """Something short that was one thing and is another."""

    label: str
    was: str
    now: str


# --- Requisites -------------------------------------------------------------------------------


def fact_lines(old: SignedDocument, new: SignedDocument, found: Comparison) -> list[FigureLine]:
    """Number, day, signer, what the document is built on; the minutes, too."""
    lines = [_fact(old, new, change) for change in found.facts]
    if found.summary:
        lines.append(_summary(found.summary))
    if found.minutes:
        was, now = found.minutes.old, found.minutes.new
        lines.append(FigureLine(_("Minutes of the hearings"), _minutes(was), _minutes(now)))
    return lines


def _fact(old: SignedDocument, new: SignedDocument, change: FactChange) -> FigureLine:
    label = _fact_labels().get(change.code, change.code)
    if change.code == "signer":
        return FigureLine(label, old.signer_name, new.signer_name)
    was, now = (_fact_words(change.code, value) for value in (change.old, change.new))
    return FigureLine(label, was, now)


def _fact_labels() -> dict[str, str]:
    return {
        "kind": _("The document"),
        "number": _("Number of the document"),
        "signed_on": _("Day of the signature"),
        "signer": pgettext("revision", "Signed by"),
        "answer_due_on": _("The addressee answers by"),
        "title": _("Title of the bill"),
        "bill_number": _("Number of the bill"),
        "sponsor": _("Who has introduced the bill"),
        "version": _("Version of the bill"),
        "organiser": _("Organiser"),
        "responder": _("Responsible committee"),
        "addressee": _("Addressee of the conclusion"),
        "opens_on": _("First day of receiving proposals"),
        "closes_on": _("Last day of receiving proposals"),
    }


def _fact_words(code: str, value: str) -> str:
    if not value:
        return "–"
    if code == "kind":
        return str(ConclusionKind(value).label)
    return local_date(date.fromisoformat(value)) if code.endswith("_on") else value


def _summary(change: SummaryChange) -> FigureLine:
    label = _("The summary of proposals on which it is built")
    return FigureLine(label, _numbered(change.old), _numbered(change.new))


def _numbered(facts: SummaryFacts | None) -> str:
    if facts is None:
        return "–"
    day = local_date(date.fromisoformat(facts.signed_on))
    return _("No. %(number)s of %(date)s") % {"number": facts.number, "date": day}


def _minutes(facts: MinutesFacts | None) -> str:
    if facts is None:
        return "–"
    day = local_date(date.fromisoformat(facts.held_on))
    return _("No. %(number)s of %(date)s") % {"number": facts.number or "–", "date": day}


# --- Numbers ----------------------------------------------------------------------------------


def number_lines(found: Comparison) -> list[FigureLine]:
    return [FigureLine(_number_label(one), f"{one.old}", f"{one.new}") for one in found.numbers]


def _number_label(change: NumberChange) -> str:
    """«Предложения: учтено»"""
    if change.section is Section.NUMBERS:
        return capfirst(_participation().get(change.code, change.code))
    name = change.title or _names(change.section).get(change.code, change.code)
    if change.section is Section.PLACES and not name:
        name = _("not given")
    return _("%(section)s: %(name)s") % {"section": _sections()[change.section], "name": name}


def _participation() -> dict[str, str]:
    return {
        "received": _("proposals received"),
        "confirmed": _("proposals confirmed by e-mail"),
        "published": _("proposals published"),
        "held": _("proposals being checked"),
        "hidden": _("proposals hidden by moderators"),
        "withdrawn": _("proposals withdrawn by their authors"),
        "joined": _("joinings to proposals"),
        "replies": _("replies in the threads of proposals"),
        "participants": _("participants"),
    }


def _sections() -> dict[Section, str]:
    return {
        Section.AUTHOR_TYPES: _("Proposals by type of author"),
        Section.CHANNELS: _("Proposals by channel"),
        Section.PROPOSALS: _("Positions on proposals"),
        Section.REMARKS: _("Positions on remarks of councils"),
        Section.RECOMMENDATIONS: _("Positions on recommendations of hearings"),
        Section.GROUNDS: _("Proposals hidden on the ground"),
        Section.MODERATION: _("Moderation"),
        Section.OBJECTIONS: _("Objections to answers"),
        Section.PLACES: _("Proposals from"),
        Section.QUESTIONS: _("Answered the question"),
        Section.OPTIONS: _("Chose"),
    }


def _names(section: Section) -> Mapping[str, str]:
    match section:
        case Section.AUTHOR_TYPES:
            return _labels(AuthorType)
        case Section.CHANNELS:
            return _labels(Channel)
        case Section.PROPOSALS | Section.REMARKS | Section.RECOMMENDATIONS:
            return _labels(Disposition) | {"waiting": _("the committee has not given its position")}
        case Section.MODERATION:
            return _labels(ModerationAction) | _moderation()
        case Section.OBJECTIONS:
            return _objections()
    return {}


def _labels(choices: type) -> dict[str, str]:
    return {value: str(label) for value, label in choices.choices}  # type: ignore[attr-defined]


def _moderation() -> dict[str, str]:
    return {
        "held_by_rules": _("texts held by the rules"),
        "objections": _("objections of authors"),
        "upheld": _("objections upheld"),
        "rejected": _("objections rejected"),
        "reports": _("reports of readers"),
        "settled": _("reports looked at"),
    }


def _objections() -> dict[str, str]:
    return {
        "filed": pgettext("objections", "filed"),
        "upheld": pgettext("objections", "upheld"),
        "rejected": pgettext("objections", "rejected"),
        "waiting": pgettext("objections", "waiting for a decision"),
        "overdue": pgettext("objections", "overdue"),
        "answered": pgettext("objections", "justified, answered anew before the decision"),
    }
