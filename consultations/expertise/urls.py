from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.expertise.views import considering, documents, history, opinions

app_name = "expertise"

urlpatterns = [
    path("desk/opinions/", opinions.referrals, name="referrals"),
    path("desk/opinions/<row:pk>/", opinions.opinion, name="opinion"),
    path("desk/opinions/<row:pk>/merge/", opinions.merge_drafts, name="merge"),
    path("desk/opinions/<row:pk>/adopt/", opinions.adopt, name="adopt"),
    path("desk/opinions/<row:pk>/dissent/", opinions.dissent, name="dissent"),
    path("desk/opinions/<row:pk>/comments/", considering.considered, name="considered"),
    path("desk/opinions/<row:pk>/history/", history.history, name="history"),
    path("desk/opinions/<row:pk>/sign/", documents.sign, name="sign"),
    path("desk/opinions/<row:pk>/correct/", documents.correct, name="correct"),
    path("desk/opinions/<row:pk>/files/", documents.attach, name="attach"),
    path("desk/opinions/<row:pk>/files/<row:file>/", documents.download, name="file"),
    path("desk/opinions/<row:pk>/files/<row:file>/remove/", documents.remove, name="remove_file"),
    path("desk/opinions/<row:pk>/document/<str:fmt>/", documents.export, name="export"),
]
