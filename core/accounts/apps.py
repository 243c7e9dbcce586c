from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, bodies, memberships, consents: the one home of personal data."""

    name = "core.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from core.accounts import permissions, policy, services
        from core.clock import registry as clock
        from core.web import access, menus

        access.policy.register(policy.MembershipPolicy())
        access.register_rows(permissions.ROWS)
        menus.desk.add(permissions.LINKS)
        clock.register("accounts.confirmations", services.sweep_lapsed)
