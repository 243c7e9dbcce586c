from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.experts import views

app_name = "experts"

urlpatterns = [
    path("experts/", views.public.expert_list, name="experts"),
    path("experts/apply/", views.applying.register, name="apply"),
    path("experts/<row:pk>/", views.public.expert, name="expert"),
    path("calls/", views.public.call_list, name="calls"),
    path("calls/<row:pk>/", views.public.call, name="call"),
    path("calls/<row:pk>/apply/", views.applying.candidacy, name="candidacy_new"),
    path(
        "consultations/<int:year>/<slug:slug>/experts/", views.public.taking_part,
        name="taking_part",
    ),
    path(
        "consultations/<int:year>/<slug:slug>/experts/<slug:council>/", views.applying.entry,
        name="entry_new",
    ),
    path("my/experts/", views.applying.mine, name="mine"),
    path("desk/experts/", views.register.desk, name="desk"),
    path("desk/experts/new/", views.register.enter, name="enter"),
    path("desk/experts/<row:pk>/", views.register.decide, name="decide"),
    path("desk/referrals/<row:pk>/experts/", views.desk.work, name="work"),
    path("desk/referrals/<row:pk>/experts/new/", views.desk.appoint, name="appoint"),
    path("desk/referrals/<row:pk>/calls/new/", views.desk.call, name="call_new"),
    path("desk/appointments/<row:pk>/end/", views.desk.end, name="appointment_end"),
    path("desk/candidacies/<row:pk>/", views.deciding.candidacy, name="candidacy"),
    path("desk/entries/<row:pk>/", views.deciding.entry, name="entry"),
]  # fmt: skip
