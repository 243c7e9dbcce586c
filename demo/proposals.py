"""What citizens say in the demo, and what a moderator hides of it."""

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings

from consultations.comments import services as comments
from consultations.comments.models import ProvisionComment
from consultations.process.models import Consultation
from demo.content.authors import AUTHORS
from demo.content.comments import COMMENTS
from demo.content.types import CommentData

if TYPE_CHECKING:
    from demo.scenario import World


def load_comments(world: "World", key: str) -> None:
    authors = {author.key: author for author in AUTHORS}
    for data in sorted(COMMENTS[key], key=lambda comment: world.at(comment.at)):
        world.comments[data.key] = say(world, world.consultations[key], data, authors)


def say(
    world: "World", consultation: Consultation, data: CommentData, authors: dict
) -> ProvisionComment:
    """Submits a comment and confirms it a few minutes later, as its author would."""
    author = authors[data.author]
    moment = world.at(data.at)
    shows_name = author.name_display != "pseudonym"
    submission = comments.submit_comment(
        actor=world.users.get(author.person),
        consultation=consultation,
        provision=world.provision(consultation, data.unit),
        reply_to=world.comments[data.reply_to] if data.reply_to else None,
        text=comments.CommentText(
            kind=data.kind,
            stance=data.stance,
            rationale=data.rationale,
            proposed_text=data.proposed,
        ),
        author=comments.Author(
            email=author.email,
            author_type=author.author_type,
            full_name=author.full_name,
            organisation=author.organisation,
            municipality=author.municipality,
            name_display=author.name_display,
            consents=("processing", "dissemination") if shows_name else ("processing",),
            language=settings.LANGUAGE_CODE,
        ),
        now=moment,
    )
    if submission.comment is not None:
        comment = submission.comment
    else:
        token = comments.confirmation_token(submission.pending)
        confirmed = comments.confirm_comment(token=token, now=moment + dt.timedelta(minutes=7))
        comment = confirmed.comment
    if data.hidden_ground:
        comments.hide_comment(
            actor=world.users["moderator"],
            comment=comment,
            ground_code=data.hidden_ground,
            note=data.hidden_note,
            now=moment + dt.timedelta(hours=3),
        )
    return comment
