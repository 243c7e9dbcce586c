"""What a monitoring and an inspection wait for before their closing document is signed: the same
things as any other event, for citizens may have spoken in them."""

import datetime as dt

from consultations.comments.services import recount_answers, recount_comments
from consultations.conclusions.domain.blockers import BlockerCode
from consultations.conclusions.messages import blocker_message
from consultations.conclusions.selectors.readiness import finalise_blockers
from consultations.conclusions.services.groups import recount_open_items
from consultations.process.models import Consultation

# That the window is open is said by the closing document's own rules.
_SAID_ELSEWHERE = {BlockerCode.WINDOW_OPEN}


def closing_gate(consultation: Consultation, now: dt.datetime) -> list[str]:
    """Recounts everything under the caller's lock and says what must still happen."""
    recount_comments(consultation=consultation)
    recount_answers(consultation=consultation)
    recount_open_items(consultation=consultation)
    found = finalise_blockers(consultation, now)
    return [blocker_message(each) for each in found if each.code not in _SAID_ELSEWHERE]
