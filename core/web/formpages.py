"""A page that is one form and one act: shown, refused with what was typed, or done.

The page says what it is in a `FormPage`; the act is a callable over the cleaned data; a refusal is
an exception that `explain` turns into the field it is about (None: the whole form) and a sentence.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Explain = Callable[[Any], tuple[str | None, str]]


@dataclass(frozen=True, slots=True)
class FormPage:
    """What templates/desk/form.html and templates/web/form.html print around a form.

    `crumbs`: (label, address) of the pages above; `notes`: paragraphs before the form; `danger`:
    the button does what cannot be undone; `context`: what an own `template` shows besides.
    """

    heading: "StrOrPromise"
    submit: "StrOrPromise"
    back_url: str
    lead: "StrOrPromise" = ""
    crumbs: tuple[tuple["StrOrPromise", str], ...] = ()
    notes: tuple["StrOrPromise", ...] = ()
    danger: bool = False
    template: str = "desk/form.html"
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Act:
    """What a valid form does, what it may refuse with, and what is said when it is done."""

    perform: Callable[[dict[str, Any]], object]
    refusals: tuple[type[Exception], ...]
    explain: Explain
    done: "StrOrPromise"


def form_page(request: HttpRequest, form: forms.BaseForm, page: FormPage, act: Act) -> HttpResponse:
    """The form (GET), the form with what was typed and why not (422), or the way back (302)."""
    if request.method == "POST" and form.is_valid() and _done(form, act):
        messages.success(request, act.done)
        return redirect(page.back_url)
    context = {"form": form, "page": page, "has_files": form.is_multipart(), **page.context}
    return render(request, page.template, context, status=422 if form.errors else 200)


def _done(form: forms.BaseForm, act: Act) -> bool:
    try:
        act.perform(form.cleaned_data)
    except act.refusals as error:
        name, sentence = act.explain(error)
        form.add_error(name if name in form.fields else None, sentence)
        return False
    return True


def posted(request: HttpRequest, act: Act, back_url: str) -> HttpResponse:
    """For a button without a form: the act, or its refusal as a message; then the way back."""
    try:
        act.perform({})
    except act.refusals as error:
        messages.error(request, act.explain(error)[1])
    else:
        messages.success(request, act.done)
    return redirect(back_url)


def day_field(
    label: "StrOrPromise",
    *,
    help_text: "StrOrPromise" = "",
    required: bool = True,
    initial: Any = None,
) -> forms.DateField:
    """A day, typed or chosen in the browser's own calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label, help_text=help_text, required=required, initial=initial, widget=widget
    )


def text_field(
    label: "StrOrPromise",
    *,
    rows: int = 4,
    help_text: "StrOrPromise" = "",
    required: bool = True,
    most: int = 20_000,
) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def line_field(
    label: "StrOrPromise",
    *,
    help_text: "StrOrPromise" = "",
    required: bool = True,
    most: int = 300,
    autocomplete: str = "off",
) -> forms.CharField:
    """One line of text."""
    widget = forms.TextInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=most, widget=widget
    )
