from consultations.process.models.consultations import (
    CONTROL_FORMS,
    Consultation,
    ConsultationStatus,
    Form,
    Side,
)
from consultations.process.models.referrals import Referral, ReferralStatus

__all__ = [
    "CONTROL_FORMS",
    "Consultation",
    "ConsultationStatus",
    "Form",
    "Referral",
    "ReferralStatus",
    "Side",
]
