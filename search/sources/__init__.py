"""The kinds of objects that this floor and those below it offer to search."""

from search.registry import Source
from search.sources.answers import AnswerSource, GroupSource
from search.sources.bills import BillSource, ProvisionSource, VersionSource
from search.sources.control import CLOSING, MINUTES, ObservationSource
from search.sources.councils import CallSource, CouncilSource, ExpertSource
from search.sources.events import EventSource, RequestSource
from search.sources.opinions import OpinionSource
from search.sources.proposals import CommentSource
from search.sources.signed import AmendmentSource, ConclusionSource, SummarySource


def every() -> tuple[Source, ...]:
    """One of each."""
    return (
        BillSource(),
        VersionSource(),
        ProvisionSource(),
        EventSource(),
        CommentSource(),
        GroupSource(),
        AnswerSource(),
        AmendmentSource(),
        CouncilSource(),
        OpinionSource(),
        SummarySource(),
        ConclusionSource(),
        MINUTES,
        ObservationSource(),
        CLOSING,
        RequestSource(),
        ExpertSource(),
        CallSource(),
    )
