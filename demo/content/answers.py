"""All answers of the demo. The open consultation has none yet."""

from . import answers_silence, answers_volunteers
from .bills import BUDGETING, SILENCE, VOLUNTEERS
from .types import AnswerData

BY_CONSULTATION: dict[str, tuple[AnswerData, ...]] = {
    BUDGETING: (),
    SILENCE: answers_silence.ANSWERS,
    VOLUNTEERS: answers_volunteers.ANSWERS,
}
ANSWERS = tuple(answer for answers in BY_CONSULTATION.values() for answer in answers)
