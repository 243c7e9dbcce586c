from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.hearings import views

app_name = "hearings"

urlpatterns = [
    path(
        "consultations/<int:year>/<slug:slug>/hearing/<int:edition>/file/", views.files.file,
        name="file",
    ),
    path("desk/consultations/<row:pk>/hearing/", views.desk.minutes, name="minutes"),
    path("desk/consultations/<row:pk>/hearing/sign/", views.desk.sign, name="sign"),
    path("desk/consultations/<row:pk>/hearing/correct/", views.desk.correct, name="correct"),
]  # fmt: skip
