"""Permanent addresses. Each app writes its own from the root; Wagtail's pages come last."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

handler400 = "core.web.views.bad_request"
handler403 = "core.web.views.permission_denied"
handler404 = "core.web.views.page_not_found"
handler500 = "core.web.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.account.urls")),
    path("", include("core.web.urls")),
    path("", include("core.accounts.urls")),
    path("", include("core.journal.urls")),
    path("", include("drafts.urls")),
    path("", include("consultations.comments.urls")),
    path("", include("consultations.process.urls")),
    path("", include("consultations.requests.urls")),
    path("", include("consultations.experts.urls")),
    path("", include("consultations.control.urls")),
    path("", include("consultations.hearings.urls")),
    path("", include("consultations.expertise.urls")),
    path("", include("consultations.room.urls")),
    path("", include("consultations.conclusions.urls")),
    path("", include("consultations.amendments.urls")),
    path("", include("consultations.following.urls")),
    path("", include("consultations.letters.urls")),
    path("", include("consultations.desk.urls")),
    path("", include("consultations.reader.urls")),
    path("", include("search.alerts.urls")),
    path("", include("search.urls")),
    path("", include("cms.registers.opendata.urls")),
    path("", include("cms.registers.tracker.urls")),
    path("", include("cms.registers.formation.urls")),
    path("", include("cms.registers.activity.urls")),
    path("", include("cms.registers.resources.urls")),
    path("", include("cms.urls")),
]

if settings.DEBUG:
    urlpatterns += [path("mailbox/", include("core.mail.urls"))]
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

urlpatterns += [
    path(settings.CMS_ADMIN_PATH, include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include(wagtail_urls)),
]
