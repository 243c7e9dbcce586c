"""Letters about experts: to those who apply, to those who are appointed, to councils."""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.experts.models import (
    Appointment,
    Candidacy,
    Decision,
    EntryRequest,
    Expert,
    ExpertState,
    OpenCall,
)
from consultations.process.models import Referral
from core.accounts.models import Membership, MembershipRole, User
from core.mail.letters import Letter, send_letter
from core.mail.links import absolute

MOST_EXPERTS = 500


def tell_decision(expert: Expert) -> int:
    """The decision of the Chamber on a person's place in the register."""
    assert expert.decided_at is not None  # noqa: S101 – decided by the caller
    is_in = expert.state == ExpertState.INCLUDED
    with override(settings.LANGUAGE_CODE):
        letter = Letter(
            _("You are in the register of experts")
            if is_in
            else _("Decision on the register of experts"),
            _("The Public Chamber has included you in the register of public experts.")
            if is_in
            else _("The Public Chamber has decided that you are not in the register of experts."),
            ((_("Reason"), expert.reason),),
            ((_("Register of experts"), absolute("/experts/")),),
        )
    occasion = f"expert:{expert.pk}:{int(expert.decided_at.timestamp())}"
    return _to_person(expert.user, letter, occasion)


def tell_appointment(appointment: Appointment) -> int:
    with override(settings.LANGUAGE_CODE):
        letter = Letter(
            _("You take part in the work of a council"),
            _("The council has appointed you to its work on a draft law."),
            (*_place(appointment.referral), (_("Capacity"), appointment.get_capacity_display())),
            (
                (_("Bill"), absolute(appointment.referral.consultation.get_absolute_url())),
                (_("Your appointments and applications"), absolute("/my/experts/")),
            ),
        )
    return _to_person(appointment.user, letter, f"appointment:{appointment.pk}")


def tell_end(appointment: Appointment) -> int:
    with override(settings.LANGUAGE_CODE):
        letter = Letter(
            _("Your part in the work of a council has ended"),
            _("What you have written stays. Thank you for your work."),
            (*_place(appointment.referral), (_("Reason"), appointment.end_reason)),
        )
    return _to_person(appointment.user, letter, f"appointment-end:{appointment.pk}")


def tell_experts(call: OpenCall) -> int:
    """Tells those of the register who know the fields of a call."""
    known = Expert.objects.public().filter(knowledge__in=call.knowledge.all()).distinct()
    rows = known.order_by("pk").values_list("pk", "user__email")[:MOST_EXPERTS]
    with override(settings.LANGUAGE_CODE):
        letter = Letter(
            _("A council is looking for experts"),
            _("Your fields of knowledge are named in a call for experts."),
            (
                *_place(call.referral),
                (_("Applications until"), date_format(call.closes_on)),
            ),
            ((_("Read the call and apply"), absolute(call.get_absolute_url())),),
        )
    readers = {f"expert-{pk}": email for pk, email in rows}
    return send_letter(readers, letter, occasion=f"call:{call.pk}", language=settings.LANGUAGE_CODE)


def tell_council_of_candidacy(candidacy: Candidacy) -> int:
    with override(settings.LANGUAGE_CODE):
        letter = Letter(
            _("An application to the call for experts"),
            _("Accept or decline it on the working desk, with a reason."),
            (*_place(candidacy.call.referral), (_("Applicant"), candidacy.contact.full_name)),
            ((_("Working desk"), absolute(f"/desk/candidacies/{candidacy.pk}/")),),
        )
    return _to_council(candidacy.call.referral, letter, f"candidacy:{candidacy.pk}")


def tell_council_of_entry(request: EntryRequest) -> int:
    with override(settings.LANGUAGE_CODE):
        letter = Letter(
            _("An organisation asks to take part in the council's work"),
            _("Accept or decline it on the working desk, with a reason."),
            (*_place(request.referral), (_("Organisation"), request.organisation)),
            ((_("Working desk"), absolute(f"/desk/entries/{request.pk}/")),),
        )
    return _to_council(request.referral, letter, f"entry:{request.pk}")


def tell_candidate(candidacy: Candidacy) -> int:
    return _tell_decided(candidacy, candidacy.call.referral, f"candidacy-decided:{candidacy.pk}")


def tell_organisation(request: EntryRequest) -> int:
    return _tell_decided(request, request.referral, f"entry-decided:{request.pk}")


def _tell_decided(item: Candidacy | EntryRequest, referral: Referral, occasion: str) -> int:
    with override(settings.LANGUAGE_CODE):
        accepted = item.state == Decision.ACCEPTED
        letter = Letter(
            _("Your application is accepted") if accepted else _("Your application is declined"),
            _("The council has decided on your application."),
            (*_place(referral), (_("Reason"), item.reason)),
            ((_("Your appointments and applications"), absolute("/my/experts/")),),
        )
    return _to_person(item.user, letter, occasion)


def _place(referral: Referral) -> tuple[tuple[str, str], ...]:
    return (
        (_("Council"), referral.council.name),
        (_("Bill"), referral.consultation.version.bill.title),
    )


def _to_person(user: User, letter: Letter, occasion: str) -> int:
    return send_letter(
        {f"user-{user.pk}": user.email},
        letter,
        occasion=occasion,
        language=settings.LANGUAGE_CODE,
    )


def _to_council(referral: Referral, letter: Letter, occasion: str) -> int:
    """To the council's address and to its secretaries."""
    secretaries = Membership.objects.active(timezone.localdate()).filter(
        body=referral.council_id, role=MembershipRole.SECRETARY, user__is_active=True
    )
    rows = secretaries.order_by("user_id").values_list("user_id", "user__email")
    readers = {"body": referral.council.email} | {f"user-{pk}": email for pk, email in rows}
    return send_letter(readers, letter, occasion=occasion, language=settings.LANGUAGE_CODE)
