"""The documents of a summary conclusion, made from its snapshot."""

from consultations.conclusions.exports.files import export

__all__ = ["export"]
