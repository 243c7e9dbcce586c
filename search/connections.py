"""Which event of the floors below is followed by which receiver; called once, in `ready`."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models.signals import post_migrate, post_save

from consultations.amendments import events as amendments
from consultations.comments import events as comments
from consultations.conclusions import events as conclusions
from consultations.control import events as control
from consultations.expertise import events as expertise
from consultations.experts import events as experts
from consultations.experts.models import Knowledge
from consultations.hearings import events as hearings
from consultations.process import events as process
from consultations.requests import events as requests
from core.accounts import events as accounts
from drafts import events as drafts
from drafts.models import Topic
from search import receivers, services


def connect() -> None:
    """Connects every receiver of search."""
    post_save.connect(receivers.on_topic, sender=Topic)
    post_save.connect(receivers.on_knowledge, sender=Knowledge)
    for signal, receiver in (
        (drafts.version_published, receivers.on_version_published),
        (drafts.bill_described, receivers.on_bill),
        (process.consultation_announced, receivers.on_phase),
        (process.consultation_opened, receivers.on_phase),
        (process.consultation_closed, receivers.on_phase),
        (process.referral_sent, receivers.on_referral),
        (process.referral_taken_up, receivers.on_referral),
        (process.referral_accepted, receivers.on_referral),
        (process.referral_declined, receivers.on_referral),
        (process.referral_withdrawn, receivers.on_referral),
        (comments.comment_status_changed, receivers.on_comment),
        (comments.comment_revised, receivers.on_comment),
        (comments.comments_answered, receivers.on_answered),
        (conclusions.group_changed, receivers.on_group),
        (conclusions.answers_published, receivers.on_answers),
        (conclusions.summary_signed, receivers.on_summary),
        (conclusions.conclusion_signed, receivers.on_conclusion),
        (expertise.opinion_adopted, receivers.on_opinion),
        (expertise.dissent_filed, receivers.on_dissent),
        (amendments.tables_published, receivers.on_tables),
        (hearings.minutes_signed, receivers.on_minutes),
        (control.observation_changed, receivers.on_observation),
        (control.closing_signed, receivers.on_closing),
        (requests.request_checked, receivers.on_request),
        (requests.request_decided, receivers.on_request),
        (accounts.name_withdrawn, receivers.on_name_gone),
        (accounts.contact_erased, receivers.on_name_gone),
        (accounts.body_added, receivers.on_body_added),
        (accounts.membership_changed, receivers.on_membership),
        (accounts.council_acted, receivers.on_council),
        (experts.expert_changed, receivers.on_expert),
        (experts.call_announced, receivers.on_call),
    ):
        signal.connect(receiver)


def follow_updates(sender: AppConfig) -> None:
    """Whoever migrates has updated the code."""
    post_migrate.connect(_after_migrate, sender=sender, dispatch_uid="search.updates")


def _after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Nothing happens while some of what is searched has no table: one app alone was migrated."""
    if using != DEFAULT_DB_ALIAS:
        return
    tables = {model._meta.db_table for model in apps.get_models() if model._meta.managed}  # noqa: SLF001
    if tables <= set(connection.introspection.table_names()):
        services.note_everything_if_outdated()
