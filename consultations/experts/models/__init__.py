from consultations.experts.models.appointments import Appointment, Capacity

__all__ = ["Appointment", "Capacity"]
