from cms.registers.resources.models.practice import Practice
from cms.registers.resources.models.premises import Premises

__all__ = ["Practice", "Premises"]
