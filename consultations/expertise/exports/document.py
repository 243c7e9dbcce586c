"""An opinion as a document with its thirteen sections. Titles and sentences are Russian: the
document is official."""

from collections.abc import Iterator

from django.utils import timezone

from consultations.expertise.domain.parts import Section
from consultations.expertise.exports import tables, words
from consultations.expertise.models import Opinion, OpinionStatus
from consultations.expertise.selectors import OpinionText
from core.accounts.models import Membership
from core.documents.domain.blocks import (
    Block,
    Document,
    Entry,
    Heading,
    KeyValue,
    List,
    Quote,
    Requisites,
    Signature,
    paragraph,
    paragraphs,
)
from drafts.domain.citations import citation


def build_document(text: OpinionText) -> Document:
    """The description from which DOCX and PDF are rendered. The same opinion gives the same
    document as long as it does not change."""
    opinion = text.opinion
    meeting = opinion.meeting_on
    return Document(
        title=_title(opinion),
        created=opinion.adopted_at or opinion.created_at,
        requisites=Requisites(
            organisation=(opinion.council.name,),
            status=_status(opinion),
            kind=words.KIND,
            date=words.day(meeting) if meeting else "",
            number=opinion.number,
            place=opinion.place,
        ),
        blocks=tuple(_blocks(text)),
    )


def _title(opinion: Opinion) -> str:
    bill = opinion.consultation.version.bill
    number = f"{words.numbered(bill.number)} " if bill.number else ""
    form = words.FORMS_GENITIVE[opinion.consultation.form]
    return f"по результатам {form} законопроекта {number}{words.quoted(bill.title)}"


def _status(opinion: Opinion) -> str:
    return {
        OpinionStatus.DRAFT.value: words.DRAFT,
        OpinionStatus.SUPERSEDED.value: words.SUPERSEDED,
    }.get(opinion.status, "")


def _blocks(text: OpinionText) -> Iterator[Block]:
    sections = {
        Section.REQUISITES: _requisites,
        Section.BASIS: _basis,
        Section.EXPERTS: _experts,
        Section.MATERIALS: _materials,
        Section.CHECKLIST: _checklist,
        Section.REMARKS: _remarks,
        Section.COMMENTS: _comments,
        Section.CONSEQUENCES: lambda text: _prose(text.opinion.consequences),
        Section.FINDINGS: lambda text: _prose(text.opinion.findings),
        Section.RECOMMENDATION: _recommendation,
        Section.VOTE: tables.vote,
        Section.DISSENTS: _dissents,
        Section.SIGNATURES: _signatures,
    }
    for section in Section:
        yield Heading(1, words.SECTIONS[section], numbered=True)
        yield from sections[section](text)


def _prose(text: str) -> Iterator[Block]:
    yield from paragraphs(text or "Не указано.")


def _facts(*rows: tuple[str, str]) -> KeyValue:
    return KeyValue(tuple(Entry(key, paragraphs(value)) for key, value in rows if value))


def _requisites(text: OpinionText) -> Iterator[Block]:
    opinion = text.opinion
    yield _facts(
        ("Совет", opinion.council.name),
        ("Номер заключения", opinion.number or "не присвоен"),
        ("Дата", words.day(opinion.meeting_on) if opinion.meeting_on else "не указана"),
        ("Место", opinion.place or "не указано"),
        ("Причина исправления", opinion.correction_reason),
    )
    if opinion.supersedes is not None:
        old = opinion.supersedes
        date = f" от {words.day(old.meeting_on)}" if old.meeting_on else ""
        number = f" {words.numbered(old.number)}" if old.number else ""
        yield paragraph(f"Настоящее заключение принято взамен заключения{date}{number}.")


def _basis(text: OpinionText) -> Iterator[Block]:
    consultation, referral = text.opinion.consultation, text.referral
    rows = [
        ("Форма", words.capital(words.FORMS[consultation.form])),
        ("Организатор", consultation.organiser.name),
        ("Основание", consultation.basis),
        ("Правовая основа", text.basis),
        ("Объявлено", words.day(consultation.announced_on)),
    ]
    if referral is not None:
        rows += [
            ("Направлено в совет", words.day(timezone.localdate(referral.sent_at))),
            ("Срок представления", words.day(referral.due_on)),
        ]
    yield _facts(*rows)


def _experts(text: OpinionText) -> Iterator[Block]:
    if not text.experts:
        yield paragraph("Эксперты не названы.")
    items = []
    for line in text.experts:
        about = words.about_expert(line.role, line.about)
        named = f"{line.name} ({about})" if about else line.name
        items.append((paragraph(f"{named}: {words.declared(line.declaration)}."),))
    if items:
        yield List(ordered=False, items=tuple(items))
    opinion = text.opinion
    if opinion.is_accredited and opinion.accreditation_on is not None:
        who = opinion.accreditation_expert or "Эксперт"
        yield paragraph(
            f"{who}: аккредитация на проведение независимой антикоррупционной экспертизы, "
            f"свидетельство {words.numbered(opinion.accreditation_number)} от "
            f"{words.day(opinion.accreditation_on)}."
        )
    if text.conflicted:
        names = ", ".join(text.conflicted)
        yield paragraph(f"О конфликте интересов заявили и в голосовании не участвуют: {names}.")


def _materials(text: OpinionText) -> Iterator[Block]:
    lines = [line.strip() for line in text.opinion.materials.splitlines() if line.strip()]
    if lines:
        yield List(ordered=True, items=tuple((paragraph(line),) for line in lines))
    else:
        yield paragraph("Перечень изученных материалов не приведён.")


def _checklist(text: OpinionText) -> Iterator[Block]:
    if text.checklist:
        yield tables.checklist(text.checklist)
    yield Heading(2, words.CORRUPTION[text.opinion.is_accredited])
    if not text.found_factors:
        yield paragraph("Коррупциогенные факторы не выявлены.")
    for line in text.found_factors:
        yield Heading(3, words.capital(f"{line.item.title} ({line.item.number})"))
        for found in line.findings:
            place = citation(found.provision.path) if found.provision else "законопроект в целом"
            if found.quotation:
                yield Quote(paragraphs(found.quotation), source=words.capital(place))
            else:
                yield paragraph(words.capital(f"{place}."))
            yield from paragraphs(found.text)
            if found.remedy:
                yield from paragraphs(f"Способ устранения: {found.remedy}")


def _remarks(text: OpinionText) -> Iterator[Block]:
    if text.remarks:
        yield tables.remarks(text.remarks)
    else:
        yield paragraph("Замечаний нет.")


def _comments(text: OpinionText) -> Iterator[Block]:
    if text.considered:
        yield tables.considered(text.considered)
    else:
        yield paragraph("Предложения граждан и организаций отдельно не рассматривались.")


def _recommendation(text: OpinionText) -> Iterator[Block]:
    yield from _prose(text.opinion.proposals)
    code = text.opinion.recommendation
    chosen = words.RECOMMENDATIONS.get(code, "не выбрана")
    yield paragraph(f"Рекомендация: {chosen}.", bold=True)
    yield paragraph(words.ADVISORY)


def _dissents(text: OpinionText) -> Iterator[Block]:
    if not text.dissents:
        yield paragraph("Особые мнения не представлены.")
    for dissent in text.dissents:
        source = f"{dissent.member.user}, {words.day(dissent.filed_on)}"
        yield Quote(paragraphs(dissent.text), source=source)


def _signatures(text: OpinionText) -> Iterator[Block]:
    yield from _annexes(text)
    opinion = text.opinion
    signed_on = words.short_day(opinion.signed_on) if opinion.signed_on else ""
    if opinion.signed_by is not None:
        yield _signature(opinion.signed_by, signed_on)
        return
    for member in (text.chair, text.secretary):
        if member is not None:
            yield _signature(member, "")


def _annexes(text: OpinionText) -> Iterator[Block]:
    if not text.files:
        yield paragraph("Приложений нет.")
        return
    yield List(
        ordered=True,
        items=tuple(
            (paragraph(f"{file.title} ({file.kind.upper()}, SHA-256 {file.sha256})"),)
            for file in text.files
        ),
    )


def _signature(member: Membership, date: str) -> Signature:
    role = words.capital(words.ROLES.get(member.role, ""))
    return Signature(role, words.signed_name(member.user.full_name), date)
