"""A field for several files at once, each checked before the form is valid."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .errors import RefusalCode, UploadRefused
from .intake import ATTACHED, CONTENT_TYPES, CheckedFile, take
from .messages import refusal_message


def amount_words() -> str:
    """How much may be attached, in the current language."""
    most = settings.ATTACHMENTS["files"]
    words = ngettext(
        "At most %(most)d file, up to %(each)s.",
        "At most %(most)d files, up to %(each)s each and %(total)s together.",
        most,
    )
    sizes = {
        "each": filesizeformat(settings.ATTACHMENTS["file_bytes"]),
        "total": filesizeformat(settings.ATTACHMENTS["total_bytes"]),
    }
    return words % {"most": most, **sizes}


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleans to a list of ``CheckedFile``. Errors name the file that they are about. ``allowed``:
    keys of CONTENT_TYPES."""

    widget = FilesInput

    def __init__(self, *, allowed: Collection[str] = ATTACHED, **kwargs: Any) -> None:
        self.allowed = allowed
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join(
            part for kind in allowed for part in (f".{kind}", CONTENT_TYPES[kind])
        )

    def clean(self, data: Any, initial: Any = None) -> list[CheckedFile]:
        files = [one for one in data or [] if isinstance(one, UploadedFile)]
        if not files:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return []
        self._check_amount(files)
        taken, errors = [], []
        for file in files:
            try:
                taken.append(self._taken(file))
            except UploadRefused as refusal:
                named = {"name": _shown(file), "reason": refusal_message(refusal)}
                errors.append(ValidationError(_("“%(name)s”: %(reason)s") % named))
        if errors:
            raise ValidationError(errors)
        return taken

    def _check_amount(self, files: list[UploadedFile]) -> None:
        most, total = settings.ATTACHMENTS["files"], settings.ATTACHMENTS["total_bytes"]
        if len(files) > most:
            raise ValidationError(
                ngettext(
                    "At most %(most)d file can be attached.",
                    "At most %(most)d files can be attached.",
                    most,
                )
                % {"most": most}
            )
        if sum(file.size or 0 for file in files) > total:
            limit = {"limit": filesizeformat(total)}
            raise ValidationError(_("The files together are larger than %(limit)s.") % limit)

    def _taken(self, file: UploadedFile) -> CheckedFile:
        most = settings.ATTACHMENTS["file_bytes"]
        if (file.size or 0) > most:  # before it is read into memory
            raise UploadRefused(RefusalCode.TOO_LARGE, limit=most)
        return take(file.read(), file.name or "", allowed=self.allowed)


def _shown(file: UploadedFile) -> str:
    """The name as it may be printed: what a person called it, shortened."""
    name = "".join(char for char in file.name or "" if char.isprintable())
    return name if len(name) <= 80 else f"{name[:60]}…{name[-15:]}"
