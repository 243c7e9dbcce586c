"""The demo's content hangs together: keys, units of the parsed bills, codes, votes, dates."""

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from consultations.comments.domain.questions import QuestionText
from consultations.comments.models import CommentKind, Stance
from consultations.conclusions.models import Disposition
from consultations.expertise.models import (
    Consideration,
    Importance,
    MeetingForm,
    OpinionStatus,
    Verdict,
)
from consultations.expertise.models import Recommendation as OpinionRecommendation
from consultations.process.models import Form
from core.accounts.models import AuthorType, BodyKind, ConsentKind, MembershipRole, NameDisplay
from demo.build_bills import BILLS as FOLDER
from demo.content import cms
from demo.content.answers import ANSWERS, BY_CONSULTATION
from demo.content.authors import AUTHORS
from demo.content.bills import (
    BILLS,
    BUDGETING,
    CONSULTATIONS,
    SILENCE,
    SILENCE_BASE_FILE,
    VOLUNTEERS,
)
from demo.content.comments import COMMENTS
from demo.content.opinion_details import DETAILS
from demo.content.opinions import OPINIONS
from demo.content.page_types import DEMONSTRATION
from demo.content.people import BODIES, LOGINS, MEMBERSHIPS, PEOPLE
from demo.content.questions import QUESTIONS, SHEETS
from demo.content.types import AnswerData, CommentData, OpinionData, RemarkData
from demo.opinions import voting
from drafts.domain import outline
from drafts.domain.nodes import Act, Alinea, QuotedStructure, Unit
from drafts.domain.paths import walk
from drafts.importers import read_act
from drafts.models import BillStatus, Stage

RULES = Path(__file__).resolve().parents[3] / "core" / "rules" / "data"
ALL_COMMENTS = [comment for comments in COMMENTS.values() for comment in comments]
REMARKS = [(opinion, remark) for opinion in OPINIONS for remark in opinion.remarks]
FILES = [version.file for bill in BILLS for version in bill.versions] + [SILENCE_BASE_FILE]
WINDOWS = {consultation.key: consultation for consultation in CONSULTATIONS}


@cache
def act_of(file: str) -> Act:
    draft = read_act((FOLDER / file).read_bytes(), name=file)
    assert draft.warnings == ()
    return draft.act


@cache
def units_of(file: str) -> dict[str, Unit]:
    return {placed.path: placed.unit for placed in walk(act_of(file))}


def file_of(consultation: str) -> str:
    bill = next(bill for bill in BILLS if bill.key == WINDOWS[consultation].bill)
    return bill.versions[WINDOWS[consultation].version - 1].file


def first_paragraph(unit: Unit) -> str:
    return next((block.text for block in unit.intro if isinstance(block, Alinea)), "")


def answered(consultation: str) -> dict[str, AnswerData]:
    return {key: answer for answer in BY_CONSULTATION[consultation] for key in answer.covers}


def rules(file: str, table: str) -> dict[str, dict[str, str]]:
    rows = tomllib.loads((RULES / file).read_text(encoding="utf-8"))[table]
    return {row["code"]: row for row in rows}


# --- the bills -------------------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(set(FILES)))
def test_every_file_is_read_as_a_law_of_the_region(file: str) -> None:
    act = act_of(file)
    assert act.act_type == "ЗАКОН АМУРСКОЙ ОБЛАСТИ"
    assert act.title.startswith("О")
    assert act.adoption.startswith("Принят Законодательным Собранием Амурской области")
    assert [line.role.value for line in act.back] == [
        "signature", "signature", "place", "date", "number",
    ]  # fmt: skip


@pytest.mark.parametrize("bill", BILLS, ids=lambda bill: bill.key)
def test_title_of_the_bill_is_the_title_in_its_files(bill) -> None:
    assert {act_of(version.file).title for version in bill.versions} == {bill.title}
    assert all(act_of(version.file).stamp.startswith("Проект") for version in bill.versions)


def test_the_open_bill_has_chapters_articles_and_annexes() -> None:
    kinds = Counter(unit.kind.value for unit in units_of("initiative-budgeting.docx").values())
    assert (kinds["chapter"], kinds["article"], kinds["annex"]) == (9, 45, 2)
    units = units_of("initiative-budgeting.docx")
    raised = units["chapter:III/article:12.1"]
    assert raised.num == "Статья 12¹."
    assert "chapter:VI/article:33/paragraph:2/point:3/subpoint:б" in units  # Word's own numbers
    assert "annex:1/point:3/point:3.2/subpoint:2" in units


def test_the_amending_bill_keeps_its_quoted_units_apart() -> None:
    rows = list(outline.rows(act_of("silence-amendments.docx"), with_quoted=True))
    assert len([row for row in rows if len(row) == 2]) == 25
    quoted = {(row[0], row[1]) for row in rows if len(row) == 3}
    assert ("article:1/point:6", "article:5.1/paragraph:3") in quoted
    assert ("article:1/point:2", "article:3/paragraph:1/point:3") in quoted
    assert ("article:1/point:3/subpoint:в", "point:6") in quoted


def test_every_quotation_is_closed() -> None:
    for unit in units_of("silence-amendments.docx").values():
        for block in unit.intro:
            if isinstance(block, QuotedStructure):
                assert block.closing


def test_the_second_version_has_a_new_article_eleven() -> None:
    first, second = units_of("volunteers-v1.docx"), units_of("volunteers-v2.docx")
    assert second["article:12"].heading == first["article:11"].heading
    assert second["article:14"].heading == first["article:13"].heading
    assert second["article:11"].heading == "Поощрение добровольцев старшего возраста"


# --- people ----------------------------------------------------------------------------------


def test_keys_and_addresses_are_unique() -> None:
    for keys in (
        [body.slug for body in BODIES],
        [person.key for person in PEOPLE],
        [person.email for person in PEOPLE],
        [author.key for author in AUTHORS],
        [author.email for author in AUTHORS],
        [bill.slug for bill in BILLS],
        [comment.key for comment in ALL_COMMENTS] + [remark.key for _, remark in REMARKS],
        [answer.key for answer in ANSWERS],
    ):
        assert max(Counter(keys).values()) == 1


def test_every_address_is_on_a_reserved_domain() -> None:
    addresses = [item.email for item in (*BODIES, *PEOPLE, *AUTHORS)]
    assert all(address.endswith(".example") for address in addresses)


def test_memberships_name_known_people_and_bodies() -> None:
    people, bodies = {person.key for person in PEOPLE}, {body.slug for body in BODIES}
    for membership in MEMBERSHIPS:
        assert membership.person in people
        assert membership.body in bodies
        assert membership.role in MembershipRole.values
    assert {person.key for person in PEOPLE} - {"citizen"} == {m.person for m in MEMBERSHIPS}
    assert {body.kind for body in BODIES} <= set(BodyKind.values)
    assert {body.parent for body in BODIES if body.parent} <= bodies


def test_councils_are_full_and_every_member_was_nominated() -> None:
    for body in BODIES:
        if not body.seats:  # no council: nobody is nominated for it
            continue
        seated = [
            membership
            for membership in MEMBERSHIPS
            if membership.body == body.slug and membership.role in ("chair", "member", "secretary")
        ]
        assert len(seated) == body.seats
        assert all(membership.nominated_by for membership in seated)


def test_each_part_of_the_demo_has_its_login() -> None:
    roles = {m.role for m in MEMBERSHIPS for person in LOGINS if person.key == m.person}
    assert roles >= {"secretary", "member", "clerk", "moderator", "editor", "administrator"}
    assert all(person.signs_in and person.login_note for person in LOGINS)


def test_authors_are_described_fully() -> None:
    accounts = {person.key: person for person in PEOPLE}
    for author in AUTHORS:
        assert author.author_type in AuthorType.values
        assert author.name_display in NameDisplay.values
        assert (author.name_display == "organisation") == bool(author.organisation)
        if author.person:
            assert accounts[author.person].email == author.email


# --- consultations and comments ---------------------------------------------------------------


def test_windows_stand_where_the_demo_needs_them() -> None:
    bodies = {body.slug: body for body in BODIES}
    bills = {bill.key: bill for bill in BILLS}
    for item in CONSULTATIONS:
        assert item.form in Form.values
        assert item.announced_days <= item.opens_days < item.closes_days < item.answer_due_days
        published = bills[item.bill].versions[item.version - 1].published_days
        assert bills[item.bill].introduced_days <= published <= item.announced_days
        assert bodies[item.organiser].seats > 0
        assert {item.responder, item.addressee} <= set(bodies)
        assert all(bodies[referral.council].seats > 0 for referral in item.referrals)
    assert WINDOWS[BUDGETING].opens_days < 0 < WINDOWS[BUDGETING].closes_days
    assert WINDOWS[SILENCE].closes_days == -7
    assert WINDOWS[VOLUNTEERS].concluded == (-30, "11:20")
    for bill in BILLS:
        assert bill.status in BillStatus.values
        assert all(version.stage in Stage.values for version in bill.versions)


def test_there_are_enough_comments() -> None:
    counts = {key: len(comments) for key, comments in COMMENTS.items()}
    assert counts[BUDGETING] >= 30
    assert counts[SILENCE] >= 24
    assert counts[VOLUNTEERS] >= 20
    assert len([comment for comment in ALL_COMMENTS if comment.reply_to]) == 3
    assert len([comment for comment in ALL_COMMENTS if comment.hidden_ground]) == 4


@pytest.mark.parametrize("consultation", sorted(COMMENTS))
def test_comments_name_units_authors_and_moments_that_exist(consultation: str) -> None:
    units, window = units_of(file_of(consultation)), WINDOWS[consultation]
    authors = {author.key for author in AUTHORS}
    for comment in COMMENTS[consultation]:
        assert comment.unit == "" or comment.unit in units, comment.key
        assert comment.author in authors, comment.key
        assert window.opens_days <= comment.at[0] <= min(window.closes_days, -1), comment.key


@pytest.mark.parametrize("comment", ALL_COMMENTS, ids=lambda comment: comment.key)
def test_comment_is_complete(comment: CommentData) -> None:
    assert comment.kind in CommentKind.values
    assert comment.stance in Stance.values
    assert comment.rationale
    assert bool(comment.proposed) == (comment.kind in ("amend", "add"))
    assert bool(comment.hidden_note) == bool(comment.hidden_ground)
    if comment.hidden_ground:
        assert comment.hidden_ground in rules("moderation.toml", "ground")


@pytest.mark.parametrize("consultation", sorted(COMMENTS))
def test_an_amendment_changes_the_words_of_its_unit(consultation: str) -> None:
    units = units_of(file_of(consultation))
    for comment in COMMENTS[consultation]:
        if comment.kind == "amend":
            before = first_paragraph(units[comment.unit]).split()
            after = comment.proposed.split()
            assert before != after, comment.key
            assert len(set(before) & set(after)) >= len(set(before)) / 3, comment.key


@pytest.mark.parametrize("consultation", sorted(COMMENTS))
def test_replies_and_repetitions_stand_on_the_same_unit(consultation: str) -> None:
    by_key = {comment.key: comment for comment in COMMENTS[consultation]}
    for comment in COMMENTS[consultation]:
        for key in filter(None, (comment.reply_to, comment.same_as)):
            assert by_key[key].unit == comment.unit
            assert by_key[key].at < comment.at
            assert by_key[key].author != comment.author
        if comment.reply_to:
            assert not by_key[comment.reply_to].reply_to


# --- opinions --------------------------------------------------------------------------------


@pytest.mark.parametrize("opinion", OPINIONS, ids=lambda opinion: opinion.key)
def test_opinion_is_lawful(opinion: OpinionData) -> None:
    window = WINDOWS[opinion.consultation]
    seats = next(body.seats for body in BODIES if body.slug == opinion.council)
    members = {m.person for m in MEMBERSHIPS if m.body == opinion.council}
    assert opinion.council in {referral.council for referral in window.referrals}
    assert opinion.rapporteur in members
    assert opinion.status in OpinionStatus.values
    assert opinion.meeting_form in MeetingForm.values
    assert opinion.present == opinion.votes_for + opinion.votes_against + opinion.votes_abstained
    assert {dissent.member for dissent in opinion.dissents} <= members
    if opinion.status == "adopted":
        assert opinion.present * 2 > seats
        assert opinion.votes_for * 2 > opinion.present
        assert opinion.recommendation in OpinionRecommendation.values
        assert all((opinion.findings, opinion.consequences, opinion.proposals, opinion.number))
        assert opinion.meeting_days is not None
        assert window.opens_days <= opinion.meeting_days <= window.closes_days
        for dissent in opinion.dissents:
            assert 0 <= dissent.filed_days - opinion.meeting_days <= 5


@pytest.mark.parametrize("opinion", OPINIONS, ids=lambda opinion: opinion.key)
def test_details_of_an_opinion_are_lawful(opinion: OpinionData) -> None:
    details = DETAILS[opinion.key]
    units = units_of(file_of(opinion.consultation))
    comments = {comment.key: comment for comment in COMMENTS[opinion.consultation]}
    assert {verdict for _code, verdict, _text in details.checklist} <= set(Verdict.values)
    assert {row.unit for row in details.factors} <= set(units)
    for key, result, _note in details.considered:
        assert result in Consideration.values
        assert not comments[key].hidden_ground
        assert not comments[key].reply_to
        if opinion.meeting_days is not None:
            assert comments[key].at[0] < opinion.meeting_days
    if details.ballots:
        away = {*details.absent, *details.excused}
        named = [*details.against, *details.abstained, *details.absent, *details.excused]
        council = voting(opinion.council)
        assert len(set(named)) == len(named)
        assert set(named) <= set(council)
        assert len(council) - len(away) == opinion.present
        assert len(details.against) == opinion.votes_against
        assert len(details.abstained) == opinion.votes_abstained
        assert {dissent.member for dissent in opinion.dissents} <= set(council) - away


@pytest.mark.parametrize(("opinion", "remark"), REMARKS, ids=lambda item: item.key)
def test_remark_stands_on_a_unit(opinion: OpinionData, remark: RemarkData) -> None:
    assert remark.unit in units_of(file_of(opinion.consultation))
    assert remark.importance in Importance.values
    assert remark.text


def test_the_open_bill_has_a_draft_and_one_opinion_has_a_dissent() -> None:
    drafts = [opinion.consultation for opinion in OPINIONS if opinion.status == "draft"]
    assert drafts == [BUDGETING]
    assert sum(len(opinion.dissents) for opinion in OPINIONS) == 1


# --- answers ---------------------------------------------------------------------------------


def to_answer(consultation: str) -> set[str]:
    """Keys of what needs an answer: visible comments that are no replies, adopted remarks."""
    comments = {
        comment.key
        for comment in COMMENTS[consultation]
        if not comment.hidden_ground and not comment.reply_to
    }
    remarks = {
        remark.key
        for opinion, remark in REMARKS
        if opinion.consultation == consultation and opinion.status == "adopted"
    }
    return comments | remarks


def test_the_concluded_expertise_has_every_answer_and_the_closed_one_about_half() -> None:
    assert set(answered(VOLUNTEERS)) == to_answer(VOLUNTEERS)
    half = answered(SILENCE)
    assert set(half) < to_answer(SILENCE)
    assert 0.35 < len(half) / len(to_answer(SILENCE)) < 0.65
    assert BY_CONSULTATION[BUDGETING] == ()


@pytest.mark.parametrize("consultation", [SILENCE, VOLUNTEERS])
def test_answers_come_once_after_the_window_and_together_for_repetitions(
    consultation: str,
) -> None:
    covered = [key for answer in BY_CONSULTATION[consultation] for key in answer.covers]
    assert len(covered) == len(set(covered))
    last = WINDOWS[consultation].concluded or (-1, "23:59")
    for answer in BY_CONSULTATION[consultation]:
        assert (WINDOWS[consultation].closes_days + 1, "00:00") <= answer.at <= last
    answers = answered(consultation)
    for comment in COMMENTS[consultation]:
        if comment.same_as:
            assert answers.get(comment.key) is answers.get(comment.same_as), comment.key


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.key)
def test_answer_is_reasoned(answer: AnswerData) -> None:
    reasons = rules("answers.toml", "reason")
    assert answer.disposition in Disposition.values
    assert reasons[answer.reason]["disposition"] == answer.disposition
    assert answer.text
    assert not answer.expected or answer.disposition in ("accepted", "partly")
    assert not answer.expected or answer.unit


def test_promises_are_kept_in_the_second_version_except_one() -> None:
    second = units_of("volunteers-v2.docx")
    broken = []
    for answer in BY_CONSULTATION[VOLUNTEERS]:
        if not answer.expected:
            assert answer.in_text is None
            continue
        enacted = first_paragraph(second[answer.unit])
        assert (enacted == answer.expected) == answer.in_text, answer.key
        if not answer.in_text:
            broken.append(answer.key)
    assert broken == ["ac16"]


def test_one_change_of_the_second_version_has_no_public_cause() -> None:
    def words(unit: Unit) -> str:
        return first_paragraph(unit).rstrip(".;")  # a point added below changes the full stop

    first, second = units_of("volunteers-v1.docx"), units_of("volunteers-v2.docx")
    explained = {answer.unit for answer in BY_CONSULTATION[VOLUNTEERS] if answer.in_text}
    moved = {"article:11", "article:12", "article:13", "article:14"}
    changed = {
        path
        for path, unit in second.items()
        if path.split("/")[0] not in moved
        and (path not in first or words(first[path]) != words(unit))
    }
    assert changed - explained == {"article:9/paragraph:1"}


def test_promised_words_for_the_amending_bill_speak_of_its_units() -> None:
    units = units_of(file_of(SILENCE))
    for answer in BY_CONSULTATION[SILENCE]:
        assert not answer.unit or answer.unit in units


# --- pages -----------------------------------------------------------------------------------


def test_pages_are_whole() -> None:
    assert (len(cms.NEWS), len(cms.GUIDES), len(cms.PAGES)) == (5, 3, 6)
    pages = (*cms.NEWS, *cms.GUIDES, *cms.PAGES, cms.FAQ)
    assert len({page.slug for page in pages}) == len(pages)
    assert all(page.title and len(page.lead) <= 500 and page.body for page in pages)
    assert all(item.date_days is not None and item.date_days < 0 for item in cms.NEWS)
    assert all(item.tags for item in cms.NEWS)


def test_questions_are_answered() -> None:
    asked = [block for block in cms.FAQ.body if block.kind == "question"]
    assert len(asked) >= 8
    assert len({block.lines[0] for block in asked}) == len(asked)
    assert all(block.lines[0].endswith("?") and block.lines[1:] for block in asked)


def test_what_is_made_up_says_so() -> None:
    """Wherever somebody could be rung up or written to."""
    for page in cms.PAGES:
        said = [line for block in page.body for line in block.lines]
        if any(block.kind == "contact" for block in page.body):
            assert DEMONSTRATION in said, page.slug


def test_numbers_and_addresses_of_contacts_are_nobodys() -> None:
    contacts = [block for page in cms.PAGES for block in page.body if block.kind == "contact"]
    assert contacts
    for _name, _post, phone, email, _hours in (block.lines for block in contacts):
        assert not phone or phone.startswith("+7 (4162) 00-00-")
        assert email.endswith(".example")


def test_blocks_are_in_the_form_of_a_stream() -> None:
    steps = next(block for block in cms.GUIDES[0].body if block.kind == "steps")
    text = next(block for block in cms.GUIDES[0].body if block.kind == "text")
    button = next(block for block in cms.GUIDES[0].body if block.kind == "button")
    assert steps.stream == ("steps", list(steps.lines))
    assert text.stream[1] == "".join(f"<p>{line}</p>" for line in text.lines)
    assert button.stream == ("button", {"label": "Выбрать законопроект", "address": "/bills/"})


def test_consents_are_two_separate_texts() -> None:
    assert [consent.kind for consent in cms.CONSENTS] == list(ConsentKind.values)
    processing, dissemination = (consent.text for consent in cms.CONSENTS)
    assert "распростран" not in processing
    assert "отдельно от согласия на обработку" in dissemination


@pytest.mark.parametrize("key", QUESTIONS)
def test_questions_are_about_units_and_sheets_answer_them(key: str) -> None:
    questions = {question.key: question for question in QUESTIONS[key]}
    assert {question.unit for question in questions.values()} <= {"", *units_of(file_of(key))}
    for question in questions.values():
        assert QuestionText(question.kind, question.text, question.options).problem() is None
    window = WINDOWS[key]
    for sheet in SHEETS[key]:
        assert sheet.author in {author.key for author in AUTHORS}
        assert window.opens_days <= sheet.at[0] < 0
        for name, said in sheet.answers.items():
            assert isinstance(said, str) == (questions[name].kind == "text")
            assert isinstance(said, str) or max(said) < len(questions[name].options)
    authors = [sheet.author for sheet in SHEETS[key]]
    assert len(set(authors)) == len(authors)
