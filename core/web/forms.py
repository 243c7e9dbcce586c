"""Forms of the site: clean text, accessible errors, a trap for robots.

Django 5.2 already writes aria-describedby and aria-invalid on fields with help or errors; the
templates in templates/django/forms add the summary at the top and large targets.
"""

from typing import Any, Final

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.web.texts import clean_text

__all__ = ["HoneypotMixin", "KeptField", "SiteForm", "SiteFormMixin", "TrapField", "clean_text"]


class TrapField(forms.CharField):
    """A field that people do not see; whoever fills it in is a robot."""

    is_trap = True

    def __init__(self) -> None:
        super().__init__(
            required=False,
            label=_("Leave this field empty"),
            widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
        )


_DASHES: Final = "---------"  # Django's own


def _do_not_cut(widget: forms.Widget) -> None:
    """Browsers cut what is pasted beyond `maxlength` without a word; the limit is told by a counter
    and, at the latest, by the error that the server sends back with the whole text."""
    limit = widget.attrs.pop("maxlength", None)
    if limit is not None and isinstance(widget, forms.Textarea):
        widget.attrs["data-limit"] = limit


class SiteFormMixin:
    """Put before `forms.Form` or `forms.ModelForm`: cleans every text that comes in.

    `mark_optional` writes «(optional)» after the labels of fields that may stay empty; passwords
    (any field with a password widget) are left as typed.
    """

    data: Any
    mark_optional = True
    error_css_class = ""
    required_css_class = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.data = self._cleaned(self.data)
        for field in self.fields.values():  # type: ignore[attr-defined]
            _do_not_cut(field.widget)
            if isinstance(field, forms.ModelChoiceField) and field.empty_label == _DASHES:
                field.empty_label = _("Choose from the list")

    def _cleaned(self, data: Any) -> Any:
        secret = {
            self.add_prefix(name)  # type: ignore[attr-defined]
            for name, field in self.fields.items()  # type: ignore[attr-defined]
            if isinstance(field.widget, forms.PasswordInput)
        }
        if isinstance(data, MultiValueDict):
            copy = data.copy()
            for name in copy:
                if name not in secret:
                    copy.setlist(name, [clean_text(value) for value in copy.getlist(name)])
            return copy
        return {
            name: clean_text(value) if isinstance(value, str) and name not in secret else value
            for name, value in data.items()
        }


class HoneypotMixin:
    """Adds a hidden trap. `is_trapped` tells the view that a robot has filled it in: such a form
    is valid for the robot's eyes, and the view drops it silently."""

    trap_name = "homepage"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.trap_name] = TrapField()  # type: ignore[attr-defined]

    @property
    def is_trapped(self) -> bool:
        data, name = self.data, self.add_prefix(self.trap_name)  # type: ignore[attr-defined]
        return bool(str(data.get(name, "")).strip())


_MOST_KEPT: Final = 400
_kept_groups: Final[dict[tuple[Any, ...], SafeString]] = {}


class KeptField(forms.BoundField):
    """A field of an empty form that everybody sees alike: printed once in each language and kept
    with everything that it was printed of."""

    def as_field_group(self) -> SafeString:
        if self.form.is_bound:
            return super().as_field_group()
        key = (type(self.form), self.html_name, get_language(), repr(self.value()),
               str(self.label), str(self.help_text), self.auto_id)  # fmt: skip
        if key not in _kept_groups:
            if len(_kept_groups) >= _MOST_KEPT:
                _kept_groups.clear()
            _kept_groups[key] = super().as_field_group()
        return _kept_groups[key]


class SiteForm(SiteFormMixin, forms.Form):
    """The form to start from."""
