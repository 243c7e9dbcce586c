"""Forms that prove where and when they were made."""

import datetime as dt
from typing import Any, Final

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.web.forms import HoneypotMixin, SiteForm

# How long a form may stay open; after that it is shown again with the text in it.
STAMP_SECONDS: Final = 12 * 60 * 60
_stamps = signing.TimestampSigner(salt="core.web.stamps")


class StampedForm(HoneypotMixin, SiteForm):
    """Proves that the form came from our page, for this place, not too long ago (the package's
    timestamp and security hash in one field)."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        self.initial["stamp"] = _stamps.sign(place)

    @property
    def open_for(self) -> dt.timedelta | None:
        """How long ago our page was made; None if the stamp does not say."""
        try:
            value = _stamps.unsign(self.cleaned_data["stamp"], max_age=STAMP_SECONDS)
        except (signing.BadSignature, KeyError):
            return None
        written = signing.b62_decode(self.cleaned_data["stamp"].split(":")[-2])
        made = dt.datetime.fromtimestamp(written, tz=dt.UTC)
        return timezone.now() - made if value else None

    def clean_stamp(self) -> str:
        stamp: str = self.cleaned_data["stamp"]
        try:
            fresh = _stamps.unsign(stamp, max_age=STAMP_SECONDS) == self.place
        except signing.BadSignature:
            fresh = False
        if not fresh:
            self.data = self.data.copy()
            self.data[self.add_prefix("stamp")] = _stamps.sign(self.place)
            # Of the form as a whole: nobody sees this field.
            self.add_error(
                None, _("The page was open for too long. Your text is kept: send it once more.")
            )
        return stamp
