"""Forms of the editorial office that Wagtail shows."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

_TOO_LARGE = _(
    "The picture is too large: it has %(num_pixels)s pixels, and there may be "
    "%(max_pixels_count)s. Make it smaller, for example 2000 pixels wide, and choose it again."
)


class ImageForm(BaseImageForm):
    """A picture of an editor; one that is too large is refused with advice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].error_messages["file_too_many_pixels"] = _TOO_LARGE
