from consultations.control.views import closing, desk, observing, public

__all__ = ["closing", "desk", "observing", "public"]
