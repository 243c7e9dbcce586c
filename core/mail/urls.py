"""Mount at `/mailbox/`, and only if `settings.DEBUG`."""

from django.urls import path

from core.mail import views

app_name = "mailbox"

urlpatterns = [
    path("", views.mailbox, name="list"),
    path("<int:pk>/", views.message, name="message"),
]
