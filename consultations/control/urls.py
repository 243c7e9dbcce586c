from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.control import views

app_name = "control"

_EVENT = "consultations/<int:year>/<slug:slug>/"

urlpatterns = [
    path(f"{_EVENT}observations/", views.public.observations, name="observations"),
    path(f"{_EVENT}observations/files/<row:pk>/", views.public.observation_file, name="file"),
    path(f"{_EVENT}closing/", views.public.closing, name="closing"),
    path(
        f"{_EVENT}closing/<int:edition>/<str:fmt>/", views.public.closing_file,
        name="closing_file",
    ),
    path("my/inspections/", views.observing.mine, name="mine"),
    path("my/inspections/<row:pk>/", views.observing.observe, name="observe"),
    path("desk/control/<row:pk>/", views.desk.desk, name="desk"),
    path("desk/control/<row:pk>/inspectors/new/", views.desk.inspector, name="inspector_new"),
    path("desk/inspectors/<row:pk>/release/", views.desk.release, name="inspector_release"),
    path("desk/observations/<row:pk>/withdraw/", views.desk.withdraw, name="withdraw"),
    path("desk/control/<row:pk>/closing/", views.closing.draft, name="closing_draft"),
    path("desk/control/<row:pk>/closing/sign/", views.closing.sign, name="closing_sign"),
    path("desk/control/<row:pk>/closing/edition/", views.closing.edition, name="edition"),
    path("desk/control/<row:pk>/objections/", views.closing.objections, name="objections"),
]  # fmt: skip
