"""What pages and upper floors read of working rooms."""

from consultations.room.selectors.activity import Activity, activity
from consultations.room.selectors.rooms import (
    RoomState,
    earlier_rooms,
    live_room,
    opinion_in,
    rooms_of,
    state_of,
)
from consultations.room.selectors.seats import Seat, has_sat, seat_of, seats_in

__all__ = [
    "Activity",
    "RoomState",
    "Seat",
    "activity",
    "earlier_rooms",
    "has_sat",
    "live_room",
    "opinion_in",
    "rooms_of",
    "seat_of",
    "seats_in",
    "state_of",
]
