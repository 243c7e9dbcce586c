"""Keys of the rows of a file of answers: which group a row is about, and what it was like when the
file was made.

«G12-V3-KXQ7M4P-B7QD»: the group, the number of its answer, check characters that only this site can
make, and the print of the answer that stood in the file.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

# Without letters and digits that are taken for one another when somebody types them.
_ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_CHECK, _PRINT = 7, 4
_LARGEST: Final = 2**63 - 1
_KEY: Final = re.compile(
    rf"G(\d{{1,19}})-V(\d{{1,10}})-([{_ALPHABET}]{{{_CHECK}}})-([{_ALPHABET}]{{{_PRINT}}})"
)
# Cyrillic letters that look like Latin ones, and the dashes that programs put for hyphens.
_ALIKE: Final = str.maketrans("АВСЕНКМРТХУ–—‑−", "ABCEHKMPTXY----")


@dataclass(frozen=True, slots=True)
class RowKey:
    """A key that has the right form; `is_made_by` tells whether it is true."""

    group: int
    version: int
    check: str
    print: str

    def __str__(self) -> str:
        return f"G{self.group}-V{self.version}-{self.check}-{self.print}"

    def is_made_by(self, secrets: Iterable[bytes], consultation: int) -> bool:
        """Whether this site has made it for a group of this consultation."""
        made = (_checked(one, consultation, self.group, self.version) for one in secrets)
        return any(hmac.compare_digest(self.check, check) for check in made)


def make_key(
    secret: bytes, *, consultation: int, group: int, version: int, words: Iterable[str]
) -> str:
    """The key of a group whose answer is `words` in this file."""
    check = _checked(secret, consultation, group, version)
    return str(RowKey(group, version, check, print_of(words)))


def parse_key(text: str) -> RowKey | None:
    """A key as somebody may have copied it; None if it is none."""
    plain = "".join(text.upper().translate(_ALIKE).split())
    found = _KEY.fullmatch(plain)
    if found is None or int(found[1]) > _LARGEST:
        return None
    return RowKey(int(found[1]), int(found[2]), found[3], found[4])


def print_of(words: Iterable[str]) -> str:
    """A short print of the texts of an answer; spaces and line breaks do not count."""
    plain = "\x1f".join(" ".join(text.split()) for text in words)
    return _letters(hashlib.sha256(plain.encode()).digest(), _PRINT)


def _checked(secret: bytes, consultation: int, group: int, version: int) -> str:
    message = f"answers-file:{consultation}:{group}:{version}".encode()
    return _letters(hmac.new(secret, message, hashlib.sha256).digest(), _CHECK)


def _letters(digest: bytes, count: int) -> str:
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:count])
