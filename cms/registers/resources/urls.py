from django.urls import path

from cms.registers.resources import views

app_name = "resources"

urlpatterns = [
    path("premises/", views.premises_list, name="premises"),
    path("practice/", views.practice_list, name="practice"),
]
