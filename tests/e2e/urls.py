"""The addresses of the site with the mailbox, which is mounted in development only."""

from django.urls import include, path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as site

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("mailbox/", include("core.mail.urls")), *site]
