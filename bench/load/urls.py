"""The addresses of the site and those of the package, which its own templates link to."""

from django.urls import include, path

from config.urls import *  # noqa: F403
from config.urls import urlpatterns as of_the_site

urlpatterns = [*of_the_site, path("package/", include("django_comments_xtd.urls"))]
