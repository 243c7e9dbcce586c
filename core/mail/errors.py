class MailError(ValueError):
    """Base of what `enqueue_mail` refuses; nothing is written."""


class BadAddressError(MailError):
    """Not one valid e-mail address."""


class BadKeyError(MailError):
    """An empty or overlong key."""


class BadUnsubscribeLinkError(MailError):
    """A List-Unsubscribe value that is not an https, http or mailto address."""
