from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.conclusions import views

app_name = "conclusions"

urlpatterns = [
    path("desk/consultations/<row:pk>/answers/", views.answer_list, name="answers"),
    path("desk/consultations/<row:pk>/answers/assign/", views.assign, name="assign"),
    path("desk/consultations/<row:pk>/answers/agree/", views.agree, name="agree"),
    path("desk/consultations/<row:pk>/answers/publish/", views.publish, name="publish"),
    path("desk/answers/<row:pk>/here/", views.answer_here, name="answer_here"),
    path("desk/answers/<row:pk>/", views.answer, name="answer"),
    path("desk/answers/<row:pk>/members/", views.members, name="members"),
    path("desk/answers/<row:pk>/merge/", views.merge, name="merge"),
    path("desk/answers/<row:pk>/name/", views.rename, name="rename"),
    path("desk/group-changes/<row:pk>/undo/", views.undo, name="undo"),
    path("desk/consultations/<row:pk>/conclusion/", views.sign, name="sign"),
]
