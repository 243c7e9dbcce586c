"""The addresses of the site with the mailbox, as under DEBUG."""

from django.conf import settings
from django.urls import include, path

from config.urls import handler404, handler500
from config.urls import urlpatterns as site_patterns

__all__ = ["handler404", "handler500", "urlpatterns"]

urlpatterns = list(site_patterns)
if not settings.DEBUG:
    urlpatterns.insert(0, path("mailbox/", include("core.mail.urls")))
