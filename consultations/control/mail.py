"""Letters about inspections: to the inspected body, to inspectors."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.control.models import Inspector
from consultations.process.models import Consultation
from core.mail.letters import Letter, send_letter
from core.mail.links import absolute


def tell_inspected(consultation: Consultation) -> int:
    """The notice of an inspection; 0 if the body has no usable address."""
    body = consultation.inspected_body
    if body is None:
        return 0
    with override(settings.LANGUAGE_CODE):
        letter = Letter(
            _("Notice of a public inspection"),
            _("A public inspection of your body has been announced."),
            _facts(consultation),
            ((_("Announcement of the inspection"), absolute(consultation.get_absolute_url())),),
        )
    return _send({"body": body.email}, letter, f"inspection-notice:{consultation.pk}")


def tell_inspector(inspector: Inspector) -> int:
    consultation = Consultation.objects.with_parties().get(pk=inspector.consultation_id)
    with override(settings.LANGUAGE_CODE):
        letter = Letter(
            _("You are a public inspector"),
            _("You have been named as a public inspector. Write down what you establish."),
            (*_facts(consultation), (_("Order on the inspection"), inspector.order)),
            (
                (
                    _("Your observations"),
                    absolute(f"/my/inspections/{consultation.pk}/"),
                ),
                (_("Announcement of the inspection"), absolute(consultation.get_absolute_url())),
            ),
        )
    user = inspector.user
    return _send({f"user-{user.pk}": user.email}, letter, f"inspector:{inspector.pk}")


def _facts(consultation: Consultation) -> tuple[tuple[str, str], ...]:
    term = _("from %(first)s to %(last)s") % {
        "first": date_format(consultation.opens_on),
        "last": date_format(consultation.closes_on),
    }
    return (
        (_("Subject"), consultation.subject),
        (_("Basis"), consultation.basis),
        (_("Organiser"), consultation.organiser.name),
        (_("Term"), term),
    )


def _send(readers: dict[str, str], letter: Letter, occasion: str) -> int:
    return send_letter(readers, letter, occasion=occasion, language=settings.LANGUAGE_CODE)
