"""Requests of the demo: confirmed, checked, joined, decided."""

import datetime as dt
from typing import TYPE_CHECKING

from consultations.requests import services as requests
from consultations.requests.domain.decisions import Decision, Kind, RequestText
from consultations.requests.models import PublicRequest
from core.accounts import services as accounts
from demo.content.authors import AUTHORS
from demo.content.people import CHAMBER
from demo.content.requests import REQUESTS
from demo.content.types import AuthorData, RequestData

if TYPE_CHECKING:
    from demo.scenario import World


def load_requests(world: "World") -> None:
    authors = {author.key: author for author in AUTHORS}
    for data in REQUESTS:
        request = _file(world, data, authors[data.author])
        if data.shown:
            requests.show_request(
                actor=world.users["moderator"], request=request, now=world.at(data.shown)
            )
        for key in data.joined:
            _join(world, request, authors[key], data)
        if data.decided:
            _decide(world, request, data)


def _file(world: "World", data: RequestData, author: AuthorData) -> PublicRequest:
    """Files a request and confirms it a few minutes later, as its author would."""
    moment = world.at(data.filed)
    shows_name = author.name_display != "pseudonym"
    version = world.versions[data.bill, 1].pk if data.bill else None
    filed = requests.file_request(
        actor=None,
        chamber=world.council(CHAMBER),
        text=RequestText(
            Kind.EXPERTISE if data.bill else Kind.TOPIC, data.text, data.title, version
        ),
        asker=requests.Asker(
            email=author.email,
            author_type=author.author_type,
            full_name=author.full_name,
            organisation=author.organisation,
            municipality=author.municipality,
            name_display=author.name_display,
            consents=("processing", "dissemination") if shows_name else ("processing",),
        ),
        now=moment,
    )
    assert filed.asked is not None  # noqa: S101 – nobody of them has an account
    accounts.confirm(token=accounts.token_of(filed.asked), now=moment + dt.timedelta(minutes=6))
    return PublicRequest.objects.get(pk=filed.request.pk)


def _join(world: "World", request: PublicRequest, author: AuthorData, data: RequestData) -> None:
    request.refresh_from_db()
    moment = world.at(data.shown or data.filed) + dt.timedelta(hours=2)
    asked = requests.ask_to_join(
        request=request, email=author.email, consents=("processing",), now=moment
    )
    accounts.confirm(token=accounts.token_of(asked), now=moment + dt.timedelta(minutes=4))


def _decide(world: "World", request: PublicRequest, data: RequestData) -> None:
    assert data.decided is not None  # noqa: S101
    requests.decide_request(
        actor=world.users["secretary"],
        request=request,
        decision=Decision("agreed", data.decision, announce_by=world.day(data.announce_days)),
        now=world.at(data.decided),
    )
    if data.event and data.named:
        requests.name_event(
            actor=world.users["secretary"],
            request=request,
            consultation=world.consultations[data.event],
            now=world.at(data.named),
        )
