from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.comments import desk, views

app_name = "comments"

_CONSULTATION = "consultations/<int:year>/<slug:slug>/comments/"

urlpatterns = [
    path(f"{_CONSULTATION}new/", views.new, name="new"),
    path("comments/sent/<str:token>/", views.sent, name="sent"),
    path("comments/confirm/<str:token>/", views.confirm, name="confirm"),
    path("comments/manage/<str:secret>/", views.manage, name="manage"),
    path("desk/moderation/", desk.queue, name="moderation"),
    path("desk/moderation/<row:pk>/", desk.moderate, name="moderate"),
]
