"""How much a file may cost us. One value, passed down to every reader."""

from dataclasses import asdict, dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """Sizes are in bytes, times in seconds.

    ``max_ratio`` is unpacked to packed size of one archive entry, looked at only for entries
    above ``ratio_floor``; ``max_result`` is what a reader may hand back.
    """

    max_bytes: int = 20 * MEGABYTE
    max_unpacked: int = 200 * MEGABYTE
    max_ratio: int = 200
    ratio_floor: int = 10 * MEGABYTE
    max_entries: int = 5_000
    seconds: float = 60.0
    cpu_seconds: int = 45
    memory: int = 1536 * MEGABYTE
    max_result: int = 200 * MEGABYTE

    def as_dict(self) -> dict[str, int | float]:
        return asdict(self)


DEFAULT_LIMITS = UploadLimits()
