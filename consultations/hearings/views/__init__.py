from consultations.hearings.views import desk, files

__all__ = ["desk", "files"]
