from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Search over everything public: interface, embedded backend, index jobs."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from core.clock import registry as clock
        from search import checks, connections, registry, services, sources

        for source in sources.every():
            registry.register(source)
        connections.connect()
        clock.register("search.index", services.sweep, atomic=False)
        clock.register("search.facets", services.prune, atomic=False)
        checks.register()
        connections.follow_updates(self)
