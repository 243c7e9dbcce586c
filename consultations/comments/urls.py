from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.comments.views import (
    answering,
    author,
    entering,
    files,
    joining,
    marking,
    moderation,
    objections,
    posting,
    questions,
    reporting,
)

app_name = "comments"

_CONSULTATION = "consultations/<int:year>/<slug:slug>/comments/"

urlpatterns = [
    path("consultations/<int:year>/<slug:slug>/questions/", answering.questions, name="questions"),
    path(
        "consultations/<int:year>/<slug:slug>/questions/withdraw/",
        answering.withdraw,
        name="answers_withdraw",
    ),
    path("questions/withdraw/<str:token>/", answering.withdraw_by_link, name="answers_of_link"),
    path("desk/consultations/<row:pk>/questions/", questions.questions, name="desk_questions"),
    path("desk/consultations/<row:pk>/questions/new/", questions.add, name="question_add"),
    path("desk/questions/<row:pk>/", questions.change, name="question_change"),
    path("desk/questions/<row:pk>/move/", questions.move, name="question_move"),
    path("desk/questions/<row:pk>/answers/", questions.answers, name="question_answers"),
    path(f"{_CONSULTATION}new/", posting.new, name="new"),
    path(f"{_CONSULTATION}similar/", posting.similar, name="similar"),
    path(f"{_CONSULTATION}<row:pk>/report/", reporting.report, name="report"),
    path(f"{_CONSULTATION}<row:pk>/files/<row:file>/", files.download, name="file"),
    path("comments/objection/<str:token>/", objections.object_to, name="objection"),
    path("desk/moderation/objections/<row:pk>/", objections.decide, name="objection_decide"),
    path(f"{_CONSULTATION}<row:pk>/join/", joining.join, name="join"),
    path("consultations/<int:year>/<slug:slug>/marks/", marking.mark, name="mark"),
    path("comments/sent/<str:token>/", posting.sent, name="sent"),
    path("comments/confirm/<str:token>/", posting.confirm, name="confirm"),
    path("comments/manage/<str:secret>/", author.manage, name="manage"),
    path("comments/manage/<str:secret>/words/", author.revise, name="revise"),
    path("desk/consultations/<row:pk>/entries/", entering.entries, name="entries"),
    path("desk/consultations/<row:pk>/entries/new/", entering.new, name="entry_new"),
    path("desk/consultations/<row:pk>/entries/<row:comment>/", entering.entry, name="entry"),
    path("desk/moderation/", moderation.queue, name="moderation"),
    path("desk/moderation/<row:pk>/", moderation.moderate, name="moderate"),
]
