"""The pages of templates of documents."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from consultations.conclusions.errors import TemplateStays
from consultations.conclusions.exports.templating import vocabulary
from consultations.conclusions.forms.templates import RestoreForm, TemplateForm
from consultations.conclusions.models import DocumentTemplate, TemplateKind
from consultations.conclusions.permissions import Bodies
from consultations.conclusions.presenters import templates as presenters
from consultations.conclusions.selectors.templates import (
    current_template,
    former_templates,
    kinds_of,
    template_places,
)
from consultations.conclusions.services import templates as services
from core.accounts.models import Body, Membership
from core.accounts.permissions import policy
from core.documents.templating.problems import TemplateRefused
from core.documents.templating.stock import stock_template
from core.documents.templating.trial import tried
from core.uploads import UploadRefused
from core.uploads.messages import refusal_message
from drafts.permissions import acting_user

ACTION = "conclusions.templates"


def list_context(user: Any) -> dict[str, Any]:
    """For consultations/conclusions/templates.html: the documents of the own bodies."""
    held = Membership.objects.active(timezone.localdate()).filter(user_id=user.pk)
    bodies = {
        body
        for body in held.values_list("body", flat=True)
        if policy.check(user, ACTION, Bodies((body,)))
    }
    return {"places": template_places(bodies)}


class TemplatePage:
    """One document of a body: the template in use, and the form for another one. Http404 unless the
    body signs documents of the kind."""

    def __init__(self, request: HttpRequest, body: Body, kind: str) -> None:
        if kind not in kinds_of(body):
            raise Http404(kind)
        self.request, self.body, self.kind = request, body, TemplateKind(kind)
        self.is_sent = request.method == "POST"

    @property
    def url(self) -> str:
        return reverse("conclusions:template", args=[self.body.pk, self.kind])

    @cached_property
    def current(self) -> DocumentTemplate | None:
        return current_template(self.body.pk, self.kind)

    @property
    def seen(self) -> str:
        return self.current.sha256 if self.current else services.STOCK

    @cached_property
    def form(self) -> TemplateForm:
        request, sent = self.request, self.is_sent
        initial = {"seen": self.seen}
        return TemplateForm(
            request.POST if sent else None, request.FILES if sent else None, initial=initial
        )

    @property
    def status(self) -> int:
        return 422 if self.is_sent and self.form.errors else 200

    def tried(self) -> bytes | None:
        """The sample in the file that was sent; None: the form says what is wrong."""
        try:
            name = self.form.cleaned_data["file"].name
            return services.checked_template(self.form.content(), name, self.kind)[1]
        except (TemplateRefused, UploadRefused) as refusal:
            self._refuse(refusal)
            return None

    def replaced(self) -> bool:
        """Whether the file that was sent is in use now; if not, the form says why."""
        said = self.form.cleaned_data
        try:
            services.replace_template(
                actor=acting_user(self.request),
                body=self.body,
                kind=self.kind,
                data=self.form.content(),
                name=said["file"].name,
                note=said["note"],
                seen=said["seen"],
                now=timezone.now(),
            )
        except (TemplateRefused, UploadRefused, TemplateStays) as refusal:
            self._refuse(refusal)
            return False
        return True

    def _refuse(self, refusal: Exception) -> None:
        if isinstance(refusal, TemplateStays):
            self.form.add_error(None, presenters.stays_message(refusal.code))
        elif isinstance(refusal, UploadRefused):
            self.form.add_error("file", refusal_message(refusal))
        elif isinstance(refusal, TemplateRefused):
            for line in presenters.fault_lines(refusal.problems):
                self.form.add_error("file", line)

    def sample(self) -> bytes:
        """The sample in the template in use. Raises UploadRefused and OSError."""
        data = self.current.content() if self.current else stock_template()
        return tried(data, vocabulary(self.kind))

    def context(self) -> dict[str, Any]:
        """For consultations/conclusions/template.html."""
        if self.is_sent:
            del self.current  # as it is by now
            self.form.seen_now(self.seen)
        current = self.current
        return {
            "body": self.body,
            "kind": self.kind,
            "current": current,
            "is_lost": current is not None and not presenters.is_there(current),
            "form": self.form,
            "former": former_templates(self.body.pk, self.kind),
            "marks": presenters.mark_lines(vocabulary(self.kind)),
        }

    def restore_form(self) -> RestoreForm:
        """The confirmation of going back to the stock template."""
        return RestoreForm(self.request.POST or None, initial={"seen": self.seen})
