"""The load data as a whole: bills and consultations by the services, then what is said in them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from consultations.process import services as process
from consultations.process.models import Consultation
from core.accounts.models import Body, ConsentVersion, Council, User
from core.rules.selectors import moderation_grounds
from demo import scenario, staff
from demo.content import bills as bill_content
from demo.content import people
from demo.load import acts, rows, speech
from demo.load.arguments import Arguments
from demo.load.people import Crowd
from drafts import services as drafts
from drafts.models import Bill, Provision
from drafts.selectors import version_tree

UNITS: Final = 500
ANNOUNCED, OPENED, LENGTH = -14, -10, 30  # days from today; the window in days


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one step has made."""

    consultation: Consultation
    units: int
    comments: int


def is_loaded(seed: int) -> bool:
    """Whether load data of this seed is there already."""
    return Bill.objects.filter(slug__startswith=f"load-{seed}-").exists()


def load(
    *,
    bills: int,
    comments: int,
    seed: int,
    now: dt.datetime,
    units: int = UNITS,
    arguments: int = 0,
) -> Iterator[Loaded]:
    """Makes so many bills, each with an open consultation, and spreads the comments evenly over
    them; each step is a transaction of its own, done when it is yielded. `units`: how many
    provisions a bill has; `arguments`: how many argument groups the comments on each bill make (0:
    nearly everybody has an argument of his own).

    The same arguments give the same bills and comments on every machine (keys of the database and
    hashes under its secret key aside). Call `is_loaded` before.
    """
    world = scenario.World(timezone.localdate(now))
    if not _has_people():
        with transaction.atomic():
            staff.load_people(world)
    done = 0
    for number in range(1, bills + 1):
        share = comments * number // bills - done
        with transaction.atomic():
            consultation = _announce(Random(f"{seed}:bill:{number}"), number, seed, units, world)
            _speak(consultation, share, seed=seed, first_number=done, now=now, arguments=arguments)
        done += share
        yield Loaded(consultation, units, share)
    if connection.vendor == "postgresql":  # a planner that knows nothing of the rows chooses badly
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _has_people() -> bool:
    """Whether the bodies of the demo are there; with its consents, without which nobody speaks."""
    return Body.objects.filter(slug=people.CHAMBER).exists() and ConsentVersion.objects.exists()


def _announce(
    random: Random, number: int, seed: int, units: int, world: scenario.World
) -> Consultation:
    """A bill with one published version, and the discussion of it."""
    title = acts.act_title(number)
    committee = Body.objects.get(slug=people.COMMITTEE)
    version = drafts.import_bill(
        actor=None,
        data=acts.act_text(random, title=title, units=units).encode(),
        filename="act.txt",
        title=title,
        number=f"{seed}-{number}",
        slug=f"load-{seed}-{number}",
        committee=committee,
        now=world.at((ANNOUNCED, "09:30")),
    )
    version = drafts.publish_version(
        actor=None, version=version, now=world.at((ANNOUNCED, "10:15"))
    )
    texts = bill_content.CONSULTATIONS[0]
    return process.announce_consultation(
        actor=None,
        version=version,
        form="discussion",
        organiser=Council.objects.get(slug=people.CHAMBER),
        responder=committee,
        addressee=Body.objects.get(slug=people.ASSEMBLY),
        announced_on=world.day(ANNOUNCED),
        opens_on=world.day(OPENED),
        closes_on=world.day(OPENED + LENGTH),
        question=texts.question,
        basis=texts.basis,
        procedure=texts.procedure,
        results_method=texts.results_method,
        slug=f"load-{seed}-{number}",
        now=world.at((ANNOUNCED, "10:30")),
    )


def _speak(
    consultation: Consultation,
    total: int,
    *,
    seed: int,
    first_number: int,
    now: dt.datetime,
    arguments: int,
) -> None:
    """Fills one consultation; nobody else can change it meanwhile."""
    locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
    random = Random(f"{seed}:speech:{first_number}")
    crowd = Crowd.of(locked)
    places = _places(locked)
    said = speech.Speech(
        random, crowd, places, seed=seed, first_number=first_number, arguments=arguments
    )
    originals = rows.originals(places)
    writer = rows.Writer(
        consultation=locked,
        originals=originals,
        arguments=Arguments(locked, originals),
        moderator=_moderator(),
        ground=moderation_grounds(timezone.localdate(now))[0],
        random=random,
    )
    for portion in said.portions(total, now):
        crowd.settle()
        writer.write(portion)
    writer.finish()
    Consultation.objects.filter(pk=locked.pk).update(
        participant_count=len(crowd.people), open_items=writer.open_items
    )


def _places(consultation: Consultation) -> list[Provision]:
    """Where one can speak: the units that are not captions over others."""
    nodes = version_tree(consultation.version).nodes
    keys = [node.id for node in nodes if not node.is_container]
    return list(Provision.objects.filter(pk__in=keys).order_by("position"))


def _moderator() -> User:
    found = User.objects.filter(
        memberships__role="moderator", memberships__body__slug=people.CHAMBER
    )
    return found.order_by("pk").distinct()[0]
