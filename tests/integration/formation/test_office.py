"""Who keeps competitions and candidates in the back office, and what is refused there."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.registers.formation.models import Competition, Nomination, SeatRule
from core.accounts.models import Council
from core.journal.models import JournalEntry
from tests import moment
from tests.factories.accounts import CouncilFactory, MembershipFactory
from tests.factories.formation import (
    OGRN,
    CompetitionFactory,
    NominationFactory,
    SeatRuleFactory,
)

pytestmark = pytest.mark.django_db
OFFICE = "/cms-admin/snippets/formation"
DAY = dt.timedelta(days=1)
PUBLISH = {"action-publish": "1"}


def competition_form(council: Council, **values: Any) -> dict[str, Any]:
    return nested_form_data(
        {
            "council": council.pk,
            "title": "Конкурс в совет",
            "act": "Приказ № 3",
            "seats": 5,
            "requirements": "",
            "announced_on": (moment.today() - 9 * DAY).isoformat(),
            "nominations_from": "", "nominations_until": "", "checked_on": "", "approved_on": "",
            "announce_result": "", "nominate_result": "", "check_result": "", "approve_result": "",
            "outcome": "running",
            "outcome_reason": "",
            "documents": inline_formset([]),
            **values,
        }
    )  # fmt: skip


def nomination_form(competition: Competition, **values: Any) -> dict[str, Any]:
    return {
        "competition": competition.pk,
        "number": 1,
        "organisation": "Союз пенсионеров",
        "ogrn": OGRN,
        "is_public_association": "on",
        "candidate": "",
        "consented_on": "",
        "decision": "proposed",
        "reason": "",
        "membership": "",
        **values,
    }


def errors_of(response: Any) -> dict[str, Any]:
    assert response.status_code == 200
    return dict(response.context["form"].errors)


def test_a_secretary_drafts_and_the_chamber_publishes(
    secretary: Client, chamber: Client, council: Council
) -> None:
    assert secretary.get(f"{OFFICE}/competition/add/").status_code == 200
    response = secretary.post(f"{OFFICE}/competition/add/", competition_form(council))
    assert response.status_code == 302
    draft = Competition.objects.get()
    assert not draft.live
    assert Client().get(draft.get_absolute_url()).status_code == 404
    edit = f"{OFFICE}/competition/edit/{draft.pk}/"
    response = chamber.post(edit, competition_form(council, seats=6) | PUBLISH)
    assert response.status_code == 302
    draft.refresh_from_db()
    assert (draft.live, draft.seats) == (True, 6)
    assert "Конкурс в совет" in Client().get(draft.get_absolute_url()).content.decode()
    assert JournalEntry.objects.filter(kind="competition.published").count() == 1


def test_a_secretary_does_not_publish(secretary: Client, council: Council) -> None:
    secretary.post(f"{OFFICE}/competition/add/", competition_form(council) | PUBLISH)
    assert not Competition.objects.filter(live=True).exists()


def test_a_secretary_keeps_the_own_council_alone(secretary: Client, council: Council) -> None:
    other = CompetitionFactory(title="Чужой конкурс")
    own = CompetitionFactory(council=council, title="Свой конкурс")
    page = secretary.get(f"{OFFICE}/competition/").content.decode()
    assert own.title in page
    assert other.title not in page
    refused = secretary.get(f"{OFFICE}/competition/edit/{other.pk}/")
    assert refused.status_code == 302  # Wagtail leads on to its first page with a message
    assert "Чужой" not in secretary.get(f"{OFFICE}/nomination/add/").content.decode()
    response = secretary.post(
        f"{OFFICE}/competition/add/", competition_form(other.council, title="Подмена")
    )
    assert "council" in errors_of(response)
    assert not Competition.objects.filter(title="Подмена").exists()


def test_strangers_and_members_get_nowhere(client: Client, council: Council) -> None:
    assert client.get(f"{OFFICE}/competition/").status_code == 302
    client.force_login(
        MembershipFactory(body=council).user, "django.contrib.auth.backends.ModelBackend"
    )
    assert client.get(f"{OFFICE}/competition/").status_code == 302
    response = client.post(f"{OFFICE}/competition/add/", competition_form(council))
    assert response.status_code == 302
    assert not Competition.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"nominations_from": -20}, "nominations_from"),
        ({"nominations_until": 5}, "nominations_until"),
        ({"nominations_from": 2, "nominations_until": 1}, "nominations_until"),
        ({"nominations_from": 1, "nominations_until": 2, "checked_on": 1}, "checked_on"),
        ({"approved_on": 3}, "approved_on"),
        ({"approve_result": "Состав утверждён"}, "approve_result"),
        ({"nominations_from": 4, "nominate_result": "Пришли все"}, "nominate_result"),
        ({"outcome": "formed"}, "approved_on"),
        ({"outcome": "cancelled"}, "outcome_reason"),
        ({"seats": "0"}, "__all__"),
    ],
)
def test_days_that_go_backwards_are_refused_at_their_field(
    secretary: Client, council: Council, values: dict[str, Any], field: str
) -> None:
    typed = {
        name: (moment.today() + value * DAY).isoformat() if isinstance(value, int) else value
        for name, value in values.items()
    }
    response = secretary.post(f"{OFFICE}/competition/add/", competition_form(council, **typed))
    assert field in errors_of(response)
    assert "Приказ № 3" in response.content.decode()
    assert not Competition.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ogrn": "1992800000126"}, "ogrn"),  # the last digit is wrong
        ({"ogrn": "19928000001"}, "ogrn"),
        ({"ogrn": "319928000001217"}, "ogrn"),  # of a sole trader
        ({"ogrn": "", "is_public_association": ""}, "ogrn"),
        ({"candidate": "Иванова Мария"}, "consented_on"),
        ({"consented_on": "2026-01-10"}, "candidate"),
        ({"candidate": "Иванова Мария", "consented_on": "2999-01-10"}, "consented_on"),
        ({"decision": "refused"}, "reason"),
    ],
)
def test_what_a_nomination_lacks_is_said_at_the_field(
    secretary: Client, council: Council, values: dict[str, Any], field: str
) -> None:
    form = nomination_form(CompetitionFactory(council=council), **values)
    response = secretary.post(f"{OFFICE}/nomination/add/", form)
    assert field in errors_of(response)
    assert not Nomination.objects.exists()


def test_a_number_is_kept_without_spaces(secretary: Client, council: Council) -> None:
    form = nomination_form(CompetitionFactory(council=council), ogrn="1 99 28 00000125")
    assert secretary.post(f"{OFFICE}/nomination/add/", form).status_code == 302
    assert Nomination.objects.get().ogrn == OGRN


def test_a_seat_is_of_the_same_council_and_of_who_was_chosen(
    chamber: Client, council: Council
) -> None:
    competition = CompetitionFactory(council=council)
    CompetitionFactory()
    own, other = MembershipFactory(body=council), MembershipFactory()
    CompetitionFactory(council=other.body)
    for seat, decision in ((other, "chosen"), (own, "admitted")):
        form = nomination_form(competition, membership=seat.pk, decision=decision)
        assert "membership" in errors_of(chamber.post(f"{OFFICE}/nomination/add/", form))
    form = nomination_form(competition, membership=own.pk, decision="chosen")
    assert chamber.post(f"{OFFICE}/nomination/add/", form).status_code == 302


def test_a_name_without_consent_is_nowhere(chamber: Client, council: Council) -> None:
    competition = CompetitionFactory(council=council)
    named = {"candidate": "Иванова Мария", "consented_on": moment.today().isoformat()}
    form = nomination_form(competition, **named)
    assert chamber.post(f"{OFFICE}/nomination/add/", form | PUBLISH).status_code == 302
    nomination = Nomination.objects.get()
    page = Client().get(competition.get_absolute_url()).content.decode()
    assert "Иванова Мария" in page
    edit = f"{OFFICE}/nomination/edit/{nomination.pk}/"
    assert chamber.post(edit, nomination_form(competition) | PUBLISH).status_code == 302
    assert "Иванова Мария" not in Client().get(competition.get_absolute_url()).content.decode()
    revisions = Revision.objects.for_instance(nomination)
    assert revisions.count() == 2
    assert all(not each.content["candidate"] for each in revisions)
    assert all("Иванова" not in each.object_str for each in revisions)


def test_only_those_who_oversee_registers_make_rules_on_seats(
    secretary: Client, chamber: Client, council: Council
) -> None:
    other = CouncilFactory()
    form = {
        "council": council.pk, "others": [other.pk], "basis": "Положение, п. 9",
        "starts_on": "2026-01-01", "ends_on": "",
    }  # fmt: skip
    assert secretary.post(f"{OFFICE}/seatrule/add/", form).status_code == 302
    assert not SeatRule.objects.exists()
    wrong = form | {"others": [council.pk], "ends_on": "2025-12-31"}
    assert {"others", "ends_on"} <= set(errors_of(chamber.post(f"{OFFICE}/seatrule/add/", wrong)))
    assert chamber.post(f"{OFFICE}/seatrule/add/", form | PUBLISH).status_code == 302
    assert list(SeatRule.objects.get(live=True).others.all()) == [other]


def test_the_first_page_names_what_is_the_matter(
    secretary: Client, chamber: Client, council: Council
) -> None:
    other = CouncilFactory(name="Совет при думе")
    member = MembershipFactory(body=council)
    MembershipFactory(body=other, user=member.user)
    SeatRuleFactory(council=other, basis="Положение, п. 9")
    for office, sees_other in ((secretary, False), (chamber, True)):
        page = office.get("/cms-admin/").content.decode()
        assert council.name in page
        assert member.user.full_name in page
        assert "Положение, п. 9" in page
        assert (f'href="/councils/{other.slug}/"' in page) is sees_other
    NominationFactory(
        competition__council=council,
        decision="chosen",
        membership=member,
        organisation="Союз",
    )
    page = secretary.get("/cms-admin/").content.decode()
    assert f'href="/councils/{council.slug}/"' not in page
