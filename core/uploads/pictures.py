"""Pictures without anything but their pixels: no EXIF, no place, no thumbnail, no second picture.

Runs in the sandbox; needs no Django.
"""

import base64
import io
from typing import Any, Final

from PIL import Image, ImageOps

from .errors import RefusalCode, UploadRefused
from .limits import UploadLimits

# A camera of a telephone gives 50; four bytes of each are held in memory several times.
MAX_PIXELS: Final = 64_000_000
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
# A JPEG with a second picture behind it calls itself MPO.
_KINDS: Final = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
_SAVED_AS: Final = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
_QUALITY: Final = 88


def cleaned(payload: bytes, limits: UploadLimits) -> dict[str, Any]:
    """The picture drawn anew, upright: ``kind`` and ``data`` (base64). Of a moving one the first
    frame. UploadRefused (too_complex); any other exception means that it is damaged."""
    try:
        return _drawn(payload)
    except Image.DecompressionBombError as error:  # so large that it is not even opened
        raise UploadRefused(RefusalCode.TOO_COMPLEX) from error


def _drawn(payload: bytes) -> dict[str, Any]:
    with Image.open(io.BytesIO(payload), formats=_FORMATS) as picture:
        width, height = picture.size
        if width * height > MAX_PIXELS:
            raise UploadRefused(RefusalCode.TOO_COMPLEX, pixels=width * height)
        kind = _KINDS[str(picture.format)]
        upright = ImageOps.exif_transpose(picture)
    drawn = _pixels_only(upright, kind)
    out = io.BytesIO()
    drawn.save(out, format=_SAVED_AS[kind], quality=_QUALITY)
    return {"kind": kind, "data": base64.b64encode(out.getvalue()).decode("ascii")}


def _pixels_only(picture: Image.Image, kind: str) -> Image.Image:
    """A copy that has never heard of the file: what a format writes by itself (comments, profiles,
    EXIF) comes from ``info``, which a new picture does not have."""
    mode = _mode(picture, kind)
    plain = picture if picture.mode == mode else picture.convert(mode)
    fresh = Image.new(mode, plain.size)
    fresh.paste(plain)
    return fresh


def _mode(picture: Image.Image, kind: str) -> str:
    if picture.mode in ("1", "L"):
        return "L"
    is_clear = picture.mode in ("LA", "RGBA", "PA") or "transparency" in picture.info
    return "RGBA" if is_clear and kind != "jpg" else "RGB"
