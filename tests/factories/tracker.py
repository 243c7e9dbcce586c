import datetime as dt
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from cms.registers.tracker.models import (
    Addressee,
    Assessment,
    Assignment,
    Direction,
    Recommendation,
    Report,
    Resolution,
    Status,
    Verdict,
)
from core.accounts.models import BodyKind, MembershipRole, User
from core.accounts.services import add_member
from tests.factories.accounts import BodyFactory, CouncilFactory, UserFactory

ADOPTED = dt.date(2018, 9, 4)


class ResolutionFactory(DjangoModelFactory):
    """Public; `live=False` is a draft."""

    class Meta:
        model = Resolution

    body = factory.SubFactory(CouncilFactory, kind=BodyKind.PUBLIC_CHAMBER)
    slug = factory.Sequence(lambda n: f"forum-{n}")
    title = factory.Sequence(lambda n: f"Резолюция форума № {n}")
    adopted_on = ADOPTED
    adopted_by = "Гражданский форум"
    live = True
    last_published_at = factory.LazyFunction(timezone.now)


class DirectionFactory(DjangoModelFactory):
    class Meta:
        model = Direction

    resolution = factory.SubFactory(ResolutionFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "Общественный контроль"


class AddresseeFactory(DjangoModelFactory):
    class Meta:
        model = Addressee

    direction = factory.SubFactory(DirectionFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = "Органам исполнительной власти"


class RecommendationFactory(DjangoModelFactory):
    class Meta:
        model = Recommendation

    resolution = factory.SubFactory(ResolutionFactory)
    addressee = factory.SubFactory(
        AddresseeFactory, direction__resolution=factory.SelfAttribute("...resolution")
    )
    number = factory.Sequence(lambda n: f"1.1.{n + 1}")
    position = factory.Sequence(lambda n: n + 1)
    text = "предоставлять советам помещения"


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment

    recommendation = factory.SubFactory(RecommendationFactory)
    body = factory.SubFactory(BodyFactory, kind=BodyKind.EXECUTIVE)


class ReportFactory(DjangoModelFactory):
    """A draft of what the addressee reports."""

    class Meta:
        model = Report

    assignment = factory.SubFactory(AssignmentFactory)
    body = factory.SelfAttribute("assignment.body")
    reported_on = factory.LazyFunction(timezone.localdate)
    status = Status.DONE
    text = "Помещения предоставлены."
    live = False


class AssessmentFactory(DjangoModelFactory):
    """A draft of what the Chamber says of a report."""

    class Meta:
        model = Assessment

    report = factory.SubFactory(ReportFactory)
    assessed_on = factory.LazyFunction(timezone.localdate)
    verdict = Verdict.CONFIRMED
    text = "Так и есть."
    live = False


def published(entry: Any, user: User | None = None) -> Any:
    """The same as everybody sees it: published as in the back office."""
    entry.save_revision(user=user).publish(user=user)
    entry.refresh_from_db()
    return entry


def keeper(body: Any, role: str = MembershipRole.STAFF) -> User:
    """A new person with a place in `body` and the rights that follow from it."""
    user: User = UserFactory()
    add_member(actor=None, user=user, body=body, role=MembershipRole(role))
    return user


def overseer() -> User:
    return keeper(CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER))
