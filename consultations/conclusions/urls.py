from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.conclusions import views

app_name = "conclusions"

urlpatterns = [
    path("desk/consultations/<row:pk>/answers/", views.answers, name="answers"),
    path("desk/answers/<row:pk>/", views.answer, name="answer"),
    path("desk/consultations/<row:pk>/conclusion/", views.sign, name="sign"),
]
