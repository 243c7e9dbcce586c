"""The letter with the news."""

import datetime as dt
from collections.abc import Sequence

from consultations.following.selectors import NewsSection
from core.accounts.models import Contact
from core.mail.links import absolute, absolute_reverse
from core.mail.services import enqueue_mail


def send_digest(
    contact: Contact, sections: Sequence[NewsSection], *, token: str, now: dt.datetime
) -> bool:
    """One letter a day at most to one person; False if there is nothing to tell."""
    if not sections or not contact.email:
        return False
    enqueue_mail(
        key=f"following:{contact.pk}:{int(now.timestamp())}",
        to=contact.email,
        template="following/digest",
        context={
            "sections": [
                {
                    "about": section.about,
                    "url": absolute(section.url),
                    "lines": [
                        {"words": line.words, "at": line.at, "url": absolute(line.url)}
                        for line in section.lines
                    ],
                }
                for section in sections
            ],
            "manage_url": absolute_reverse("following:manage", token=token),
        },
        language=contact.language,
        list_unsubscribe=absolute_reverse("following:stop", token=token),
    )
    return True
