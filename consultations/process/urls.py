from django.urls import path

from consultations.process import views

app_name = "process"

urlpatterns = [
    path("desk/bills/<slug:slug>/v<int:number>/consultation/", views.announce, name="announce"),
    path("desk/consultations/<int:pk>/refer/", views.refer, name="refer"),
]
