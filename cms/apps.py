from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """Editorial pages in Wagtail: home, news, guides, menu and footer."""

    name = "cms"
    verbose_name = _("Editorial pages")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import PageViewRestriction, Site
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from cms import menus, models, receivers, services
        from cms.search import PageSource
        from core.accounts.events import membership_changed
        from core.clock import registry as clock
        from core.web.menus import providers
        from search import registry

        registry.register(PageSource())
        page_published.connect(receivers.on_page_changed)
        page_unpublished.connect(receivers.on_page_changed)
        for changed in (post_save, post_delete):
            changed.connect(receivers.on_restriction_changed, sender=PageViewRestriction)
        post_page_move.connect(receivers.on_page_moved)
        membership_changed.connect(receivers.on_membership_changed)
        for moved in (page_published, page_unpublished, post_page_move):
            moved.connect(receivers.on_links_changed)
        for model in (Site, models.SiteNavigation, models.MenuLink, models.FooterLink):
            post_save.connect(receivers.on_links_changed, sender=model)
            post_delete.connect(receivers.on_links_changed, sender=model)
        providers.public = menus.menu_items
        providers.footer = menus.footer_columns
        providers.footer_note = menus.footer_note
        clock.register("cms.groups", services.sweep_groups)
        clock.register("cms.publish", services.publish_scheduled)
