"""Leaves of the public log: their bytes and hashes. The format is final (docs/adr/0004).

A leaf is the canonical JSON (RFC 8785, without fractions) of

    {"v": 1, "kind": …, "time": …, "subject": "type:id", "commitment": hex}

and its hash is SHA-256(0x00 ‖ leaf), as RFC 9162 §2.1.1 has it. The commitment is the
HMAC-SHA-256 of the canonical JSON of the body under a random salt of 32 bytes: once salt and body
are erased, nobody can find the body again, and the log still verifies.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

VERSION: Final = 1
SALT_BYTES: Final = 32
HASH_BYTES: Final = 32
LEAF_PREFIX: Final = b"\x00"
# Integers that every JSON reader keeps exactly (RFC 8785 §3.2.2.3, I-JSON).
MAX_INTEGER: Final = 2**53 - 1

_KIND: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+", re.ASCII)
_SUBJECT_TYPE: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*", re.ASCII)
_SUBJECT_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*", re.ASCII)
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_HEX_HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
MAX_KIND: Final = 64
MAX_SUBJECT_TYPE: Final = 40
MAX_SUBJECT_ID: Final = 64
_FIELDS: Final = frozenset({"v", "kind", "time", "subject", "commitment"})


class LeafError(ValueError):
    """Something that has no place in a leaf or in a committed body."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one leaf says. `time` is aware; `commitment` has 32 bytes. Raises LeafError if a part
    does not fit the format, so that every Leaf can be written and read back."""

    kind: str
    time: datetime
    subject_type: str
    subject_id: str
    commitment: bytes

    def __post_init__(self) -> None:
        if not is_kind(self.kind):
            raise LeafError(f"not a kind: {self.kind!r}")
        if len(self.subject_type) > MAX_SUBJECT_TYPE or not _SUBJECT_TYPE.fullmatch(
            self.subject_type
        ):
            raise LeafError(f"not a type of subject: {self.subject_type!r}")
        if len(self.subject_id) > MAX_SUBJECT_ID or not _SUBJECT_ID.fullmatch(self.subject_id):
            raise LeafError(f"not an id of a subject: {self.subject_id!r}")
        if self.time.tzinfo is None:
            raise LeafError("a time without a zone")
        if len(self.commitment) != HASH_BYTES:
            raise LeafError(f"a commitment has {HASH_BYTES} bytes")

    def to_bytes(self) -> bytes:
        """The bytes that are hashed."""
        return canonical_json(
            {
                "v": VERSION,
                "kind": self.kind,
                "time": format_time(self.time),
                "subject": f"{self.subject_type}:{self.subject_id}",
                "commitment": self.commitment.hex(),
            }
        )

    def hash(self) -> bytes:
        """32 bytes: the leaf hash in the Merkle tree of the log."""
        return leaf_hash(self.to_bytes())


def parse_leaf(data: bytes) -> Leaf:
    """The inverse of `Leaf.to_bytes`. Raises LeafError for anything but canonical bytes of a
    leaf of this version: one leaf has one spelling, hence one hash."""
    try:
        fields = json.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise LeafError("not JSON in UTF-8") from error
    if not isinstance(fields, dict) or set(fields) != _FIELDS or fields["v"] != VERSION:
        raise LeafError("not a leaf of version 1")
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    if set(texts) != _FIELDS - {"v"} or not _HEX_HASH.fullmatch(texts["commitment"]):
        raise LeafError("a field of the leaf has a wrong form")
    subject_type, _colon, subject_id = texts["subject"].partition(":")
    leaf = Leaf(
        kind=texts["kind"],
        time=parse_time(texts["time"]),
        subject_type=subject_type,
        subject_id=subject_id,
        commitment=bytes.fromhex(texts["commitment"]),
    )
    if leaf.to_bytes() != data:
        raise LeafError("not canonical")
    return leaf


def is_kind(text: str) -> bool:
    """Is it spelt as a kind: lower-case words joined by dots, at least two?"""
    return len(text) <= MAX_KIND and _KIND.fullmatch(text) is not None


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256(0x00 ‖ leaf), RFC 9162 §2.1.1."""
    return hashlib.sha256(LEAF_PREFIX + leaf).digest()


def commit(salt: bytes, body: Mapping[str, Any]) -> bytes:
    """The commitment to `body`: HMAC-SHA-256 under `salt` (32 bytes) of its canonical JSON.
    Raises LeafError if the salt is short or the body is not plain JSON."""
    if len(salt) != SALT_BYTES:
        raise LeafError(f"a salt has {SALT_BYTES} bytes")
    return hmac.digest(salt, canonical_json(dict(body)), "sha256")


def opens(commitment: bytes, salt: bytes, body: Mapping[str, Any]) -> bool:
    """Is `body` with `salt` what `commitment` promised?"""
    return hmac.compare_digest(commitment, commit(salt, body))


def format_time(moment: datetime) -> str:
    """RFC 3339 in UTC with six digits of a second and «Z». Raises LeafError without a zone."""
    if moment.tzinfo is None:
        raise LeafError("a time without a zone")
    try:
        utc = moment.astimezone(UTC)
    except OverflowError as error:
        raise LeafError("a time outside the calendar") from error
    return utc.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_time(text: str) -> datetime:
    """The inverse of `format_time`; raises LeafError for any other spelling."""
    if not _TIME.fullmatch(text):
        raise LeafError(f"not a time: {text!r}")
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise LeafError(f"not a time: {text!r}") from error


def canonical_json(value: Any) -> bytes:
    """RFC 8785 of what both ends of any wire agree on: objects, arrays, strings, true, false,
    null, and integers within ±(2⁵³ - 1). Raises LeafError for fractions and everything else."""
    try:
        text = json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise LeafError("a lone surrogate is not text") from error
    except RecursionError as error:
        raise LeafError("nested too deeply") from error


def _ordered(value: Any) -> Any:
    """The same value with the keys of every object in the order of their UTF-16 code units."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise LeafError("an integer that not every reader keeps exactly")
        return int(value)
    if isinstance(value, (list, tuple)):
        return [_ordered(item) for item in value]
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise LeafError("a key that is not a string")
        return {
            key: _ordered(value[key]) for key in sorted(value, key=lambda k: k.encode("utf-16-be"))
        }
    raise LeafError(f"{type(value).__name__} has no place in canonical JSON")
