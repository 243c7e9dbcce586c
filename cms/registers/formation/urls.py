from django.urls import path

import core.web.converters  # noqa: F401 - makes `row` known
from cms.registers.formation import views

app_name = "formation"

urlpatterns = [
    path("competitions/", views.competition_list, name="list"),
    path("competitions/<row:pk>/", views.competition, name="competition"),
]
