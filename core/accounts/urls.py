from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from core.accounts import views

app_name = "accounts"

urlpatterns = [
    path("consents/<row:pk>/", views.consent, name="consent"),
    path("confirm/sent/<str:token>/", views.sent, name="sent"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("desk/councils/", views.councils.council_list, name="councils"),
    path("desk/councils/<row:pk>/", views.councils.council, name="council"),
    path("desk/councils/<row:pk>/card/", views.councils.describe, name="council_card"),
    path("desk/councils/<row:pk>/renew/", views.councils.renew, name="council_renew"),
    path("desk/councils/<row:pk>/members/new/", views.councils.seat, name="member_new"),
    path("desk/members/<row:pk>/", views.members.change, name="member"),
    path("desk/members/<row:pk>/end/", views.members.end, name="member_end"),
    path("desk/members/<row:pk>/absence/", views.members.absence, name="member_absence"),
    path("desk/members/<row:pk>/note/", views.members.note, name="member_note"),
    path("desk/absences/<row:pk>/cancel/", views.members.cancel, name="absence_cancel"),
    path("desk/notes/<row:pk>/hide/", views.members.hide, name="note_hide"),
]
