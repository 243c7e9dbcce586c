"""Files beside proposals: who may open which."""

from consultations.comments.models import Attachment, CommentStatus, ProvisionComment


def files_of(comment: ProvisionComment) -> list[Attachment]:
    """All files of a comment, scans included, for those who work with it; one query."""
    return list(comment.attachments.all())


def is_public(file: Attachment) -> bool:
    """Whether everybody may open a file of a comment: not a scan, and the comment is published."""
    comment = file.comment
    if comment is None or file.is_scan:
        return False
    return comment.status == CommentStatus.PUBLISHED
