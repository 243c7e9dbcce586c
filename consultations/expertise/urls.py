from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.expertise import views

app_name = "expertise"

urlpatterns = [
    path("desk/opinions/", views.referrals, name="referrals"),
    path("desk/opinions/<row:pk>/", views.opinion, name="opinion"),
    path("desk/opinions/<row:pk>/adopt/", views.adopt, name="adopt"),
    path("desk/opinions/<row:pk>/dissent/", views.dissent, name="dissent"),
]
