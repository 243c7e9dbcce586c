"""Content-Security-Policy: what a browser may load on our pages, in the form django-csp 4 reads.

The public policy allows nothing inline and nothing from elsewhere. Wagtail's admin has inline
scripts and styles and previews pages in frames, so its path gets a policy of its own; django-csp
can only exclude a path or change one view, so `middleware.SecurityHeadersMiddleware` does it.
"""

from typing import Any, Final

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.utils import build_policy

_DATA: Final = "data:"
_BLOB: Final = "blob:"

PUBLIC_DIRECTIVES: Final[dict[str, Any]] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, _DATA],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
}

PUBLIC_POLICY: Final[dict[str, Any]] = {"DIRECTIVES": PUBLIC_DIRECTIVES}

ADMIN_DIRECTIVES: Final[dict[str, Any]] = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, _DATA, _BLOB],
    "font-src": [SELF, _DATA],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "object-src": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [SELF],
}


def header(directives: dict[str, Any]) -> str:
    """The value of the header for a set of directives."""
    return str(build_policy(config=directives))
