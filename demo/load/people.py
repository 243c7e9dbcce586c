"""Who speaks in a consultation: contacts, consents and places among the participants."""

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from typing import Final

from consultations.comments.models import Participant
from consultations.process.models import Consultation
from core.accounts.models import ConsentGrant, ConsentVersion, Contact
from core.accounts.selectors import current_consents, email_hash
from demo.load import tables, texts

# How many of a hundred comments come from somebody who has not spoken before.
_NEW_SHARE: Final = 0.4


@dataclass(slots=True)
class Person:
    """One participant; the keys are there after `Crowd.settle`."""

    number: int
    email: str
    email_hash: str
    character: texts.Character
    since: dt.datetime
    contact_id: int = 0
    participant_id: int = 0


@dataclass(slots=True)
class Crowd:
    """The participants of one consultation, in the order in which they first spoke."""

    consultation: Consultation
    consent: ConsentVersion
    people: list[Person] = field(default_factory=list)
    _written: int = 0

    @classmethod
    def of(cls, consultation: Consultation) -> "Crowd":
        return cls(consultation, current_consents(consultation.opens_on)["processing"])

    def speaker(self, random: Random, at: dt.datetime) -> Person:
        """Somebody who speaks at this moment: a new person, or one of those before."""
        if self.people and random.random() >= _NEW_SHARE:
            return random.choice(self.people)
        number = len(self.people) + 1
        email = f"person{number}@{self.consultation.slug}.example"
        person = Person(number, email, email_hash(email), texts.character(random), at)
        self.people.append(person)
        return person

    def settle(self) -> None:
        """Writes those who are new since the last time."""
        new = self.people[self._written :]
        self._written = len(self.people)
        contacts = tables.reserve(Contact, len(new))
        participants = tables.reserve(Participant, len(new))
        for person, contact, participant in zip(new, contacts, participants, strict=True):
            person.contact_id, person.participant_id = contact, participant
        tables.write(Contact, [self._contact(person) for person in new])
        tables.write(ConsentGrant, [self._grant(person) for person in new])
        tables.write(
            Participant,
            [
                {
                    "id": person.participant_id,
                    "consultation_id": self.consultation.pk,
                    "email_hash": person.email_hash,
                    "number": person.number,
                }
                for person in new
            ],
        )

    @staticmethod
    def _contact(person: Person) -> dict[str, object]:
        is_body = person.character.author_type != "citizen"
        return {
            "id": person.contact_id,
            "author_type": person.character.author_type,
            "full_name": "",
            "organisation": f"Организация № {person.number}" if is_body else "",
            "municipality": person.character.municipality,
            "email": person.email,
            "email_hash": person.email_hash,
            "name_display": "organisation" if is_body else "pseudonym",
            "language": "ru",
            "created_at": person.since,
        }

    def _grant(self, person: Person) -> dict[str, object]:
        return {
            "version_id": self.consent.pk,
            "contact_id": person.contact_id,
            "text_hash": self.consent.text_hash,
            "granted_at": person.since,
        }
