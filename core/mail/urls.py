"""Mount at `/mailbox/`, and only if `settings.DEBUG`."""

from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from core.mail import views

app_name = "mailbox"

urlpatterns = [
    path("", views.mailbox, name="list"),
    path("<row:pk>/", views.message, name="message"),
]
