from django.urls import path

from search.alerts import views

app_name = "alerts"

urlpatterns = [
    path("search/feed/", views.feed, name="feed"),
    path("search/save/", views.save, name="save"),
    path("my/searches/", views.mine, name="mine"),
    path("searches/<str:token>/", views.manage, name="manage"),
    path("searches/<str:token>/stop/", views.stop, name="stop"),
]
