from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from consultations.reader import selectors
from core.accounts.permissions import policy, requires


@requires("my.enter")
def my(request: HttpRequest) -> HttpResponse:
    context = selectors.my_page(request.user, cursor=request.GET.get("cursor"), now=timezone.now())
    may = {name: policy.check(request.user, name) for name in ("desk.enter", "cms.admin")}
    context |= {"may_enter_desk": may["desk.enter"], "may_edit_pages": may["cms.admin"]}
    return render(request, "consultations/reader/my.html", context)
