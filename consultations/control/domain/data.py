"""What is written down during a monitoring or an inspection."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InspectorData:
    """An inspector: the certificate, the order that appoints, the statement on conflict;
    `has_consented`: the person has signed the consents to the processing and the dissemination of
    personal data on paper."""

    certificate: str
    order: str
    conflict: str
    has_conflict: bool = False
    has_consented: bool = False


@dataclass(frozen=True, slots=True)
class ObservationData:
    """What was seen: when, where, what, and what provision or topic it concerns."""

    seen_on: dt.date
    place: str
    fact: str
    topic: str = ""
    provision_id: int | None = None
