"""Editors keep the synonyms of search."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from search.models import SynonymGroup
from search.selectors import synonyms

pytestmark = pytest.mark.django_db
ADD = "/cms-admin/snippets/search/synonymgroup/add/"


def test_an_editor_adds_changes_and_takes_out_a_group(desk: Client) -> None:
    response = desk.post(
        ADD, {"words": " ГИА ,  итоговая   аттестация", "note": "", "is_active": "on"}
    )
    assert response.status_code == 302
    group = SynonymGroup.objects.get(words="ГИА, итоговая аттестация")
    assert ("ГИА", "итоговая аттестация") in synonyms().groups
    edit = f"/cms-admin/snippets/search/synonymgroup/edit/{group.pk}/"
    assert desk.get(edit).status_code == 200
    assert desk.post(edit, {"words": group.words, "note": "Школы"}).status_code == 302
    assert ("ГИА", "итоговая аттестация") not in synonyms().groups
    delete = f"/cms-admin/snippets/search/synonymgroup/delete/{group.pk}/"
    assert desk.post(delete).status_code == 302
    assert not SynonymGroup.objects.filter(pk=group.pk).exists()
    page = desk.get("/cms-admin/snippets/search/synonymgroup/").content.decode()
    assert all(words in page for words in SynonymGroup.objects.values_list("words", flat=True))


@pytest.mark.parametrize(
    "words",
    ["", "ГИА", "ГИА, ГИА", "ГИА, НКО", "ГИА, —", "ГИА, " + "а" * 300,
     "раз два три четыре пять шесть семь, ГИА"],
)  # fmt: skip
def test_what_search_could_not_use_is_refused_and_kept_in_the_form(
    desk: Client, words: str
) -> None:
    SynonymGroup.objects.get_or_create(words="нко, некоммерческая организация")
    before = SynonymGroup.objects.count()
    response = desk.post(ADD, {"words": words, "is_active": "on"})
    assert response.status_code == 200
    page = response.content.decode()
    assert words in page
    assert 'aria-invalid="true"' in page
    assert SynonymGroup.objects.count() == before


def test_a_word_of_another_group_is_named() -> None:
    SynonymGroup.objects.get_or_create(words="нко, некоммерческая организация")
    with pytest.raises(ValidationError, match="НКО"):
        SynonymGroup(words="ГИА, НКО").full_clean()
    group = SynonymGroup.objects.get(words__startswith="нко")
    group.full_clean()


def test_strangers_do_not_see_them(client: Client) -> None:
    assert client.get(ADD).status_code == 302
