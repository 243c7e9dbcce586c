from core.accounts.models.bodies import Body, BodyKind, Council, Membership, MembershipRole
from core.accounts.models.confirmations import Confirmation
from core.accounts.models.consents import ConsentGrant, ConsentKind, ConsentVersion
from core.accounts.models.contacts import AuthorType, Contact, NameDisplay
from core.accounts.models.councils import Absence, CouncilTerm, MemberNote
from core.accounts.models.users import User

__all__ = [
    "Absence",
    "AuthorType",
    "Body",
    "BodyKind",
    "Confirmation",
    "ConsentGrant",
    "ConsentKind",
    "ConsentVersion",
    "Contact",
    "Council",
    "CouncilTerm",
    "MemberNote",
    "Membership",
    "MembershipRole",
    "NameDisplay",
    "User",
]
