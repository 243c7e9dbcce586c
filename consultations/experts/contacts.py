"""Who speaks: a contact with both consents, for those who take part under their own names."""

import datetime as dt
from collections.abc import Collection

from consultations.experts.errors import ExpertsError, ExpertsProblem
from core.accounts import services as accounts
from core.accounts.models import AuthorType, Contact, NameDisplay, User


def public_contact(
    *,
    user: User,
    full_name: str,
    consents: Collection[str],
    now: dt.datetime,
    post: str = "",
    organisation: str = "",
    municipality: str = "",
    on_paper: bool = False,
) -> Contact:
    """A new contact of `user` whose name may be shown. Raises ExpertsError (no_name, no_consent,
    no_consent_text)."""
    name = " ".join(full_name.split())
    if not name:
        raise ExpertsError(ExpertsProblem.NO_NAME)
    try:
        contact = accounts.record_contact(
            actor=user,
            email=user.email,
            author_type=AuthorType.NGO if organisation else AuthorType.CITIZEN,
            name_display=NameDisplay.FULL,
            consents=consents,
            full_name=name,
            organisation=organisation,
            post=post,
            municipality=municipality,
            now=now,
            on_paper=on_paper,
        )
    except accounts.ConsentMissing as error:
        raise ExpertsError(ExpertsProblem.NO_CONSENT) from error
    except accounts.NoConsentText as error:
        raise ExpertsError(ExpertsProblem.NO_CONSENT_TEXT) from error
    if not user.full_name:
        user.full_name = name
        user.save(update_fields=["full_name"])
    return contact
