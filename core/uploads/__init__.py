"""Files that people send us: what they are, how big they may be, and how they are read safely.

``sniffing`` tells the kind by content, ``archives`` looks into a ZIP before it is unpacked,
``sandbox`` runs the reader in a process of its own, ``intake`` checks what is kept and handed out
again. Refusals are ``UploadRefused``.
"""

from .errors import RefusalCode, UploadRefused
from .limits import DEFAULT_LIMITS, UploadLimits
from .sniffing import FileKind, sniff

__all__ = ["DEFAULT_LIMITS", "FileKind", "RefusalCode", "UploadLimits", "UploadRefused", "sniff"]
