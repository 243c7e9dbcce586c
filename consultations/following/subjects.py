"""From a target to what it names: rows, words and addresses."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from consultations.comments.domain.places import normal_place
from consultations.comments.models import ProvisionComment
from consultations.following.domain.targets import Target, TargetKind
from consultations.following.errors import FollowingError, FollowingProblem
from drafts.models import Bill, Provision, Topic
from drafts.selectors import citation

_SHORT_TITLE = 20  # words


@dataclass(frozen=True, slots=True)
class Subject:
    """What is followed: `about` names it in the current language, `url` is where it is; `parts` are
    the fields of a Subscription."""

    target: Target
    about: str
    url: str
    parts: dict[str, Any]


def subject_of(target: Target, *, municipality: str = "") -> Subject:
    """At most three queries. Raises FollowingError (nothing_there)."""
    found = {
        TargetKind.BILL: _bill,
        TargetKind.PROVISION: _provision,
        TargetKind.COMMENT: _comment,
        TargetKind.TOPIC: _topic,
    }.get(target.kind)
    if found is not None:
        return found(target)
    return _municipality(target, municipality or target.value)


def of_bill(bill: Bill) -> Target:
    return Target(TargetKind.BILL, str(bill.pk))


def of_provision(bill: Bill, provision: Provision) -> Target:
    return Target(TargetKind.PROVISION, f"{bill.pk}/{provision.lineage}")


def of_comment(comment: ProvisionComment) -> Target:
    return Target(TargetKind.COMMENT, str(comment.pk))


def of_topic(topic: Topic) -> Target:
    return Target(TargetKind.TOPIC, str(topic.pk))


def of_municipality(name: str) -> Target:
    """Raises FollowingError (nothing_there) for an empty name."""
    plain = normal_place(name)
    if not plain:
        raise FollowingError(FollowingProblem.NOTHING_THERE)
    return Target(TargetKind.MUNICIPALITY, plain)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise FollowingError(FollowingProblem.NOTHING_THERE)
    return int(text)


def _short(title: str) -> str:
    return Truncator(title).words(_SHORT_TITLE)


def _public_bill(pk: str) -> Bill:
    bill = Bill.objects.published().filter(pk=_number(pk)).first()
    if bill is None:
        raise FollowingError(FollowingProblem.NOTHING_THERE)
    return bill


def _bill(target: Target) -> Subject:
    bill = _public_bill(target.value)
    about = _("the bill “%(title)s”") % {"title": _short(bill.title)}
    return Subject(target, about, bill.get_absolute_url(), {"bill": bill})


def latest_unit(bill: Bill, lineage: UUID) -> Provision | None:
    """The unit of this identity in the newest published version that has it."""
    units = Provision.objects.filter(version__bill=bill, version__status="published")
    newest = units.filter(lineage=lineage).select_related("version__bill")
    return newest.order_by("-version__number").first()


def _provision(target: Target) -> Subject:
    pk, _slash, text = target.value.partition("/")
    bill = _public_bill(pk)
    try:
        lineage = UUID(text)
    except ValueError as error:
        raise FollowingError(FollowingProblem.NOTHING_THERE) from error
    unit = latest_unit(bill, lineage)
    if unit is None:
        raise FollowingError(FollowingProblem.NOTHING_THERE)
    about = _("%(place)s of the bill “%(title)s”") % {
        "place": citation(unit.path),
        "title": _short(bill.title),
    }
    return Subject(target, about, unit.get_absolute_url(), {"bill": bill, "lineage": lineage})


def _comment(target: Target) -> Subject:
    comments = ProvisionComment.objects.listed().select_related("consultation")
    comment = comments.filter(pk=_number(target.value)).first()
    if comment is None:
        raise FollowingError(FollowingProblem.NOTHING_THERE)
    about = _("proposal %(code)s") % {"code": comment.receipt_code}
    return Subject(target, about, comment.get_absolute_url(), {"comment": comment})


def _topic(target: Target) -> Subject:
    topic = Topic.objects.filter(pk=_number(target.value)).first()
    if topic is None:
        raise FollowingError(FollowingProblem.NOTHING_THERE)
    url = f"{reverse('reader:bills')}?{urlencode({'topic': topic.slug})}"
    return Subject(target, _("the topic “%(name)s”") % {"name": topic}, url, {"topic": topic})


def _municipality(target: Target, written: str) -> Subject:
    url = f"{reverse('reader:consultations')}?state=open"
    about = _("proposals from the municipality “%(name)s”") % {"name": written}
    return Subject(target, about, url, {"municipality": written[:120]})
