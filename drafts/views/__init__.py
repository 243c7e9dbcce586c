from drafts.views import bills, figures, structure

__all__ = ["bills", "figures", "structure"]
