from django.urls import path

from consultations.letters import views

app_name = "letters"

urlpatterns = [
    path("letters/<str:token>/", views.manage, name="manage"),
    path("letters/<str:token>/stop/", views.stop, name="stop"),
]
