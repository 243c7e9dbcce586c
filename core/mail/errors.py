class MailError(ValueError):
    """Base of what `enqueue_mail` refuses; nothing is written."""


class BadAddress(MailError):
    """Not one valid e-mail address."""


class BadKey(MailError):
    """An empty or overlong key."""


class BadUnsubscribeLink(MailError):
    """A List-Unsubscribe value that is not an https, http or mailto address."""
