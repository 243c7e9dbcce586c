from django.urls import path

from consultations.expertise import views

app_name = "expertise"

urlpatterns = [
    path("desk/opinions/", views.referrals, name="referrals"),
    path("desk/opinions/<int:pk>/", views.opinion, name="opinion"),
    path("desk/opinions/<int:pk>/adopt/", views.adopt, name="adopt"),
    path("desk/opinions/<int:pk>/dissent/", views.dissent, name="dissent"),
]
