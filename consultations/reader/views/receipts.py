from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from consultations.reader import selectors
from consultations.reader.forms import ReceiptForm
from core.accounts.permissions import public


@public
def lookup(request: HttpRequest) -> HttpResponse:
    form = ReceiptForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("reader:receipt", code=form.cleaned_data["code"])
    return render(request, "consultations/reader/receipts.html", {"form": form})


@public
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    context = selectors.receipt_page(code, now=timezone.now())
    if context is None:
        form = ReceiptForm({"code": code})
        form.is_valid() and form.add_error("code", form.unknown_code)
        return render(request, "consultations/reader/receipts.html", {"form": form}, status=404)
    return render(request, "consultations/reader/receipt.html", context)
