"""From «Propose a change» to the receipt."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consultations.comments import selectors, services
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.forms import AuthorForm, CommentForm, ReplyForm
from consultations.comments.messages import HOLD_WORDS, PROBLEM_FIELDS, hold_words, problem_message
from consultations.comments.models import PendingComment, ProvisionComment, Question
from consultations.comments.presenters import Preview, preview_of, preview_of_pending
from consultations.comments.selectors import questions_at
from consultations.comments.views.limits import addressee, has_addressee, takes_files
from consultations.comments.views.links import bad_link
from consultations.comments.views.marking import marking_person
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.accounts.models import User
from core.accounts.permissions import public
from core.accounts.selectors import current_consents, masked_email
from core.accounts.services import ConsentMissing, NoConsentText
from core.web.addresses import client_ip
from core.web.forms import clean_text
from core.web.ratelimits import by_link, rate_limited
from drafts.models import Provision
from drafts.selectors import own_text, published_provision


@dataclass(frozen=True, slots=True)
class Target:
    """What the address of the form names; `original` are the words of the provision."""

    consultation: Consultation
    provision: Provision | None
    reply_to: ProvisionComment | None

    @property
    def original(self) -> str:
        return own_text(self.provision) if self.provision else ""

    @property
    def place(self) -> str:
        ids = (self.consultation, self.provision, self.reply_to)
        return ":".join(str(item.pk) if item else "-" for item in ids)


def _target(request: HttpRequest, year: int, slug: str) -> Target:
    consultations = Consultation.objects.with_parties()
    consultation = get_object_or_404(consultations, year=year, slug=slug)
    reply_to = None
    if reply := request.GET.get("reply", ""):
        listed = ProvisionComment.objects.published().with_author()
        pk = int(reply) if reply.isdecimal() and len(reply) < 16 else 0
        reply_to = get_object_or_404(listed, consultation=consultation, pk=pk)
    eid = request.GET.get("on", "")
    provision = published_provision(consultation.version, eid) if eid.isprintable() else None
    if eid and provision is None:
        raise Http404  # not «on the bill as a whole»: the person meant something
    if reply_to is not None and not eid:
        provision = reply_to.provision
    return Target(consultation, provision, reply_to)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("comment-letters", key=addressee, when=has_addressee)
def new(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """The form of a comment; after a mistake it comes back with everything that was typed. Nobody
    is refused because of others behind the same network address."""
    target = _target(request, year, slug)
    form = _form(request, target)
    found: list[services.Finding] = []
    if request.method == "POST" and form.is_valid():
        if form.is_trapped:
            return redirect(target.consultation)
        found = [] if "send_anyway" in request.POST else services.findings(form.texts())
        shows = bool(found) or "preview" in request.POST
        submission = None if shows else _submit(request, form, target)
        if submission is not None:
            return _after(request, submission)
    context = {
        "form": form,
        "findings": [(item.words, HOLD_WORDS[item.reason]) for item in found],
        "preview": _preview(form, target) if "preview" in request.POST else None,
        **_marks(request, target),
        "similar": _similar(request, target) if "preview" in request.POST else [],
        "target": target,
        "consultation": target.consultation,
        "phase": target.consultation.phase,
        "is_open": target.consultation.phase is Phase.OPEN,
        "consents": current_consents(timezone.localdate()),
        "questions": _questions(target),
    }
    status = 422 if form.errors or found else 200
    return render(request, "consultations/comments/new.html", context, status=status)


@public
@require_POST
@rate_limited("similar")
def similar(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """A fragment for the form while somebody is typing: who has said this already. By POST, so
    that what is not sent yet stands in no log."""
    target = _target(request, year, slug)
    return render(
        request, "consultations/comments/_similar.html", {"found": _similar(request, target)}
    )


def _similar(request: HttpRequest, target: Target) -> list[ProvisionComment]:
    if target.reply_to is not None or target.consultation.phase is not Phase.OPEN:
        return []
    typed = " ".join(
        clean_text(request.POST.get(name, "")) for name in ("rationale", "proposed_text")
    )
    return selectors.similar_proposals(target.consultation, target.provision, typed)


def _preview(form: AuthorForm, target: Target) -> Preview | None:
    """What would be published, from a form without faults."""
    if not form.is_valid():
        return None
    return preview_of(
        text=form.text(),  # type: ignore[attr-defined]
        author=form.author(),
        provision=target.provision,
        original=target.original,
        selected=form.cleaned_data.get("selected", ""),
        is_reply=target.reply_to is not None,
    )


def _marks(request: HttpRequest, target: Target) -> dict[str, Any]:
    """One-tap marks of the provision, for whoever does not want to write."""
    if target.provision is None or target.reply_to is not None:
        return {}
    mine = selectors.own_marks(target.consultation, marking_person(request))
    return {
        "marks": selectors.mark_counts(target.consultation, target.provision),
        "my_mark": mine.get(target.provision.pk, ""),
    }


def _questions(target: Target) -> list[Question]:
    """What the organiser asks about the same place; nothing beside a reply."""
    if target.reply_to is not None:
        return []
    return questions_at(target.consultation, target.provision)


def _user(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _form(request: HttpRequest, target: Target) -> AuthorForm:
    data = request.POST if request.method == "POST" else None
    if target.reply_to is not None:
        return ReplyForm(data, place=target.place, user=_user(request))
    return CommentForm(
        data,
        request.FILES or None,
        place=target.place,
        user=_user(request),
        on_provision=target.provision is not None,
        takes_files=takes_files(request),
    )


def _submit(request: HttpRequest, form: AuthorForm, target: Target) -> services.Submission | None:
    """What came of it, or None with the reason written into the form."""
    try:
        return services.submit_comment(
            actor=_user(request),
            consultation=target.consultation,
            provision=target.provision,
            reply_to=target.reply_to,
            text=form.text(),  # type: ignore[attr-defined]
            selection=form.selection() if isinstance(form, CommentForm) else None,
            author=form.author(),
            now=timezone.now(),
            came=services.Circumstances(client_ip(request), form.open_for),
            files=form.cleaned_data.get("attachments", ()),
        )
    except CommentError as error:
        waiting = error.params.get("pending")
        if waiting is not None and not request.user.is_authenticated:
            return _remind(request, waiting)
        field = PROBLEM_FIELDS.get(error.code)
        form.add_error(field if field in form.fields else None, problem_message(error))
        if error.code is CommentProblem.CLOSED:
            form.add_error(None, _("Your text stays below: you can copy it."))
    except ConsentMissing as error:
        form.add_error(f"consent_{error.kind}", _("This consent is needed."))
    except NoConsentText:
        form.add_error(
            None,
            _(
                "Proposals cannot be received: the text of a consent that the law asks for is not "
                "published on this site. Your text stays below: copy it and tell the organiser."
            ),
        )
    return None


def _remind(request: HttpRequest, waiting: PendingComment) -> services.Submission:
    """The same text again before it was confirmed: the same letter, but not too often."""
    with suppress(CommentError):
        services.resend_confirmation(pending=waiting, now=timezone.now())
    messages.info(
        request, _("You have already sent exactly this; it waits for you to confirm your e-mail.")
    )
    return services.Submission(pending=waiting)


def _after(request: HttpRequest, submission: services.Submission) -> HttpResponse:
    if submission.pending is not None:
        return redirect("comments:sent", token=services.sent_token(submission.pending))
    assert submission.comment is not None  # noqa: S101 – one of the two is there
    if submission.comment.is_visible:
        words = _("Your proposal has been received. The receipt is in your e-mail.")
    else:
        words = _(
            "Your proposal has been received and will appear after a moderator has checked it."
        )
    messages.success(request, words)
    receipt = reverse("reader:receipt", args=[submission.comment.receipt_code])
    return redirect(f"{receipt}?sent=1")


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("resend", key=by_link)
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """«Look into your mail»; POST sends the letter again."""
    try:
        pending = services.pending_of_sent(token)
        if request.method == "POST":
            services.resend_confirmation(pending=pending, now=timezone.now())
            messages.success(request, _("The letter has been sent again."))
            return redirect("comments:sent", token=token)
    except CommentError as error:
        if request.method != "POST":
            return bad_link(request, error)
        messages.error(request, problem_message(error))
        return redirect("comments:sent", token=token)
    context = {
        "pending": pending,
        "masked": masked_email(pending.contact.email),
        "leaves_at": pending.last_sent_at if pending.last_sent_at > timezone.now() else None,
        "debug_mailbox": "/mailbox/" if settings.DEBUG else "",
    }
    return render(request, "consultations/comments/sent.html", context)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("confirm", key=by_link)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what will be published and a button: programs that open links in letters must not
    publish anything. POST publishes."""
    try:
        pending = services.pending_of(token)
        if request.method != "POST" and pending.comment is None:
            shown = {"pending": pending, "preview": preview_of_pending(pending)}
            return render(request, "consultations/comments/confirm.html", shown)
        confirmed = services.confirm_comment(token=token, now=timezone.now())
    except CommentError as error:
        return bad_link(request, error)
    context = {
        "comment": confirmed.comment,
        "consultation": confirmed.comment.consultation,
        "secret": confirmed.secret,
        "reasons": hold_words(selectors.held_for(confirmed.comment)),
    }
    return render(request, "consultations/comments/confirmed.html", context)
