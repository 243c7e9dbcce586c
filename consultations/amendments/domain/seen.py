"""What somebody saw who decides on all of a list at once."""

import hashlib
from collections.abc import Mapping


def digest_of(versions: Mapping[int, int]) -> str:
    """A digest of amendments and their versions: another one as soon as one of them comes, goes or
    is edited. The order does not matter."""
    pairs = ",".join(f"{pk}:{version}" for pk, version in sorted(versions.items()))
    return hashlib.sha256(pairs.encode("ascii")).hexdigest()
