from consultations.process.models.consultations import Consultation, ConsultationStatus, Form, Side
from consultations.process.models.referrals import Referral, ReferralStatus

__all__ = ["Consultation", "ConsultationStatus", "Form", "Referral", "ReferralStatus", "Side"]
