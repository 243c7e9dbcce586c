from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.conclusions import views

app_name = "conclusions"

urlpatterns = [
    path("schemas/conclusion-3.json", views.schemas.conclusion, name="schema"),
    path("schemas/conclusion-csv-1.json", views.schemas.table, name="table_schema"),
    path("schemas/verify_conclusion.py", views.schemas.checker, name="checker"),
    path("desk/consultations/<row:pk>/answers/", views.answer_list, name="answers"),
    path("desk/consultations/<row:pk>/answers/assign/", views.assign, name="assign"),
    path("desk/consultations/<row:pk>/answers/agree/", views.agree, name="agree"),
    path("desk/consultations/<row:pk>/answers/publish/", views.publish, name="publish"),
    path("desk/answers/<row:pk>/here/", views.answer_here, name="answer_here"),
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
    path("desk/consultations/<row:pk>/conclusion/lapsed/", views.sign_lapsed, name="sign_lapsed"),
    path("desk/consultations/<row:pk>/summary/", views.sign_summary, name="sign_summary"),
    path(
        "desk/documents/<slug:kind>/<row:pk>/files/<slug:fmt>/again/",
        views.remake_file,
        name="remake_file",
    ),
    path("desk/consultations/<row:pk>/preview/<slug:kind>/", views.preview, name="preview"),
    path("desk/templates/", views.templates.template_list, name="templates"),
    path("desk/templates/files/<row:pk>/", views.templates.template_file, name="template_file"),
    path(
        "desk/templates/<row:pk>/<slug:kind>/",
        views.templates.template,
        name="template",
    ),
    path(
        "desk/templates/<row:pk>/<slug:kind>/stock/",
        views.templates.template_stock,
        name="template_stock",
    ),
    path(
        "desk/templates/<row:pk>/<slug:kind>/sample/",
        views.templates.template_sample,
        name="template_sample",
    ),
    path(
        "desk/templates/<row:pk>/<slug:kind>/restore/",
        views.templates.template_restore,
        name="template_restore",
    ),
    path(
        "consultations/<int:year>/<slug:slug>/objections/",
        views.objections.objections,
        name="objections",
    ),
    path("answers/objection/<str:token>/", views.objections.object_to, name="object"),
    path(
        "answers/objection/own/<str:secret>/",
        views.objections.object_of_secret,
        name="object_of_secret",
    ),
    path("my/proposals/<row:pk>/objection/", views.objections.object_own, name="object_own"),
    path("my/objections/", views.reviewing.my_objections, name="my_objections"),
    path("my/objections/<row:pk>/", views.reviewing.my_objection, name="my_objection"),
    path("desk/consultations/<row:pk>/objections/", views.reviewing.reviewers, name="reviewers"),
    path("desk/reviewers/<row:pk>/release/", views.reviewing.release, name="reviewer_release"),
    path("desk/objections/<row:pk>/give/", views.reviewing.reassign, name="reassign"),
    path("desk/objections/<row:pk>/text/", views.reviewing.objection_text, name="objection_text"),
    path("desk/introduced/", views.positions.introduced, name="introduced"),
    path("desk/introduced/<row:pk>/", views.positions.positions, name="positions"),
    path("desk/introduced/arguments/<row:pk>/", views.positions.position, name="position"),
]
