from consultations.experts.views import applying, deciding, desk, public, register

__all__ = ["applying", "deciding", "desk", "public", "register"]
