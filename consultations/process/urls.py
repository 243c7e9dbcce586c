from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.process import views

app_name = "process"

urlpatterns = [
    path("desk/bills/<slug:slug>/v<int:number>/consultation/", views.announce, name="announce"),
    path("desk/control/", views.hold_on, name="hold_on"),
    path("desk/bills/<slug:slug>/v<int:number>/control/", views.hold, name="hold"),
    path("desk/consultations/<row:pk>/refer/", views.refer, name="refer"),
]
