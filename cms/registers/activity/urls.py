from django.urls import path

import core.web.converters  # noqa: F401 - makes `row` known
from cms.registers.activity import views

app_name = "activity"

urlpatterns = [
    path("meetings/", views.meeting_list, name="meetings"),
    path("meetings/<row:pk>/", views.meeting, name="meeting"),
    path("public-control/", views.form_table, name="forms"),
    path("public-control/entered/", views.work_list, name="works"),
]
