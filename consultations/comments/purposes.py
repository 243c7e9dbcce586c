"""Names of what is asked for by e-mail (core.accounts.purposes) in this app."""

from typing import Final

JOIN: Final = "join"
