"""Editorial pages have no addresses here: Wagtail's page server, mounted last, finds them.

The feed of news stands below their list; a few addresses of Wagtail's admin are ours, and come
before its own.
"""

from django.conf import settings
from django.urls import path
from django.views.generic import RedirectView

from cms import views
from cms.models.news import FEED_SLUG
from core.accounts.permissions import public

app_name = "cms"

urlpatterns = [
    path(f"news/{FEED_SLUG}/", views.news_feed, name="news_feed"),
    path(f"{settings.CMS_ADMIN_PATH}login/", views.admin_login, name="admin_login"),
    path(f"{settings.CMS_ADMIN_PATH}account/", views.account, name="admin_account"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", views.sitemap_section, name="sitemap_section"),
    # Browsers ask for it at the root whatever the page says.
    path(
        "favicon.ico", public(RedirectView.as_view(url="/static/img/favicon.svg")), name="favicon"
    ),
]

for name in views.REPORTS:
    address = f"{settings.CMS_ADMIN_PATH}reports/{name}/"
    urlpatterns += [
        path(address, views.report(name, results_only=False)),
        path(f"{address}results/", views.report(name, results_only=True)),
    ]
