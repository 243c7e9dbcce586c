"""Salts of commitments, and the texts whose sources may change: they are kept beside the salts."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from consultations.conclusions.domain.snapshot import commitment
from core.journal.domain.leaves import SALT_BYTES


@dataclass(slots=True)
class Salts:
    """Salts (hex) by the key of what they were given for («comment:17»). `texts` holds the words of
    those that cannot be read again from a row that never changes."""

    by_key: dict[str, str] = field(default_factory=dict)
    texts: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def commit(self, kind: str, pk: int, text: Mapping[str, str], *, keep: bool = False) -> str:
        """The commitment to a text under a new salt. `keep`: the words are kept with it."""
        salt = secrets.token_bytes(SALT_BYTES)
        key = f"{kind}:{pk}"
        self.by_key[key] = salt.hex()
        if keep:
            self.texts[key] = dict(text)
        return commitment(salt, text)
