from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from consultations.comments.views.marking import marking_person
from consultations.reader import schema, selectors
from core.accounts.permissions import public
from drafts.models import Bill, BillVersion, Topic
from drafts.views.figures import picture

BILLS_PER_PAGE = 20


@public
def bill_list(request: HttpRequest) -> HttpResponse:
    """All published bills, or those on the topic of the address."""
    topics = list(Topic.objects.all())
    slug = request.GET.get("topic", "")
    topic = next((known for known in topics if known.slug == slug), None)
    if slug and topic is None:
        raise Http404(slug)
    page = selectors.bills_page(
        cursor=request.GET.get("cursor"), per_page=BILLS_PER_PAGE, now=timezone.now(), topic=topic
    )
    context = {"page": page, "topics": topics, "topic": topic}
    return render(request, "consultations/reader/bills.html", context)


@public
def bill(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Bill.objects.published().select_related("committee"), slug=slug)
    passport = selectors.passport(found, now=timezone.now())
    told = schema.legislation(found, versions=passport["versions"], topics=passport["topics"])
    context = {"bill": found, "passport": passport, "schema": told}
    return render(request, "consultations/reader/bill.html", context)


def published_version(slug: str, number: int) -> BillVersion:
    """Raises Http404 for what does not exist or is not published."""
    versions = BillVersion.objects.published().select_related("bill__committee")
    return get_object_or_404(versions, bill__slug=slug, number=number)


@public
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = published_version(slug, number)
    reading = selectors.reading(found, person=marking_person(request), now=timezone.now())
    return render(request, "consultations/reader/version.html", {"version": found, **reading})


@public
def source(request: HttpRequest, slug: str, number: int) -> FileResponse:
    """The file as the committee handed it in."""
    found = published_version(slug, number)
    filename = f"{found.bill.slug}-v{found.number}.{found.source_kind}"
    try:
        return FileResponse(found.source.open("rb"), as_attachment=True, filename=filename)
    except FileNotFoundError as error:
        raise Http404(filename) from error


@public
def figure(request: HttpRequest, slug: str, number: int, name: str) -> FileResponse:
    """A picture of a published text."""
    return picture(published_version(slug, number), name)


@public
def compare(request: HttpRequest, slug: str, pair: tuple[int, int]) -> HttpResponse:
    old, new = (published_version(slug, number) for number in pair)
    context = {"old": old, "new": new, "bill": new.bill, "changes": selectors.changes(old, new)}
    return render(request, "consultations/reader/compare.html", context)
