"""Files → acts. One adapter per format; ``read_act`` is the only door."""

from .base import Imported, ParsedDraft
from .registry import read_act

__all__ = ["Imported", "ParsedDraft", "read_act"]
