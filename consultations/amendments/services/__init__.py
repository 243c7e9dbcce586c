from consultations.amendments.services.changing import (
    decide_amendments,
    edit_amendment,
    withdraw_amendment,
)
from consultations.amendments.services.publishing import printed_head, publish_tables
from consultations.amendments.services.tabling import add_amendment, table_amendments
from consultations.amendments.services.words import MAX_LINE, MAX_TEXT, AmendmentData

__all__ = [
    "MAX_LINE",
    "MAX_TEXT",
    "AmendmentData",
    "add_amendment",
    "decide_amendments",
    "edit_amendment",
    "printed_head",
    "publish_tables",
    "table_amendments",
    "withdraw_amendment",
]
