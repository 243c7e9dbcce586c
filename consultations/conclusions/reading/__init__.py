"""Files of answers as tables of plain text: sniffed, then read in a process of their own."""

from consultations.conclusions.reading.intake import LIMITS, AnswersFile, read_file

__all__ = ["LIMITS", "AnswersFile", "read_file"]
