from django.urls import path

from cms.registers.tracker import views

app_name = "tracker"

urlpatterns = [
    path("resolutions/", views.resolution_list, name="list"),
    path("resolutions/<slug:slug>/", views.resolution, name="resolution"),
    path("resolutions/<slug:slug>/board/", views.board, name="board"),
    path("resolutions/<slug:slug>/<str:number>/", views.recommendation, name="recommendation"),
]
