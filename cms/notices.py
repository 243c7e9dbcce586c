"""Letters of Wagtail about what was handed in and decided go the way of all our letters: into the
outbox, in the transaction of what they report. Wagtail's own would speak to the mail server there.
"""

import uuid
from collections.abc import Collection, Mapping
from typing import Any, Final

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override
from wagtail.admin import mail
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from core.accounts.models import User
from core.mail.services import enqueue_rendered


class _IntoOutbox:
    """In place of `mail.EmailNotificationMixin.send_emails`."""

    def send_emails(
        self,
        template_set: Mapping[str, str],
        context: dict[str, Any],
        recipients: Collection[User],
        **kwargs: Any,
    ) -> bool:
        with transaction.atomic():
            for recipient in recipients:
                language = recipient.wagtail_userprofile.get_preferred_language()
                with override(language):
                    values = {**context, "user": recipient}
                    enqueue_rendered(
                        key=f"back-office:{uuid.uuid4()}",
                        to=recipient.email,
                        subject=render_to_string(template_set["subject"], values).strip(),
                        body_text=render_to_string(template_set["text"], values).strip(),
                        language=language,
                    )
        return True


class HandedIn(_IntoOutbox, mail.GroupApprovalTaskStateSubmissionEmailNotifier):
    """To those who approve."""


class Submitted(_IntoOutbox, mail.WorkflowStateSubmissionEmailNotifier):
    """To administrators of everything."""


class Approved(_IntoOutbox, mail.WorkflowStateApprovalEmailNotifier):
    """To whoever has handed it in."""


class Rejected(_IntoOutbox, mail.WorkflowStateRejectionEmailNotifier):
    """To whoever has handed it in."""


# Wagtail's names of its own receivers, whose places ours take.
_RECEIVERS: Final = (
    (task_submitted, HandedIn(), TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, Submitted(), WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_approved, Approved(), WorkflowState, "workflow_state_approved_email_notification"),
    (workflow_rejected, Rejected(), WorkflowState, "workflow_state_rejected_email_notification"),
)


def connect() -> None:
    """Once Wagtail's own apps are ready."""
    for signal, receiver, sender, uid in _RECEIVERS:
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(receiver, sender=sender, dispatch_uid=uid)
