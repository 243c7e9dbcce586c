"""Editorial pages have no addresses here: Wagtail's page server, mounted last, finds them."""

from django.urls import path
from django.views.generic import RedirectView

from core.accounts.permissions import public

app_name = "cms"

FAVICON = public(RedirectView.as_view(url="/static/img/favicon.svg"))

urlpatterns = [
    # Browsers ask for it at the root whatever the page says.
    path(
        "favicon.ico", public(RedirectView.as_view(url="/static/img/favicon.svg")), name="favicon"
    ),
]
