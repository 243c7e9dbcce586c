from django.urls import path

from consultations.desk import views

app_name = "desk"

urlpatterns = [
    path("desk/", views.home, name="home"),
    path("desk/consultations/", views.consultations, name="consultations"),
    path("desk/consultations/<int:pk>/", views.consultation, name="consultation"),
]
