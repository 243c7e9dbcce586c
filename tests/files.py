"""Small files of every kind that may be attached, made in memory."""

import io

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from core.uploads.intake import CheckedFile

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PLACE = "Nikon of Ivanova"


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), *, mode: str = "RGB") -> bytes:
    """A picture that tells the camera and the place where it was taken, lying on its side."""
    image = Image.new(mode, size, "red" if mode == "RGB" else None)
    exif = Image.Exif()
    exif[Base.Make] = PLACE
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (50.0, 17.0, 0.0)
    out = io.BytesIO()
    image.save(out, format=kind, exif=exif, comment=PLACE.encode())
    return out.getvalue()


def kept(name: str = "расчёт.pdf", content: bytes = PDF) -> CheckedFile:
    """A file that has been checked."""
    return CheckedFile(name, name.rpartition(".")[2], content)
