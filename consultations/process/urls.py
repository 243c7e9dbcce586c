from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.process import views

app_name = "process"

urlpatterns = [
    path("desk/bills/<slug:slug>/v<int:number>/consultation/", views.announce, name="announce"),
    path("desk/control/", views.hold_on, name="hold_on"),
    path("desk/bills/<slug:slug>/v<int:number>/control/", views.hold, name="hold"),
    path("desk/consultations/<row:pk>/refer/", views.refer, name="refer"),
    path("desk/consultations/<row:pk>/take-up/", views.take_up, name="take_up"),
    path("desk/initiative/", views.initiative, name="initiative"),
    path("desk/referrals/<row:pk>/", views.referral, name="referral"),
    path("desk/referrals/<row:pk>/accept/", views.accept, name="accept"),
    path("desk/referrals/<row:pk>/decline/", views.decline, name="decline"),
    path("desk/referrals/<row:pk>/withdraw/", views.withdraw, name="withdraw"),
]
