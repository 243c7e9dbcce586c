from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.conclusions import views

app_name = "conclusions"

urlpatterns = [
    path("desk/consultations/<row:pk>/answers/", views.answers, name="answers"),
    path("desk/answers/<row:pk>/", views.answer, name="answer"),
    path("desk/answers/<row:pk>/members/", views.members, name="members"),
    path("desk/answers/<row:pk>/merge/", views.merge, name="merge"),
    path("desk/answers/<row:pk>/name/", views.rename, name="rename"),
    path("desk/group-changes/<row:pk>/undo/", views.undo, name="undo"),
    path("desk/consultations/<row:pk>/conclusion/", views.sign, name="sign"),
    path("desk/consultations/<row:pk>/conclusion/lapsed/", views.sign_lapsed, name="sign_lapsed"),
    path("desk/consultations/<row:pk>/summary/", views.sign_summary, name="sign_summary"),
    path("desk/consultations/<row:pk>/preview/<slug:kind>/", views.preview, name="preview"),
]
