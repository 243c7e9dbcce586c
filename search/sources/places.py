"""Where something stands in a bill, in words."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from drafts.domain.citations import citation
from drafts.models import Provision


def place_in_bill(provision: Provision | None) -> str:
    """«пункт 2 статьи 5», or the bill as a whole."""
    return citation(provision.path) if provision else _("the bill as a whole")


def unit_title(provision: Provision) -> str:
    """«Статья 5. Полномочия», «Часть 1 статьи 5»."""
    return ". ".join(filter(None, [capfirst(citation(provision.path)), provision.heading]))
