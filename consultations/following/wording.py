"""News in words of the current language."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.comments.models import CommentStatus
from consultations.conclusions.models import Disposition
from consultations.following.domain.news import NewsCode, NewsItem
from consultations.process.models import Form

_SHORT_TITLE: Final = 20  # words


def words_of(item: NewsItem) -> str:
    """One sentence."""
    return _SENTENCES[item.code](item.params)


def _title(params: Mapping[str, Any]) -> str:
    return Truncator(params["title"]).words(_SHORT_TITLE)


def _form(params: Mapping[str, Any]) -> str:
    return str(Form(params["form"]).label)


def _proposals(params: Mapping[str, Any]) -> str:
    count = params["count"]
    if "title" not in params:
        return ngettext("%(n)d new proposal", "%(n)d new proposals", count) % {"n": count}
    sentence = ngettext(
        "%(n)d new proposal on the bill “%(title)s”",
        "%(n)d new proposals on the bill “%(title)s”",
        count,
    )
    return sentence % {"n": count, "title": _title(params)}


def _announced(params: Mapping[str, Any]) -> str:
    return _("Announced: %(form)s, proposals from %(first)s to %(last)s (“%(title)s”)") % {
        "form": _form(params),
        "first": date_format(params["opens_on"]),
        "last": date_format(params["closes_on"]),
        "title": _title(params),
    }


def _opened(params: Mapping[str, Any]) -> str:
    return _("Proposals are being received until %(last)s inclusive (“%(title)s”)") % {
        "last": date_format(params["closes_on"]),
        "title": _title(params),
    }


def _closing(params: Mapping[str, Any]) -> str:
    return _("The last days: proposals are received until %(last)s inclusive (“%(title)s”)") % {
        "last": date_format(params["closes_on"]),
        "title": _title(params),
    }


def _status(params: Mapping[str, Any]) -> str:
    if params["status"] == CommentStatus.HIDDEN:
        return _("A moderator has hidden this proposal; the ground is on its page")
    return _("A moderator has checked this proposal: it is published")


_SENTENCES: Final[dict[NewsCode, Callable[[Mapping[str, Any]], str]]] = {
    NewsCode.NEW_BILL: lambda p: _("New bill: “%(title)s”") % {"title": _title(p)},
    NewsCode.NEW_VERSION: lambda p: _("Version %(number)d of the text is published") % p,
    NewsCode.WORDS_CHANGED: lambda p: _("The words have changed in version %(number)d") % p,
    NewsCode.DELETED: lambda p: _("The provision is not in version %(number)d any more") % p,
    NewsCode.ANNOUNCED: _announced,
    NewsCode.OPENED: _opened,
    NewsCode.CLOSING: _closing,
    NewsCode.CONCLUDED: lambda p: _("The summary conclusion is signed (“%(title)s”)")
    % {"title": _title(p)},
    NewsCode.OPINION: lambda p: _("Opinion adopted: %(council)s") % p,
    NewsCode.PROPOSALS: _proposals,
    NewsCode.ANSWERS: lambda p: ngettext(
        "%(count)d new answer of the committee", "%(count)d new answers of the committee",
        p["count"],
    ) % p,
    NewsCode.ANSWERED: lambda p: _("The committee has answered: %(answer)s")
    % {"answer": Disposition(p["disposition"]).label},
    NewsCode.REPLY: lambda p: _("A new reply to the proposal"),
    NewsCode.REVISED: lambda p: _("The author has replaced the wording"),
    NewsCode.STATUS: _status,
}  # fmt: skip
