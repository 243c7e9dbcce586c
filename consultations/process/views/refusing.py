"""What a service has refused, written into the form."""

from consultations.process.errors import ProcessError
from consultations.process.messages import PROBLEM_FIELDS, problem_message
from core.web.forms import SiteForm


def refuse(form: SiteForm, error: ProcessError, *, instead: dict[str, str] | None = None) -> None:
    """At the field that the refusal speaks of; `instead`: other names of fields in this form."""
    field = PROBLEM_FIELDS.get(error.code, "")
    field = (instead or {}).get(field, field)
    message = problem_message(error.code, error.params)
    form.add_error(field if field in form.fields else None, message)
