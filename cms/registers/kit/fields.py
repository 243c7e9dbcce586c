"""Fields of registers."""

from typing import Any

from django import forms
from django.db import models


class LinkField(models.URLField):
    """An address of some site; one that is typed without a scheme means https."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": _LinkInput, **kwargs})


class _LinkInput(forms.URLField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **kwargs})
