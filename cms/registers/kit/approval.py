"""How what bodies write becomes public: they hand it in, the Chamber agrees or asks for changes."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from cms.registers.kit.rights import registers


@transaction.atomic
def assign(approvers: Group) -> Workflow:
    """The workflow in which `approvers` agree, for each register that bodies keep. What is missing
    is made and what is there stays, so that it may be called at any time."""
    workflow = _workflow(approvers)
    for each in registers():
        if each.is_kept_by_bodies:
            kind = ContentType.objects.get_for_model(each.model)
            WorkflowContentType.objects.get_or_create(
                content_type=kind, defaults={"workflow": workflow}
            )
    return workflow


def _workflow(approvers: Group) -> Workflow:
    found = Workflow.objects.filter(
        active=True, workflow_tasks__task__groupapprovaltask__groups=approvers
    ).order_by("pk")
    workflow: Workflow | None = found.first()
    if workflow is not None:
        return workflow
    with override(settings.LANGUAGE_CODE):
        name = _("Approval by the Chamber")
    task = GroupApprovalTask.objects.create(name=name)
    task.groups.add(approvers)
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow
