"""The pages of files of answers."""

from collections.abc import Mapping
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.conclusions.domain.sheets import ANSWER, HEADINGS, Column
from consultations.conclusions.exports.answer_files import (
    FileHead,
    answers_docx,
    answers_xlsx,
)
from consultations.conclusions.forms.files import SheetFilterForm
from consultations.conclusions.models import AnswerImport
from consultations.conclusions.presenters.imports import (
    report_figures,
    report_tabs,
    row_lines,
)
from consultations.conclusions.selectors import desk
from consultations.conclusions.selectors.imports import (
    latest_imports,
    report_counts,
    report_page,
    rows_of,
)
from consultations.conclusions.selectors.sheets import (
    SheetFilter,
    count_groups,
    sheet_groups,
    sheet_of,
)
from consultations.process.models import Consultation
from core.accounts.permissions import policy
from core.documents.csv import render_csv
from core.rules import selectors as rules

PER_PAGE: Final = 50
WRITERS: Final = {"xlsx": answers_xlsx, "docx": answers_docx}


def files_context(consultation: Consultation, user: Any) -> dict[str, Any]:
    """For consultations/conclusions/answer_files.html."""
    counts = count_groups(consultation)
    form = SheetFilterForm(
        initial={"state": "left" if counts["left"] else "all"},
        provisions=desk.provisions_with_groups(consultation),
    )
    return {
        "consultation": consultation,
        "bill": consultation.version.bill,
        "form": form,
        "counts": counts,
        "imports": latest_imports(consultation),
        "may_import": policy.check(user, "conclusions.answer", consultation.as_responder),
    }


def answers_file(consultation: Consultation, fmt: str, wanted: SheetFilter) -> bytes:
    """The file of answers in one of WRITERS."""
    now = timezone.now()
    rows = (row.cells for row in sheet_groups(consultation, wanted))
    return WRITERS[fmt](_head(consultation), rows, rules.reason_codes(timezone.localdate(now)))


def report_context(report: AnswerImport, query: Mapping[str, str], user: Any) -> dict[str, Any]:
    """For consultations/conclusions/answer_import.html."""
    only = query.get("only", "")
    counts = report_counts(report)
    page = report_page(report, only=only, cursor=query.get("cursor"), per_page=PER_PAGE)
    address = reverse("conclusions:import_report", args=[report.pk])
    return {
        "report": report,
        "consultation": report.consultation,
        "bill": report.consultation.version.bill,
        "counts": counts,
        "figures": report_figures(report, counts),
        "tabs": report_tabs(counts, only, address),
        "page": page,
        "lines": row_lines(page.items),
        "may_apply": not report.applied_at
        and bool(counts.good)
        and policy.check(user, "conclusions.answer", report),
    }


def report_csv(report: AnswerImport) -> bytes:
    """The whole report as a table."""
    header = [_("Row"), _("Result"), _("What is wrong"), HEADINGS[Column.KEY]]
    header += [HEADINGS[Column.PLACE], *(HEADINGS[column] for column in ANSWER)]
    lines = row_lines(list(rows_of(report)))
    return render_csv(
        header,
        (
            [
                line.row.label,
                line.verdict,
                "\n".join([*line.faults, *line.flaws]),
                line.row.key,
                line.place,
                *(line.row.cells.get(column, "") for column in ANSWER),
            ]
            for line in lines
        ),
    )


def faulty_xlsx(report: AnswerImport) -> bytes:
    """The faulty rows once more, as they were filled in, with what is to be mended and keys of
    today: what is mended may be sent again."""
    lines = row_lines(list(rows_of(report, "faults")))
    groups = sheet_of({line.group.pk for line in lines if line.group is not None})
    rows = []
    for number, line in enumerate(lines, start=1):
        known = groups.get(line.group.pk) if line.group is not None else None
        cells: dict[Column, str | int] = dict(known.cells) if known is not None else {}
        typed = {column: line.row.cells.get(column, "") for column in ANSWER}
        rows.append({**cells, **typed, Column.NUMBER: number, Column.FAULTS: line.todo})
    reasons = rules.reason_codes(timezone.localdate())
    return answers_xlsx(_head(report.consultation), rows, reasons, faults=True)


def _head(consultation: Consultation) -> FileHead:
    responder = consultation.responder
    return FileHead(
        bill=consultation.version.bill.title,
        committee=responder.name if responder is not None else "",
        made_at=timezone.now(),
    )
