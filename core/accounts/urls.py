from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from core.accounts import views

app_name = "accounts"

urlpatterns = [
    path("consents/<row:pk>/", views.consent, name="consent"),
    path("confirm/sent/<str:token>/", views.sent, name="sent"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
]
