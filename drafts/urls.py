from django.urls import path

from drafts.views import bills, figures, structure

app_name = "drafts"
_VERSION = "desk/bills/<slug:slug>/v<int:number>/"

urlpatterns = [
    path("desk/bills/", bills.desk_bills, name="desk_bills"),
    path("desk/bills/import/", bills.import_bill, name="import"),
    path("desk/bills/<slug:slug>/card/", bills.describe, name="describe"),
    path(_VERSION, bills.desk_version, name="desk_version"),
    path(f"{_VERSION}structure/", structure.beside, name="structure"),
    path(f"{_VERSION}structure/undo/", structure.undo, name="undo_fix"),
    path(f"{_VERSION}structure/<str:eid>/", structure.mend, name="mend"),
    path(f"{_VERSION}publish/", bills.publish, name="publish"),
    path(f"{_VERSION}discard/", bills.discard, name="discard"),
    path(f"{_VERSION}source/", bills.source, name="source"),
    path(f"{_VERSION}figures/<str:name>", figures.figure, name="figure"),
]
