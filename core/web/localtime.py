"""Whose time the site shows."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language


def zone_name(local: datetime) -> str:
    """What to call the zone of a local moment: the region's own words (REGION_TIME_LABEL) in
    Russian, the offset from UTC in any other language and where there are no such words."""
    label = str(getattr(settings, "REGION_TIME_LABEL", ""))
    if label and (get_language() or "").startswith("ru"):
        return label
    offset = local.strftime("%z") or timezone.localtime().strftime("%z")
    hours, minutes = offset[:3], offset[3:]
    return f"UTC{int(hours):+d}" + (f":{minutes}" if minutes != "00" else "")
