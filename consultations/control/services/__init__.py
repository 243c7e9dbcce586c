"""Verbs on monitoring and inspection: inspectors, observations, the closing document."""

from consultations.control.services.closing import (
    begin_edition,
    enter_objections,
    save_closing,
    sign_closing,
)
from consultations.control.services.field import (
    name_inspector,
    release_inspector,
    send_notice,
    withdraw_observation,
    write_observation,
)
from consultations.control.services.files import render_files

__all__ = [
    "begin_edition",
    "enter_objections",
    "name_inspector",
    "release_inspector",
    "render_files",
    "save_closing",
    "send_notice",
    "sign_closing",
    "withdraw_observation",
    "write_observation",
]
