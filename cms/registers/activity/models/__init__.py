from cms.registers.activity.models.control import ControlForm, ControlWork
from cms.registers.activity.models.meeting import Meeting, MeetingForm

__all__ = ["ControlForm", "ControlWork", "Meeting", "MeetingForm"]
