"""A resolution is put under control word for word, from the back office and from a file."""

import datetime as dt
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

import cms.registers.tracker as app
from cms.registers.tracker.events import RESOLUTION_ADDED_KIND
from cms.registers.tracker.models import Assignment, Recommendation, Resolution
from cms.registers.tracker.services import ResolutionData, add_resolution
from core.accounts.models import BodyKind, User
from core.journal.models import JournalEntry
from tests.corpus import corpus_dir
from tests.factories.accounts import BodyFactory, CouncilFactory
from tests.factories.tracker import (
    AssignmentFactory,
    RecommendationFactory,
    ReportFactory,
    overseer,
)

pytestmark = pytest.mark.django_db
DATA = Path(app.__file__).parent / "data" / "resolution-2018-09-04.txt"
TEXT = "«Контроль»\nПалате:\n- вести календарь;\n- проводить семинары.\n"
ADD = "/cms-admin/snippets/tracker/resolution/add/"
# By direction and addressee, as the resolution has them.
COUNTS = {
    (1, 1): 5, (1, 2): 2, (1, 3): 1, (1, 4): 1, (1, 5): 2,
    (2, 1): 3, (2, 2): 8, (2, 3): 4, (2, 4): 1, (3, 1): 1,
    (4, 1): 4, (4, 2): 6, (4, 3): 2, (5, 1): 6, (5, 2): 1, (5, 3): 2, (5, 4): 1,
    (6, 1): 7, (6, 2): 3, (6, 3): 2,
}  # fmt: skip
Enter = Callable[[User | None], Client]


def original() -> list[str]:
    """The lines of the resolution itself from its first direction on, without the marks that an
    editor has left."""
    path = corpus_dir().parent / DATA.name
    if not path.is_file():
        pytest.skip(f"no {path}: set CORPUS_DIR to the collection of real documents")
    text = path.read_text(encoding="utf-8")
    text = text[text.index('"Доступ СО НКО') :]
    lines = (" ".join(re.sub(r"\[[^\]]*\]", "", line).split()) for line in text.splitlines())
    return [line for line in lines if line]


def test_the_62_recommendations_of_the_forum_are_kept_word_for_word() -> None:
    found = add_resolution(
        actor=None,
        body=CouncilFactory(),
        data=ResolutionData("forum", "Резолюция", dt.date(2018, 9, 4), "Форум"),
        text=DATA.read_text(encoding="utf-8"),
        now=timezone.now(),
    )
    rows = list(found.recommendations.select_related("addressee__direction").order_by("position"))
    assert len(rows) == 62
    counts: dict[tuple[int, int], int] = {}
    for row in rows:
        place = (row.addressee.direction.number, row.addressee.number)
        counts[place] = counts.get(place, 0) + 1
        assert row.number == f"{place[0]}.{place[1]}.{counts[place]}"
    assert counts == COUNTS

    stored: list[str] = []
    for row in rows:
        heading, address = row.addressee.direction.title, f"{row.addressee.name}:"
        if heading not in stored:
            stored.append(heading)
        if row.number.endswith(".1") and row.number.count(".") == 2:
            stored.append(address)
        stored.append(row.text)
    lines = [
        line[1:].strip() if line.startswith("-") else line.rstrip(".").strip('"«»')
        if line[0] in '"«' else line
        for line in original()
    ]  # fmt: skip
    assert stored == lines


def form(**values: Any) -> dict[str, Any]:
    return {
        "title": "Резолюция форума",
        "slug": "forum",
        "adopted_on": "2018-09-04",
        "adopted_by": "Форум",
        "about": "",
        "text": TEXT,
        "go_live_at": "",
        "expire_at": "",
        **values,
    }


def test_a_resolution_is_added_in_the_back_office_and_published(signed_in: Enter) -> None:
    client, chamber = signed_in(overseer()), CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER)
    page = client.get(ADD).content.decode()
    assert 'name="text"' in page
    assert client.post(ADD, form(body=chamber.pk)).status_code == 302
    found = Resolution.objects.get()
    assert not found.live
    assert [row.number for row in found.recommendations.all()] == ["1.1.1", "1.1.2"]
    (entry,) = JournalEntry.objects.filter(kind=RESOLUTION_ADDED_KIND)
    assert entry.body == {"recommendations": 2, "adopted_on": "2018-09-04"}

    edit = f"/cms-admin/snippets/tracker/resolution/edit/{found.pk}/"
    page = client.get(edit).content.decode()
    assert 'name="text"' not in page
    assert client.get(found.get_absolute_url()).status_code == 404
    data = form(body=chamber.pk, title="Другое название", text="", **{"action-publish": "1"})
    assert client.post(edit, data).status_code == 302
    assert "Другое название" in client.get(found.get_absolute_url()).content.decode()
    assert found.recommendations.count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("text", "Палате:\n- вести."),
        ("text", f"{TEXT}и хранить его."),
        ("adopted_on", "2999-01-01"),
        ("slug", "с пробелом"),
        ("title", ""),
    ],
)
def test_a_wrong_field_is_named_and_what_was_typed_stays(
    field: str, value: str, signed_in: Enter
) -> None:
    chamber = CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER)
    data = form(body=chamber.pk, about="Набрано с трудом", **{field: value})
    response = signed_in(overseer()).post(ADD, data)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {field}
    assert "Набрано с трудом" in response.content.decode()
    assert not Resolution.objects.exists()
    assert not JournalEntry.objects.filter(kind=RESOLUTION_ADDED_KIND).exists()


# --- Who answers for a recommendation ------------------------------------------------------------


def assigned(row: Recommendation, lines: list[dict[str, Any]], same: str = "") -> dict[str, Any]:
    existing = sum(1 for line in lines if line.get("id"))
    return dict(
        nested_form_data({"assignments": inline_formset(lines, initial=existing), "same": same})
    )


def change(row: Recommendation) -> str:
    return f"/cms-admin/snippets/tracker/recommendation/edit/{row.pk}/"


def line(**values: Any) -> dict[str, Any]:
    return {"id": "", "body": "", "name": "", "due_on": "", **values}


def test_bodies_and_others_are_named_with_their_day(signed_in: Enter) -> None:
    row, ministry = RecommendationFactory(), BodyFactory()
    other, foreign = RecommendationFactory(resolution=row.resolution), RecommendationFactory()
    client = signed_in(overseer())
    assert client.get(change(row)).status_code == 200
    lines = [line(body=ministry.pk, due_on="2027-01-15"), line(name="Бюро НКО")]
    same = f"{other.number}\nhttps://veche.example{foreign.get_absolute_url()}"
    assert client.post(change(row), assigned(row, lines, same)).status_code == 302
    found = [(each.body, each.name, each.due_on) for each in row.assignments.order_by("pk")]
    assert found == [(ministry, "", dt.date(2027, 1, 15)), (None, "Бюро НКО", None)]
    assert set(row.repeats.all()) == {other, foreign}
    page = client.get(change(row)).content.decode()
    assert f"{foreign.resolution.slug}/{foreign.number}" in page
    words = row.text
    row.refresh_from_db()
    assert row.text == words


@pytest.mark.parametrize(
    ("lines", "same"),
    [
        ([line(due_on="2027-01-15")], ""),
        ([line(body="{body}", name="Бюро")], ""),
        ([line(body="{body}"), line(body="{body}")], ""),
        ([line(body="{body}", due_on="2018-09-03")], ""),
        ([line(body="{body}")], "9.9.9"),
        ([line(body="{body}")], "{own}"),
    ],
)
def test_what_makes_no_sense_is_refused(
    lines: list[dict[str, Any]], same: str, signed_in: Enter
) -> None:
    row, body = RecommendationFactory(), BodyFactory()
    filled = [
        {name: body.pk if value == "{body}" else value for name, value in each.items()}
        for each in lines
    ]
    data = assigned(row, filled, same.replace("{own}", row.number))
    response = signed_in(overseer()).post(change(row), data)
    assert response.status_code == 200
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("how", ["removed", "replaced"])
def test_whoever_has_reported_stays(how: str, signed_in: Enter) -> None:
    row = AssignmentFactory()
    ReportFactory(assignment=row)
    values = {"id": row.pk, "body": row.body_id}
    values |= {"DELETE": "on"} if how == "removed" else {"body": BodyFactory().pk}
    data = assigned(row.recommendation, [line(**values)])
    response = signed_in(overseer()).post(change(row.recommendation), data)
    assert response.status_code == 200
    assert Assignment.objects.get().body_id == row.body_id


# --- The command ---------------------------------------------------------------------------------


def run(path: Path, *arguments: str, **named: str) -> str:
    out = StringIO()
    named = {"title": "Резолюция", "adopted_on": "2018-09-04", "body": "palata", **named}
    call_command("import_resolution", str(path), *arguments, stdout=out, **named)
    return out.getvalue()


def test_a_resolution_is_imported_from_a_file(client: Client) -> None:
    CouncilFactory(slug="palata")
    assert run(DATA) == "slug\tresolution-2018-09-04\nrecommendations\t62\n"
    assert client.get("/resolutions/resolution-2018-09-04/").status_code == 404
    run(DATA, "--publish", slug="forum", adopted_by="Форум")
    assert client.get("/resolutions/forum/2.2.3/").status_code == 200


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (TEXT.encode(), {"adopted_on": "4.09.2018"}),
        (TEXT.encode(), {"adopted_on": "2999-01-01"}),
        (TEXT.encode(), {"body": "nobody"}),
        (TEXT.encode(), {"slug": "не адрес"}),
        (TEXT.encode(), {"title": "Р" * 301}),
        ("Палате:\n- вести.".encode(), {}),
        (TEXT.encode("cp1251"), {}),
        (None, {}),
    ],
)
def test_what_is_bad_is_said_in_one_line_and_nothing_is_written(
    content: bytes | None, named: dict[str, str], tmp_path: Path
) -> None:
    CouncilFactory(slug="palata")
    path = tmp_path / "resolution.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError) as caught:
        run(path, **named)
    assert caught.value.returncode == 2
    assert "\n" not in str(caught.value)
    assert not Resolution.objects.exists()


def test_an_address_that_is_taken_is_refused() -> None:
    CouncilFactory(slug="palata")
    run(DATA)
    with pytest.raises(CommandError) as caught:
        run(DATA)
    assert caught.value.returncode == 2
    assert Resolution.objects.count() == 1
