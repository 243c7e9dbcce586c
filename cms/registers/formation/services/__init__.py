from cms.registers.formation.services.following import note_competition
from cms.registers.formation.services.names import forget_name

__all__ = ["forget_name", "note_competition"]
