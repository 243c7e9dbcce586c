"""Forms of the editorial office that Wagtail shows."""

import contextlib
from typing import Any, Final

import PIL.Image
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

_TOO_LARGE: Final = _(
    "The picture is too large: it has %(num_pixels)s pixels, and there may be "
    "%(max_pixels_count)s. Make it smaller, for example 2000 pixels wide, and choose it again."
)


class PictureField(WagtailImageField):
    """A picture whose size is read from its head: one that is too large is refused before it is
    decoded, which is what costs memory; one that cannot be decoded is no picture."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages["file_too_many_pixels"] = _TOO_LARGE

    def to_python(self, data: Any) -> Any:
        """Raises ValidationError with the reason and what to do."""
        if data in self.empty_values:
            return None
        self.check_image_file_size(data)
        self._check_head(data)
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:
            message = self.error_messages["invalid_image"]
            raise ValidationError(message, code="invalid_image") from error

    def _check_head(self, data: Any) -> None:
        pixels, shown = 0, ""
        with contextlib.suppress(OSError, SyntaxError, ValueError):  # said by the field itself
            try:
                with PIL.Image.open(data) as head:
                    pixels = head.width * head.height
            except PIL.Image.DecompressionBombError:
                pixels = 2 * (PIL.Image.MAX_IMAGE_PIXELS or 0)
                shown = f"> {pixels}"
        data.seek(0)
        if pixels > self.max_image_pixels:
            values = {"num_pixels": shown or pixels, "max_pixels_count": self.max_image_pixels}
            raise ValidationError(_TOO_LARGE % values, code="file_too_many_pixels")


class ImageForm(BaseImageForm):
    """A picture of an editor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("file")
        # Not declared above: the second step of a multiple upload leaves this field out.
        if field is not None:
            self.fields["file"] = PictureField(
                label=field.label,
                required=field.required,
                max_length=field.max_length,
                widget=field.widget,
            )
