"""Which texts say the same: one argument said by several people is one group.

A text is reduced to what it argues (`passages`), that is written down in a print (`prints`), and
two prints are the same argument or not (`sameness`). Groups are the closure of that relation
(`grouping`): it depends on no order, and one more text never splits a group. What is only alike is
offered to a person with its score (`likeness`).
"""

from consultations.conclusions.domain.grouping.grouping import Grouper, group_texts
from consultations.conclusions.domain.grouping.prints import TextPrint, text_print
from consultations.conclusions.domain.grouping.sameness import is_same

__all__ = ["Grouper", "TextPrint", "group_texts", "is_same", "text_print"]
