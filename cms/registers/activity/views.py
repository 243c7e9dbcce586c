"""What everybody sees: meetings, a meeting, the table of forms of public control, what was entered
into it by hand."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.registers.activity import selectors
from cms.registers.activity.forms import MeetingsForm, TableForm, WorksForm
from cms.registers.activity.presenters import FORM_HEADS, quorum_words, state_tag
from core.accounts.permissions import public


@public
@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """The latest first; visiting sessions are one of the forms."""
    form, today = MeetingsForm(request.GET), timezone.localdate()
    page = selectors.meetings_page(form.filters(), cursor=request.GET.get("cursor"))
    rows = [(each, *state_tag(each, today)) for each in page.items]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "cms/activity/meetings.html", context)


@public
@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Agenda, decisions, who was there, the minutes."""
    found = selectors.find_meeting(pk)
    if found is None:
        raise Http404
    label, kind = state_tag(found, timezone.localdate())
    context = {"meeting": found, "label": label, "kind": kind, "quorum": quorum_words(found)}
    return render(request, "cms/activity/meeting.html", context)


@public
@require_safe
def form_table(request: HttpRequest) -> HttpResponse:
    """Councils, years and forms."""
    form = TableForm(request.GET)
    filters = form.filters()
    found = selectors.form_table(council=filters.council, year=filters.year)
    context = {"form": form, "table": found, "forms": FORM_HEADS}
    return render(request, "cms/activity/forms.html", context)


@public
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """What councils have entered, with evidence."""
    form = WorksForm(request.GET)
    page = selectors.works_page(form.filters(), cursor=request.GET.get("cursor"))
    return render(request, "cms/activity/works.html", {"form": form, "page": page})
