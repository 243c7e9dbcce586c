from django.urls import path

from drafts import views

app_name = "drafts"

urlpatterns = [
    path("desk/bills/", views.desk_bills, name="desk_bills"),
    path("desk/bills/import/", views.import_bill, name="import"),
    path("desk/bills/<slug:slug>/card/", views.describe, name="describe"),
    path("desk/bills/<slug:slug>/v<int:number>/", views.desk_version, name="desk_version"),
    path("desk/bills/<slug:slug>/v<int:number>/publish/", views.publish, name="publish"),
    path("desk/bills/<slug:slug>/v<int:number>/discard/", views.discard, name="discard"),
    path("desk/bills/<slug:slug>/v<int:number>/source/", views.source, name="source"),
]
