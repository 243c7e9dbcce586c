"""The council's desk: who sees what, how a draft is saved, refused, adopted."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.expertise.models import Opinion
from consultations.expertise.services import attach_file
from consultations.process.models import Referral
from core.accounts.models import BodyKind, MembershipRole, User
from core.accounts.permissions import policy
from tests.factories.accounts import BodyFactory, CouncilFactory, MembershipFactory, UserFactory
from tests.factories.comments import ProvisionCommentFactory
from tests.factories.drafts import ProvisionFactory
from tests.factories.expertise import (
    BallotFactory,
    DissentFactory,
    OpinionFactory,
    RemarkFactory,
)
from tests.factories.process import ConsultationFactory, ReferralFactory
from tests.factories.room import DeclarationFactory
from tests.files import kept, picture
from tests.queries import page_queries

pytestmark = pytest.mark.django_db

PHASES: dict[str, dict[str, bool]] = {
    "announced": {"upcoming": True},
    "open": {},
    "answering": {"closed": True},
    "concluded": {"concluded": True},
}
ROLES = [*MembershipRole.values, "anonymous", "nobody", "secretary elsewhere"]


def person(role: str, referral: Referral) -> User | None:
    if role == "anonymous":
        return None
    user: User = UserFactory()
    if role in MembershipRole.values:
        MembershipFactory(user=user, body=referral.council, role=role)
    elif role == "secretary elsewhere":
        MembershipFactory(user=user, body=CouncilFactory(), role=MembershipRole.SECRETARY)
    return user


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what_and_when(role: str, phase: str) -> None:
    referral = ReferralFactory(consultation__slug=f"c-{phase}", **{
        f"consultation__{name}": value for name, value in PHASES[phase].items()
    })  # fmt: skip
    user = person(role, referral)
    writes = role == MembershipRole.SECRETARY and phase != "concluded"
    reads = role in (MembershipRole.SECRETARY, MembershipRole.MEMBER, MembershipRole.CHAIR)
    assert policy.check(user, "expertise.write", referral) == writes
    assert policy.check(user, "expertise.adopt", referral) == writes
    assert policy.check(user, "expertise.read", referral) == reads


@pytest.fixture
def referral() -> Referral:
    found: Referral = ReferralFactory()
    return found


@pytest.fixture
def secretary(referral: Referral, client: Client) -> Client:
    user = person(MembershipRole.SECRETARY, referral)
    assert user is not None
    client.force_login(user)
    return client


def address(referral: Referral, name: str = "opinion") -> str:
    return reverse(f"expertise:{name}", args=[referral.pk])


def form_of(referral: Referral, *, revision: int = 0, **changes: Any) -> dict[str, Any]:
    member = MembershipFactory(body=referral.council, role=MembershipRole.MEMBER)
    data = {
        "findings": "Соответствует",
        "consequences": "Незначительны",
        "proposals": "Установить срок",
        "recommendation": "support",
        "rapporteur": member.pk,
        "number": "7",
        "meeting_on": timezone.localdate().isoformat(),
        "meeting_form": "in_person",
        "minutes_number": "3",
        "members_present": 6,
        "votes_for": 6,
        "votes_against": 0,
        "votes_abstained": 0,
        "revision": revision,
        "factors-TOTAL_FORMS": 0,
        "factors-INITIAL_FORMS": 0,
        "remarks-TOTAL_FORMS": 2,
        "remarks-INITIAL_FORMS": 0,
        "remarks-0-provision": "",
        "remarks-0-text": "Срок не определён",
        "remarks-0-proposed_text": "",
        "remarks-0-importance": "high",
        "remarks-1-importance": "medium",
        "dissents-TOTAL_FORMS": 1,
        "dissents-INITIAL_FORMS": 0,
        "dissents-0-member": "",
        "dissents-0-text": "",
        "dissents-0-filed_on": "",
    }
    return data | changes


def test_the_draft_is_saved_with_its_remarks(secretary: Client, referral: Referral) -> None:
    provision = ProvisionFactory(version=referral.consultation.version, path="article:5")
    data = form_of(referral, **{"remarks-0-provision": provision.pk})
    answer = secretary.post(address(referral), data)
    assert (answer.status_code, answer["Location"]) == (302, address(referral))
    opinion = Opinion.objects.get()
    remark = opinion.remarks.get()
    assert (remark.provision, remark.importance) == (provision, "high")
    page = secretary.get(address(referral)).content.decode()
    assert "Срок не определён" in page
    assert "remarks-0-DELETE" in page
    assert "remarks-1-DELETE" not in page


def test_a_row_is_added_without_a_script(secretary: Client, referral: Referral) -> None:
    answer = secretary.post(address(referral), form_of(referral, more="remarks"))
    assert answer.status_code == 302
    page = secretary.get(answer["Location"].split("#")[0]).content.decode()
    assert 'name="remarks-TOTAL_FORMS" value="6"' in page


def test_a_row_is_deleted(secretary: Client, referral: Referral) -> None:
    secretary.post(address(referral), form_of(referral))
    data = form_of(referral, revision=1, **{"remarks-0-DELETE": "on", "remarks-INITIAL_FORMS": 1})
    assert secretary.post(address(referral), data).status_code == 302
    assert Opinion.objects.get().remarks.count() == 0


def test_nothing_is_lost_when_two_people_write(secretary: Client, referral: Referral) -> None:
    secretary.post(address(referral), form_of(referral, findings="Мысль коллеги"))
    answer = secretary.post(address(referral), form_of(referral, findings="Моя мысль"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Мысль коллеги" in page
    assert "Моя мысль" in page
    assert 'name="revision" value="1"' in page
    assert Opinion.objects.get().findings == "Мысль коллеги"
    again = secretary.post(address(referral), form_of(referral, findings="Обе", revision=1))
    assert again.status_code == 302
    assert Opinion.objects.get().findings == "Обе"


def test_what_is_typed_wrongly_stays_in_the_form(secretary: Client, referral: Referral) -> None:
    data = form_of(referral, meeting_on="вчера", **{"dissents-0-text": "Против"})
    answer = secretary.post(address(referral), data)
    assert answer.status_code == 422
    assert "Соответствует" in answer.content.decode()
    assert not Opinion.objects.exists()


def test_adoption_saves_and_publishes(secretary: Client, referral: Referral) -> None:
    answer = secretary.post(address(referral, "adopt"), form_of(referral))
    assert answer.status_code == 302
    opinion = Opinion.objects.get()
    assert opinion.is_adopted
    page = secretary.get(address(referral)).content.decode()
    assert "Срок не определён" in page
    assert 'name="findings"' not in page


def test_what_is_missing_is_listed_and_the_draft_is_saved(
    secretary: Client, referral: Referral
) -> None:
    data = form_of(referral, findings="", members_present=2, votes_for=2)
    answer = secretary.post(address(referral, "adopt"), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('href="#id_findings"') == 2
    assert 'href="#vote"' in page
    opinion = Opinion.objects.get()
    assert (opinion.is_adopted, opinion.revision) == (False, 1)
    assert 'name="revision" value="1"' in page


def test_a_saved_draft_is_adopted_by_a_bare_button(secretary: Client, referral: Referral) -> None:
    assert secretary.post(address(referral, "adopt")).status_code == 422
    secretary.post(address(referral), form_of(referral))
    assert secretary.post(address(referral, "adopt")).status_code == 302
    assert Opinion.objects.get().is_adopted


def test_a_dissent_is_added_later(secretary: Client, referral: Referral) -> None:
    secretary.post(address(referral, "adopt"), form_of(referral))
    member = MembershipFactory(body=referral.council, role=MembershipRole.MEMBER)
    bare = secretary.post(address(referral, "dissent"), {"dissent-text": ""})
    assert bare.status_code == 422
    data = {
        "dissent-member": member.pk,
        "dissent-text": "Против",
        "dissent-filed_on": timezone.localdate().isoformat(),
    }
    assert secretary.post(address(referral, "dissent"), data).status_code == 302
    assert secretary.post(address(referral, "dissent"), data).status_code == 422
    assert Opinion.objects.get().dissents.count() == 1


def test_a_member_reads_the_draft_and_does_not_write(client: Client, referral: Referral) -> None:
    OpinionFactory(referral=referral, findings="Черновая мысль")
    user = person(MembershipRole.MEMBER, referral)
    assert user is not None
    DeclarationFactory(referral=referral, user=user)
    client.force_login(user)
    page = client.get(address(referral))
    assert page.status_code == 200
    assert "Черновая мысль" in page.content.decode()
    assert "<textarea" not in page.content.decode()
    assert client.post(address(referral), form_of(referral)).status_code == 403
    assert client.post(address(referral, "adopt")).status_code == 403


@pytest.mark.parametrize("name", ["opinion", "adopt", "dissent"])
def test_another_council_is_no_business_of_ours(
    name: str, secretary: Client, referral: Referral
) -> None:
    foreign = ReferralFactory()
    method = secretary.get if name == "opinion" else secretary.post
    assert method(address(foreign, name)).status_code == 403


def test_the_list_shows_the_own_councils_and_what_is_late(
    secretary: Client, referral: Referral
) -> None:
    late = ReferralFactory(
        council=referral.council, due_on=timezone.localdate() - dt.timedelta(days=1)
    )
    foreign = ReferralFactory()
    answered = OpinionFactory(adopted=True, referral__council=referral.council)
    page = secretary.get(reverse("expertise:referrals")).content.decode()
    for shown in (referral, late):
        assert address(shown) in page
    assert page.index(address(late)) < page.index(address(referral))
    assert address(foreign) not in page
    assert address(answered.referral) not in page
    done = secretary.get(reverse("expertise:referrals") + "?state=answered").content.decode()
    assert address(answered.referral) in done
    assert address(referral) not in done


def test_a_stranger_signs_in_first(client: Client, referral: Referral) -> None:
    assert "/accounts/login/" in client.get(address(referral))["Location"]


def test_the_pages_cost_the_same(secretary: Client, referral: Referral) -> None:
    opinion = OpinionFactory(referral=referral)
    listed, written = reverse("expertise:referrals"), address(referral)

    def fill(count: int) -> None:
        for _number in range(count):
            RemarkFactory(opinion=opinion)
            dissent = DissentFactory(opinion=opinion)
            BallotFactory(opinion=opinion, member=dissent.member)
            ReferralFactory(council=referral.council)

    fill(1)
    few = page_queries(secretary, written), page_queries(secretary, listed)
    fill(20)
    assert (page_queries(secretary, written), page_queries(secretary, listed)) == few
    assert few[0] <= 32
    assert few[1] <= 10


def test_the_organiser_is_no_party_here(client: Client) -> None:
    chamber = CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER)
    referral = ReferralFactory(consultation=ConsultationFactory(organiser=chamber))
    user = UserFactory()
    MembershipFactory(user=user, body=chamber, role=MembershipRole.SECRETARY)
    MembershipFactory(user=user, body=BodyFactory(), role=MembershipRole.CLERK)
    client.force_login(user)
    assert client.get(address(referral)).status_code == 403


def test_an_item_that_nobody_touched_stays_not_assessed(
    secretary: Client, referral: Referral
) -> None:
    page = secretary.get(address(referral)).content.decode()
    chosen = re.findall(r'<option value="(\w+)" selected>', page.partition("check-rights")[2])
    assert chosen[0] == "not_assessed"


def test_the_whole_document_comes_from_the_form(secretary: Client, referral: Referral) -> None:
    provision = ProvisionFactory(version=referral.consultation.version, path="article:5")
    members = [
        MembershipFactory(body=referral.council, role=MembershipRole.MEMBER) for _number in range(3)
    ]
    first, second, third = (f"ballot-{member.pk}" for member in members)
    data = form_of(referral) | {
        "place": "Зея",
        "check-rights-verdict": "partly",
        "check-rights-text": "Не во всём",
        "factors-TOTAL_FORMS": 1,
        "factors-0-factor": "vague_wording",
        "factors-0-provision": provision.pk,
        "factors-0-quotation": "в разумный срок",
        "factors-0-text": "Неясно",
        "factors-0-remedy": "Назвать срок",
        f"{first}-attendance": "present",
        f"{first}-vote": "for",
        f"{second}-vote": "against",  # whoever voted was present
        f"{third}-attendance": "excused",
        "remarks-0-norm": "ст. 5",
    }
    assert secretary.post(address(referral), data).status_code == 302
    opinion = Opinion.objects.get()
    assert (opinion.place, opinion.members_present, opinion.votes_against) == ("Зея", 2, 1)
    assert opinion.assessments.get().verdict == "partly"
    assert opinion.corruption_findings.get().remedy == "Назвать срок"
    assert opinion.remarks.get().norm == "ст. 5"
    assert set(opinion.ballots.values_list("member", "attendance", "vote")) == {
        (members[0].pk, "present", "for"),
        (members[1].pk, "present", "against"),
        (members[2].pk, "excused", ""),
    }
    page = secretary.get(address(referral)).content.decode()
    # The quoted words do not stand in the provision: a warning, and a fault of adoption.
    assert "notice--warning" in page
    assert 'href="#factors"' in page


@pytest.mark.parametrize(
    "changes",
    [
        {"factors-TOTAL_FORMS": 1, "factors-0-text": "Без фактора"},
        {"factors-TOTAL_FORMS": 1, "factors-0-factor": "vague_wording"},
        {"ballot": ("absent", "for")},
        {"ballot": ("present", "for"), "is_secret": "on"},
        {"check-rights-verdict": "perhaps"},
        {"remarks-0-text": "", "remarks-0-proposed_text": "Слова"},
    ],
)
def test_what_does_not_fit_is_named_and_kept(
    changes: dict[str, Any], secretary: Client, referral: Referral
) -> None:
    member = MembershipFactory(body=referral.council, role=MembershipRole.MEMBER)
    ballot = changes.get("ballot")
    data = form_of(referral) | {key: value for key, value in changes.items() if key != "ballot"}
    if ballot:
        data |= {f"ballot-{member.pk}-attendance": ballot[0], f"ballot-{member.pk}-vote": ballot[1]}
    answer = secretary.post(address(referral), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "error-summary" in page
    assert "Соответствует" in page
    assert not Opinion.objects.exists()


def test_a_row_is_taken_away_whatever_stands_in_it(secretary: Client, referral: Referral) -> None:
    data = form_of(referral) | {"remarks-0-text": "", "remarks-0-proposed_text": "Слова",
                                "remarks-0-DELETE": "on"}  # fmt: skip
    assert secretary.post(address(referral), data).status_code == 302


def test_proposals_are_chosen_on_a_page_of_their_own(secretary: Client, referral: Referral) -> None:
    provision = ProvisionFactory(version=referral.consultation.version, path="article:5")
    inside = ProvisionFactory(version=referral.consultation.version, path="article:5/paragraph:1")
    consultation = referral.consultation
    here = ProvisionCommentFactory(
        consultation=consultation, provision=inside, support_count=3, comment="Здесь"
    )
    there = ProvisionCommentFactory(consultation=consultation, support_count=9, comment="Там")
    ProvisionCommentFactory(consultation=consultation, status="hidden", comment="Скрыто")
    url = address(referral, "considered")
    page = secretary.get(url).content.decode()
    assert page.index("Там") < page.index("Здесь")
    assert "Скрыто" not in page
    narrowed = secretary.get(f"{url}?on={provision.pk}").content.decode()
    assert ("Здесь" in narrowed, "Там" in narrowed) == (True, False)
    sent = {"comment": here.pk, "result": "partly", "note": "Отчасти"}
    answer = secretary.post(f"{url}?on={provision.pk}", sent)
    assert answer["Location"] == f"{url}?on={provision.pk}#comment-{here.pk}"
    opinion = Opinion.objects.get()
    assert opinion.considered.get().note == "Отчасти"
    only = secretary.get(f"{url}?show=considered").content.decode()
    assert ("Здесь" in only, "Там" in only) == (True, False)
    wrong = secretary.post(url, {"comment": there.pk, "result": "x", "note": "Не теряйте"})
    assert wrong.status_code == 422
    assert "Не теряйте" in wrong.content.decode()
    assert secretary.post(url, {"comment": 10**6, "result": "partly"}).status_code == 422
    assert secretary.post(url, {"comment": "x", "drop": "1"}).status_code == 422
    assert secretary.post(url, {"comment": here.pk, "drop": "1"}).status_code == 302
    assert not opinion.considered.exists()


def test_choosing_costs_the_same(secretary: Client, referral: Referral) -> None:
    OpinionFactory(referral=referral)
    url = address(referral, "considered")
    ProvisionCommentFactory(consultation=referral.consultation)
    one = page_queries(secretary, url)
    for _number in range(10):
        ProvisionCommentFactory(consultation=referral.consultation)
    assert page_queries(secretary, url) == one <= 24


def test_a_member_reads_and_does_not_choose(client: Client, referral: Referral) -> None:
    comment = ProvisionCommentFactory(consultation=referral.consultation)
    user = person(MembershipRole.MEMBER, referral)
    assert user is not None
    client.force_login(user)
    url = address(referral, "considered")
    assert client.get(url).status_code == 200
    sent = {"comment": comment.pk, "result": "partly"}
    assert client.post(url, sent).status_code == 403
    for name in ("merge", "sign", "correct", "attach"):
        assert client.post(address(referral, name)).status_code == 403


def test_an_adopted_opinion_is_signed_annexed_and_corrected(
    secretary: Client, referral: Referral
) -> None:
    secretary.post(address(referral, "adopt"), form_of(referral))
    opinion = Opinion.objects.get()
    assert secretary.post(address(referral, "sign"), {}).status_code == 422
    today = timezone.localdate().isoformat()
    sent = {"sign-signatory": opinion.rapporteur_id, "sign-signed_on": today}
    assert secretary.post(address(referral, "sign"), sent).status_code == 302
    assert secretary.post(address(referral, "sign"), sent).status_code == 422
    file = SimpleUploadedFile("схема.jpg", picture())
    sent = {"files-role": "annex", "files-title": "Схема", "files-files": [file]}
    assert secretary.post(address(referral, "attach"), {}).status_code == 422
    assert secretary.post(address(referral, "attach"), sent).status_code == 302
    row = opinion.files.get()
    public = opinion.edition_url + f"files/{row.pk}/"
    for url in (public, reverse("expertise:file", args=[referral.pk, row.pk])):
        answer = secretary.get(url)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert answer.getvalue()
    page = secretary.get(opinion.get_absolute_url()).content.decode()
    assert public in page
    assert secretary.post(address(referral, "correct"), {"correct-reason": ""}).status_code == 422
    answer = secretary.post(address(referral, "correct"), {"correct-reason": "Опечатка"})
    assert answer.status_code == 302
    assert secretary.get(address(referral)).content.decode().count("Опечатка") == 1
    remove = reverse("expertise:remove_file", args=[referral.pk, row.pk])
    assert secretary.post(remove).status_code == 302
    assert opinion.files.count() == 1  # of the adopted one, not of the draft


def test_the_opinion_in_force_is_signed_while_its_correction_is_drafted(
    secretary: Client, referral: Referral
) -> None:
    secretary.post(address(referral, "adopt"), form_of(referral))
    opinion = Opinion.objects.get()
    secretary.post(address(referral, "correct"), {"correct-reason": "Опечатка"})
    draft = Opinion.objects.get(supersedes=opinion)
    page = secretary.get(address(referral)).content.decode()
    for name in ("sign", "dissent"):
        assert page.count(f'action="{address(referral, name)}"') == 1
    assert page.count(f'action="{address(referral, "attach")}"') == 2
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    today = timezone.localdate().isoformat()
    sent = {"sign-signatory": opinion.rapporteur_id, "sign-signed_on": today}
    assert secretary.post(address(referral, "sign"), sent).status_code == 302
    opinion.refresh_from_db()
    assert opinion.signed_on == timezone.localdate()
    sent = {"dissent-member": opinion.rapporteur_id, "dissent-text": "Против"}
    sent |= {"dissent-filed_on": today}
    assert secretary.post(address(referral, "dissent"), sent).status_code == 302
    assert (opinion.dissents.count(), draft.dissents.count()) == (1, 0)


def test_files_go_to_the_opinion_in_force_unless_the_draft_is_meant(
    secretary: Client, referral: Referral
) -> None:
    secretary.post(address(referral, "adopt"), form_of(referral))
    opinion = Opinion.objects.get()
    secretary.post(address(referral, "correct"), {"correct-reason": "Опечатка"})
    draft = Opinion.objects.get(supersedes=opinion)
    for more in ({}, {"to": "draft"}):
        file = SimpleUploadedFile("схема.jpg", picture())
        sent = {"files-role": "annex", "files-title": str(more), "files-files": [file], **more}
        assert secretary.post(address(referral, "attach"), sent).status_code == 302
    assert [file.title for file in opinion.files.all()] == ["{}"]
    assert [file.title for file in draft.files.all()] == ["{'to': 'draft'}"]
    # A refusal stands beside the form that was sent.
    page = secretary.post(address(referral, "attach"), {"to": "draft"}).content.decode()
    assert page.count("error-summary") == 1


@pytest.mark.parametrize("fmt", ["docx", "pdf"])
def test_the_opinion_is_given_out_as_a_document(
    fmt: str, secretary: Client, referral: Referral
) -> None:
    assert secretary.get(reverse("expertise:export", args=[referral.pk, fmt])).status_code == 404
    opinion = OpinionFactory(referral=referral)
    draft = secretary.get(reverse("expertise:export", args=[referral.pk, fmt]))
    assert draft.content[:2] == (b"PK" if fmt == "docx" else b"%P")
    assert secretary.get(reverse("expertise:export", args=[referral.pk, "exe"])).status_code == 404
    # A draft is nobody's business outside.
    assert secretary.get(f"{opinion.edition_url}{fmt}/").status_code == 404


def test_every_form_of_the_desk_carries_its_token(client: Client, referral: Referral) -> None:
    user = person(MembershipRole.SECRETARY, referral)
    assert user is not None
    draft = OpinionFactory(referral=referral)
    adopted = OpinionFactory(adopted=True, referral__council=referral.council)
    ProvisionCommentFactory(consultation=referral.consultation)
    for opinion in (draft, adopted):
        attach_file(actor=user, opinion=opinion, file=kept(), role="annex", now=timezone.now())
    client.force_login(user)
    pages = (address(referral), address(adopted.referral), address(referral, "considered"))
    for url in pages:
        page = client.get(url).content.decode().partition("<main")[2]
        forms = page.count('method="post"')
        assert page.count("csrfmiddlewaretoken") == forms >= 1, url
