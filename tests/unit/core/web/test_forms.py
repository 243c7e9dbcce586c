"""Text that comes in is clean; mistakes can be found by everybody."""

from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from core.web.forms import HoneypotMixin, SiteForm, clean_text
from core.web.templatetags.veche import error_lines


class Proposal(HoneypotMixin, SiteForm):
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    text = forms.CharField(widget=forms.Textarea, help_text="Two sentences", max_length=20)
    note = forms.CharField(required=False)
    secret = forms.CharField(required=False, widget=forms.PasswordInput)


def proposal(**values: Any) -> Proposal:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data[name] = value
    return Proposal(data)


def test_browsers_cut_nothing_silently_and_the_limit_is_told() -> None:
    html = proposal(text="х" * 30).as_div()
    assert "maxlength" not in html
    assert 'data-limit="20"' in html
    assert "х" * 30 in html


@given(st.text())
def test_cleaning_is_done_after_the_first_time(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("а\x00б\x07в", "абв"),
        ("строка\r\nвторая\rтретья", "строка\nвторая\nтретья"),
        ("и\u0306", "й"),
        ("текст\u202eтскет", "тексттскет"),
        ("с табуляцией\tи тире —", "с табуляцией\tи тире —"),
        ("\ufeffначало\u200b", "начало"),
    ],
)
def test_clean_text(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


def test_length_is_counted_as_the_browser_counts_it() -> None:
    form = proposal(kind="a", text="0123456789\r\n012345678")  # 20 characters for the browser
    assert form.is_valid()
    assert form.cleaned_data["text"] == "0123456789\n012345678"


def test_passwords_are_left_as_typed() -> None:
    form = proposal(kind="a", text="x", secret="и\u0306\u200b")
    assert form.is_valid()
    assert form.cleaned_data["secret"] == "и\u0306\u200b"


def test_plain_dictionaries_are_cleaned_too() -> None:
    form = Proposal({"kind": "a", "text": "а\x00б"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "аб"


def test_a_mistake_is_marked_and_described() -> None:
    html = proposal(kind="a").as_div()
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_text_helptext id_text_error"' in html
    assert 'id="id_text_error"' in html
    assert '<a href="#id_text">' in html


def test_a_group_of_radio_buttons_is_a_fieldset_with_a_legend() -> None:
    html = Proposal().as_div()
    assert "<fieldset" in html
    assert "<legend>Kind" in html


def test_summary_names_every_mistake_of_every_form_in_order() -> None:
    first, second = proposal(), proposal(kind="a", text="x" * 21)
    lines = error_lines(None, [first, second])
    assert [line.anchor for line in lines] == ["id_kind", "id_text", "id_text"]
    assert error_lines(Proposal()) == []


def test_optional_fields_say_so() -> None:
    assert Proposal().as_div().count("field__optional") == 2  # note and secret


def test_the_trap_is_hidden_and_tells() -> None:
    html = Proposal().as_div()
    assert '<div class="trap" aria-hidden="true">' in html
    assert not proposal(kind="a", text="x").is_trapped
    caught = proposal(kind="a", text="x", homepage="https://spam.example")
    assert caught.is_valid()
    assert caught.is_trapped
