"""Forms of requests: filing, joining, the check, the decision."""

from consultations.requests.forms.desk import CheckForm, DecisionForm, EventForm
from consultations.requests.forms.filing import JoinForm, RequestForm

__all__ = ["CheckForm", "DecisionForm", "EventForm", "JoinForm", "RequestForm"]
