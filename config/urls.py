"""Permanent addresses. Each app writes its own from the root; Wagtail's pages come last."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

handler400 = "core.web.views.bad_request"
handler403 = "core.web.views.permission_denied"
handler404 = "core.web.views.page_not_found"
handler500 = "core.web.views.server_error"


# TEMP-BOOT
def _inc(m):
    import importlib

    try:
        importlib.import_module(m)
    except ImportError:
        return include([])
    return include(m)


# /TEMP-BOOT
urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("", _inc("core.web.urls")),
    path("", _inc("core.journal.urls")),
    path("", _inc("drafts.urls")),
    path("", _inc("consultations.comments.urls")),
    path("", _inc("consultations.process.urls")),
    path("", _inc("consultations.expertise.urls")),
    path("", _inc("consultations.conclusions.urls")),
    path("", _inc("consultations.desk.urls")),
    path("", _inc("consultations.reader.urls")),
    path("", _inc("search.urls")),
    path("", _inc("cms.urls")),
]

if settings.DEBUG:
    urlpatterns += [path("mailbox/", include("core.mail.urls"))]
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

urlpatterns += [
    path(settings.CMS_ADMIN_PATH, include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include(wagtail_urls)),
]
