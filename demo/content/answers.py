"""All answers of the demo, by the key of the consultation. The open one has none yet."""

from . import answers_silence, answers_volunteers
from .bills import BUDGETING, SILENCE, VOLUNTEERS
from .types import AnswerData

ANSWERS: dict[str, tuple[AnswerData, ...]] = {
    BUDGETING: (),
    SILENCE: answers_silence.ANSWERS,
    VOLUNTEERS: answers_volunteers.ANSWERS,
}
