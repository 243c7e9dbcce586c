"""Verbs of the working room. Each is one transaction and raises RoomError with a code."""

from consultations.room.services.assembly import join_remarks, leave_out, take_remarks
from consultations.room.services.discussion import edit_message, post_message, strike_message
from consultations.room.services.people import declare, mark_read, set_preparation
from consultations.room.services.positions import (
    change_position,
    withdraw_position,
    write_position,
)
from consultations.room.services.remarks import change_remark, withdraw_remark, write_remark
from consultations.room.services.tables import TableFile, confirm_table, keep_table

__all__ = [
    "TableFile",
    "change_position",
    "change_remark",
    "confirm_table",
    "declare",
    "edit_message",
    "join_remarks",
    "keep_table",
    "leave_out",
    "mark_read",
    "post_message",
    "set_preparation",
    "strike_message",
    "take_remarks",
    "withdraw_position",
    "withdraw_remark",
    "write_position",
    "write_remark",
]
