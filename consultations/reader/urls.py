from django.urls import URLPattern, path, register_converter

import core.web.converters  # noqa: F401 - <row:…>
from consultations.reader import views
from consultations.reader.converters import RangeConverter

register_converter(RangeConverter, "versions")

app_name = "reader"


def _signed(name: str) -> list[URLPattern]:
    """The pages and files of one of the two signed documents: the newest, and each revision."""
    base, named = f"consultations/<int:year>/<slug:slug>/{name}/", {"name": name}
    old = f"{base}revisions/<row:revision>/"
    page, file = views.documents.document, views.documents.document_file
    return [
        path(base, page, named, name=name),
        path(old, page, named, name=f"{name}_revision"),
        path(f"{old}changes/", views.documents.document_changes, named, name=f"{name}_changes"),
        path(f"{old}files/", views.documents.document_files, named, name=f"{name}_files"),
        path(f"{base}<str:fmt>/", file, named, name=f"{name}_file"),
        path(f"{old}<str:fmt>/", file, named, name=f"{name}_revision_file"),
    ]


urlpatterns = [
    path("bills/", views.bills.bill_list, name="bills"),
    path("bills/<slug:slug>/", views.bills.bill, name="bill"),
    path("bills/<slug:slug>/v<int:number>/", views.bills.version, name="version"),
    path("bills/<slug:slug>/v<int:number>/source/", views.bills.source, name="source"),
    path(
        "bills/<slug:slug>/v<int:number>/figures/<str:name>", views.bills.figure, name="figure"
    ),
    path("bills/<slug:slug>/compare/<versions:pair>/", views.bills.compare, name="compare"),
    path("consultations/", views.consultations.consultation_list, name="consultations"),
    path(
        "consultations/<int:year>/<slug:slug>/", views.consultations.consultation,
        name="consultation",
    ),
    path(
        "consultations/<int:year>/<slug:slug>/comments/", views.comments.comment_list,
        name="comments",
    ),
    path(
        "consultations/<int:year>/<slug:slug>/comments/<row:pk>/", views.comments.comment,
        name="comment",
    ),
    path(
        "consultations/<int:year>/<slug:slug>/arguments/<row:pk>/", views.comments.argument,
        name="argument",
    ),
    path(
        "consultations/<int:year>/<slug:slug>/moderation/", views.consultations.moderation,
        name="moderation",
    ),
    path(
        "consultations/<int:year>/<slug:slug>/participation/", views.consultations.participation,
        name="participation",
    ),
    path(
        "consultations/<int:year>/<slug:slug>/opinions/<slug:council>/",
        views.opinions.opinion, name="opinion",
    ),
    path(
        "consultations/<int:year>/<slug:slug>/opinions/<slug:council>/<row:edition>/",
        views.opinions.edition, name="opinion_edition",
    ),
    path(
        "consultations/<int:year>/<slug:slug>/opinions/<slug:council>/<row:edition>/<str:fmt>/",
        views.opinions.document, name="opinion_document",
    ),
    path(
        "consultations/<int:year>/<slug:slug>/opinions/<slug:council>/<row:edition>"
        "/files/<row:file>/",
        views.opinions.file, name="opinion_file",
    ),
    *_signed("conclusion"),
    *_signed("summary"),
    path(
        "consultations/<int:year>/<slug:slug>/hearing/",
        views.hearings.hearing,
        name="hearing",
    ),
    path("overdue/", views.councils.overdue, name="overdue"),
    path("councils/", views.councils.council_list, name="councils"),
    path("councils/<slug:slug>/", views.councils.council, name="council"),
    path("receipts/", views.receipts.lookup, name="receipts"),
    path("receipts/<str:code>/", views.receipts.receipt, name="receipt"),
    path("my/", views.my.my, name="my"),
]  # fmt: skip
