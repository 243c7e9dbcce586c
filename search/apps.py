from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Search over everything public: interface, embedded backend, index jobs."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from consultations.comments.events import comment_revised, comment_status_changed
        from consultations.conclusions.events import answers_published, conclusion_signed
        from consultations.expertise.events import opinion_adopted
        from core.clock import registry as clock
        from drafts.events import bill_described, version_published
        from search import checks, receivers, registry, services, sources

        for source in (
            sources.BillSource(),
            sources.ProvisionSource(),
            sources.CommentSource(),
            sources.AnswerSource(),
            sources.OpinionSource(),
            sources.ConclusionSource(),
        ):
            registry.register(source)
        version_published.connect(receivers.on_version_published)
        bill_described.connect(receivers.on_bill)
        comment_status_changed.connect(receivers.on_comment)
        comment_revised.connect(receivers.on_revision)
        opinion_adopted.connect(receivers.on_opinion)
        answers_published.connect(receivers.on_answers)
        conclusion_signed.connect(receivers.on_conclusion)
        clock.register("search.index", services.sweep, atomic=False)
        checks.register()
