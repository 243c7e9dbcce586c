from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.amendments.views import desk, editing, public

app_name = "amendments"

urlpatterns = [
    path("desk/consultations/<row:pk>/amendments/", desk.tables, name="desk"),
    path("desk/consultations/<row:pk>/amendments/table/", desk.table, name="table"),
    path("desk/consultations/<row:pk>/amendments/new/", editing.add, name="add"),
    path("desk/consultations/<row:pk>/amendments/publish/", desk.publish, name="publish"),
    path("desk/consultations/<row:pk>/amendments/draft/<str:fmt>/", desk.draft_file, name="draft"),
    path("desk/amendments/<row:pk>/", editing.edit, name="edit"),
    path("desk/amendments/<row:pk>/withdraw/", editing.withdraw, name="withdraw"),
    path("consultations/<int:year>/<slug:slug>/amendments/", public.edition, name="newest"),
    path(
        "consultations/<int:year>/<slug:slug>/amendments/<row:edition>/",
        public.edition,
        name="edition",
    ),
    path(
        "consultations/<int:year>/<slug:slug>/amendments/<row:edition>/<str:fmt>/",
        public.edition_file,
        name="edition_file",
    ),
]
