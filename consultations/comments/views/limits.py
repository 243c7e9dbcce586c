"""What a request of somebody who speaks is counted by: the mailbox, and files of one address."""

from django.http import HttpRequest

from core.accounts.models import User
from core.accounts.selectors import email_hash
from core.web.ratelimits import is_over_limit


def addressee(_scope: str, request: HttpRequest) -> str:
    """Whom a letter would go to: many machines together cannot flood one mailbox. Only beside
    `when=has_addressee`: those who have typed none are no one person."""
    if isinstance(request.user, User):
        return f"account:{request.user.pk}"
    return f"e-mail:{email_hash(request.POST.get('email', '').strip())}"


def has_addressee(request: HttpRequest) -> bool:
    """Whether there would be a letter at all."""
    return isinstance(request.user, User) or bool(request.POST.get("email", "").strip())


def takes_files(request: HttpRequest) -> bool:
    """Files fill the disk, so that only so many of them are taken from one address."""
    return not request.FILES or not is_over_limit(request, "attach")
