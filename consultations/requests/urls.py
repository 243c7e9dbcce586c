from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.requests import views

app_name = "requests"

urlpatterns = [
    path("requests/", views.public.request_list, name="list"),
    path("requests/new/", views.public.new, name="new"),
    path("requests/<row:pk>/", views.public.request_page, name="request"),
    path("requests/<row:pk>/join/", views.public.join, name="join"),
    path("desk/requests/", views.desk.desk_list, name="desk"),
    path("desk/requests/<row:pk>/", views.desk.desk_request, name="desk_request"),
    path("desk/requests/<row:pk>/check/", views.desk.check, name="check"),
    path("desk/requests/<row:pk>/decide/", views.desk.decide, name="decide"),
    path("desk/requests/<row:pk>/event/", views.desk.event, name="event"),
]
