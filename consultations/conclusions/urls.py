from django.urls import path

from consultations.conclusions import views

app_name = "conclusions"

urlpatterns = [
    path("desk/consultations/<int:pk>/answers/", views.answers, name="answers"),
    path("desk/answers/<int:pk>/", views.answer, name="answer"),
    path("desk/consultations/<int:pk>/conclusion/", views.sign, name="sign"),
]
