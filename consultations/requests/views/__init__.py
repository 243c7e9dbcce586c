from consultations.requests.views import desk, public

__all__ = ["desk", "public"]
