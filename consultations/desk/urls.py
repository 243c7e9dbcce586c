from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.desk import views

app_name = "desk"

urlpatterns = [
    path("desk/", views.home, name="home"),
    path("desk/calendar/", views.calendar, name="calendar"),
    path("desk/calendar/load/", views.load_calendar, name="load_calendar"),
    path("desk/consultations/", views.consultations, name="consultations"),
    path("desk/consultations/<row:pk>/", views.consultation, name="consultation"),
]
