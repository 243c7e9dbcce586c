from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.following import views

app_name = "following"

urlpatterns = [
    path("following/new/", views.new, name="new"),
    path("my/following/", views.mine, name="mine"),
    path("following/<str:token>/", views.manage, name="manage"),
    path("following/<str:token>/stop/", views.stop, name="stop"),
]
