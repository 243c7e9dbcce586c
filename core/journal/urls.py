from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from core.journal import views

app_name = "journal"

urlpatterns = [
    path("journal/", views.entries, name="list"),
    path("journal/export.jsonl", views.export, name="export"),
    path("journal/<row:sequence>/", views.entry, name="entry"),
]
