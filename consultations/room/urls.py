from django.urls import path

import core.web.converters  # noqa: F401 - <row:…>
from consultations.room.views import assembly, discussion, people, rooms, tables, words

app_name = "room"

ROOM = "desk/rooms/<row:pk>/"

urlpatterns = [
    path("desk/rooms/", rooms.rooms, name="rooms"),
    path(ROOM, rooms.text, name="text"),
    path(f"{ROOM}declaration/", people.declare, name="declare"),
    path(f"{ROOM}declaration/other/", people.declare_for, name="declare_for"),
    path(f"{ROOM}people/", people.people, name="people"),
    path(f"{ROOM}preparation/", people.preparation, name="preparation"),
    path(f"{ROOM}positions/new/", words.position_new, name="position_new"),
    path(f"{ROOM}positions/<row:position>/", words.position, name="position"),
    path(
        f"{ROOM}positions/<row:position>/withdraw/",
        words.position_withdraw,
        name="position_withdraw",
    ),
    path(f"{ROOM}remarks/new/", words.remark_new, name="remark_new"),
    path(f"{ROOM}remarks/<row:remark>/", words.remark, name="remark"),
    path(f"{ROOM}remarks/<row:remark>/withdraw/", words.remark_withdraw, name="remark_withdraw"),
    path(f"{ROOM}discussion/", discussion.discussion, name="discussion"),
    path(f"{ROOM}messages/<row:message>/", discussion.message, name="message"),
    path(f"{ROOM}messages/<row:message>/strike/", discussion.message_strike, name="message_strike"),
    path(f"{ROOM}tables/new/", tables.table_new, name="table_new"),
    path(f"{ROOM}tables/template.docx", tables.template, name="table_template"),
    path(f"{ROOM}tables/<row:table>/", tables.table, name="table"),
    path(f"{ROOM}assembly/", assembly.assembly, name="assembly"),
    path(f"{ROOM}assembly/join/", assembly.join, name="join"),
]
