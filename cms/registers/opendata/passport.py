"""The passport of a dataset, by the rows that the federal recommendations on open data name
(Методические рекомендации по публикации открытых данных, version 3.0, section 5)."""

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from cms.registers.opendata.registry import Dataset
from core.accounts.models import Body, BodyKind
from core.mail.links import absolute

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FORMATS: Final = ("csv", "json")
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/deed.ru"

Rows = list[tuple["StrOrPromise", str]]


def passport(dataset: Dataset) -> Rows:
    """(name of the row, its value), in the order of the recommendations; two queries."""
    owner = _owner()
    changed = dataset.changed()
    files = [absolute(file_url(dataset, each)) for each in FORMATS]
    structure = absolute(reverse("opendata:schema", args=[dataset.slug]))
    return [
        (_("Identification number"), dataset.slug),
        (_("Name of the dataset"), str(dataset.title)),
        (_("Description"), str(dataset.about)),
        (_("Owner"), owner.name if owner else settings.SITE_NAME),
        (_("E-mail of the owner"), owner.email if owner else ""),
        (_("Addresses of the files"), "\n".join(files)),
        (_("Formats"), ", ".join(each.upper() for each in FORMATS)),
        (_("Description of the structure"), structure),
        (_("Number of rows"), str(dataset.rows().count())),
        (_("Last change"), _day(changed)),
        (_("How often it is brought up to date"), str(dataset.period)),
        (_("Key words"), ", ".join(map(str, dataset.keywords))),
        (_("Terms of use"), LICENCE),
    ]


def file_url(dataset: Dataset, fmt: str) -> str:
    return reverse("opendata:file", args=[dataset.slug, fmt])


def _owner() -> Body | None:
    """The Public Chamber keeps the platform's data."""
    return Body.objects.filter(kind=BodyKind.PUBLIC_CHAMBER).order_by("pk").first()


def _day(moment: Any) -> str:
    if moment is None:
        return _("Not yet")
    return str(formats.date_format(timezone.localtime(moment), "DATE_FORMAT"))
