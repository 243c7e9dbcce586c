from django.urls import path

from core.journal import views

app_name = "journal"

urlpatterns = [
    path("journal/", views.entries, name="list"),
    path("journal/export.jsonl", views.export, name="export"),
    path("journal/<int:sequence>/", views.entry, name="entry"),
]
