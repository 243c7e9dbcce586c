"""Tables of remarks out of files: upload, look, confirm; and the template of such a table."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from consultations.room import services
from consultations.room.errors import RoomError
from consultations.room.exports import table_template
from consultations.room.forms import TableForm
from consultations.room.messages import problem_message
from consultations.room.models import RemarksTable
from consultations.room.presenters import seat_choices, table_lines
from consultations.room.selectors.tables import judged_rows, known_in
from consultations.room.visits import Visit, in_room
from core.accounts.permissions import policy, requires
from core.uploads.intake import CONTENT_TYPES
from core.web.ratelimits import rate_limited

METHODS = ["GET", "HEAD", "POST"]


@requires("room.enter_for")
@rate_limited("room-table", rate="60/h")
@require_http_methods(METHODS)
@in_room
def table_new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Reads a table out of a file; nothing is written yet."""
    policy.require(request.user, "room.enter_for", visit.referral)
    form = TableForm(
        request.POST or None, request.FILES or None, people=seat_choices(visit.seats.values())
    )
    if request.method == "POST" and form.is_valid():
        table = _kept(visit, form)
        if table is not None:
            return redirect("room:table", pk=visit.referral.pk, table=table.pk)
    context = {**visit.context("text"), "form": form}
    status = 422 if form.errors else 200
    return render(request, "consultations/room/table_new.html", context, status=status)


@requires("room.enter_for")
@require_http_methods(METHODS)
@in_room
def table(request: HttpRequest, visit: Visit, table: int) -> HttpResponse:
    """Row by row what was understood; the secretary's yes writes the good ones."""
    policy.require(request.user, "room.enter_for", visit.referral)
    found = get_object_or_404(
        RemarksTable.objects.select_related("uploaded_by"), pk=table, referral=visit.referral
    )
    found.referral = visit.referral
    if request.method == "POST" and _confirmed(request, visit, found):
        return redirect("room:text", pk=visit.referral.pk)
    rows = [] if found.confirmed_at else judged_rows(found)
    known = known_in(visit.referral) if rows else None
    paths = {pk: path for path, pk in known.provisions.items()} if known else {}
    context = {
        **visit.context("text"),
        "table": found,
        "lines": table_lines(rows, paths, visit.seats),
        "good": sum(row.is_ok for row in rows),
        "faulty": sum(not row.is_ok for row in rows),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "consultations/room/table.html", context, status=status)


@requires("room.enter")
@require_safe
@in_room
def template(request: HttpRequest, visit: Visit) -> HttpResponse:
    """An empty table of remarks as DOCX, with an example."""
    content = table_template(visit.referral)
    response = HttpResponse(content, content_type=CONTENT_TYPES["docx"])
    response["Content-Disposition"] = 'attachment; filename="zamechaniya.docx"'
    return response


def _kept(visit: Visit, form: TableForm) -> RemarksTable | None:
    seat = visit.seats.get(form.cleaned_data["author"] or 0)
    try:
        return services.keep_table(
            actor=visit.user,
            referral=visit.referral,
            reading=form.reading,
            file=services.TableFile(form.name, form.sha256),
            default_author=seat.user if seat else None,
            now=timezone.now(),
        )
    except RoomError as error:
        form.add_error(None, problem_message(error.code))
        return None


def _confirmed(request: HttpRequest, visit: Visit, found: RemarksTable) -> bool:
    try:
        done = services.confirm_table(actor=visit.user, table=found, now=timezone.now())
    except RoomError as error:
        messages.error(request, problem_message(error.code))
        return False
    number = done.written
    words = ngettext("%(n)d remark is written.", "%(n)d remarks are written.", number)
    messages.success(request, words % {"n": number})
    return True
