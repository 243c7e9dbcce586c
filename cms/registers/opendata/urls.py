from django.urls import path

from cms.registers.opendata import views

app_name = "opendata"

urlpatterns = [
    path("opendata/", views.dataset_list, name="list"),
    path("opendata/<slug:slug>/", views.dataset_page, name="dataset"),
    path("opendata/<slug:slug>/schema.json", views.schema, name="schema"),
    path("opendata/<slug:slug>/passport.csv", views.passport_file, name="passport"),
    path("opendata/<slug:slug>/data.<str:fmt>", views.file, name="file"),
]
