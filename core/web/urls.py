from django.conf import settings
from django.urls import path

from core.web import styleguide, views

app_name = "web"

urlpatterns = [
    path("display/", views.display, name="display"),
    path("display/language/", views.language, name="language"),
]

if settings.DEBUG:
    urlpatterns.append(path("style-guide/", styleguide.style_guide, name="style-guide"))
