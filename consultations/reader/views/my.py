from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from consultations.reader import selectors
from core.accounts.permissions import requires


@requires("my.enter")
def my(request: HttpRequest) -> HttpResponse:
    context = selectors.my_page(request.user, cursor=request.GET.get("cursor"), now=timezone.now())
    return render(request, "consultations/reader/my.html", context)
