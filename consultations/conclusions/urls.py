from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.conclusions import views

app_name = "conclusions"

urlpatterns = [
    path("desk/consultations/<row:pk>/answers/", views.answers, name="answers"),
    path("desk/consultations/<row:pk>/answers/files/", views.answer_files, name="answer_files"),
    path(
        "desk/consultations/<row:pk>/answers/files/<str:fmt>/",
        views.answers_file,
        name="answers_file",
    ),
    path("desk/consultations/<row:pk>/answers/import/", views.import_answers, name="import"),
    path("desk/answer-imports/<row:pk>/", views.import_report, name="import_report"),
    path("desk/answer-imports/<row:pk>/<str:fmt>/", views.import_report_file, name="import_file"),
    path("desk/answers/<row:pk>/", views.answer, name="answer"),
    path("desk/answers/<row:pk>/members/", views.members, name="members"),
    path("desk/answers/<row:pk>/merge/", views.merge, name="merge"),
    path("desk/answers/<row:pk>/name/", views.rename, name="rename"),
    path("desk/group-changes/<row:pk>/undo/", views.undo, name="undo"),
    path("desk/consultations/<row:pk>/conclusion/", views.sign, name="sign"),
]
