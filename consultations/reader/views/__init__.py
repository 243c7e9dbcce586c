from consultations.reader.views import bills, comments, consultations, councils, my, receipts

__all__ = ["bills", "comments", "consultations", "councils", "my", "receipts"]
