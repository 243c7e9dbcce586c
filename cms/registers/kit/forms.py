"""Forms of the back office."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.registers.kit.policy import reach_of
from core.accounts.models import Body


class EntryForm(WagtailAdminModelForm):
    """Offers only what belongs to the bodies of whoever fills it in, and accepts nothing else."""

    # The field (if there is one) that says whose row it is, and the path from its objects to the
    # body.
    keeper_field = "body"
    keeper_lookup = "pk"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields.get(self.keeper_field)
        if field is None or self.for_user is None:
            return
        field.queryset = self.own(field.queryset)
        field.error_messages["invalid_choice"] = _("Choose one of your own bodies.")
        choices = list(field.queryset[:2])
        if len(choices) == 1 and not self.instance.pk and field.required:
            self.initial.setdefault(self.keeper_field, choices[0].pk)

    def own(self, found: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        """Of what the field refers to, what is kept by the own bodies."""
        reach = reach_of(self.for_user)
        if reach.is_everywhere:
            return found
        return found.filter(**{f"{self.keeper_lookup}__in": reach.bodies})


def bodies() -> QuerySet[Body]:
    """All bodies by name."""
    return Body.objects.order_by("name", "pk")
