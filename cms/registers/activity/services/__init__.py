from cms.registers.activity.services.following import note_meeting

__all__ = ["note_meeting"]
