from core.accounts.views import councils, members
from core.accounts.views.people import confirm, consent, sent

__all__ = ["confirm", "consent", "councils", "members", "sent"]
