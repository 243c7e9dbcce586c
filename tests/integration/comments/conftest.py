import pytest

from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from drafts.models import Provision
from tests.comments import NOW, running
from tests.factories.accounts import staff
from tests.factories.drafts import ProvisionFactory


@pytest.fixture
def consultation() -> Consultation:
    return running()


@pytest.fixture
def article(consultation: Consultation) -> Provision:
    """Article 7 with words of its own."""
    return ProvisionFactory(
        version=consultation.version,
        number="7",
        heading="Срок ответа",
        content={"intro": [{"type": "alinea", "text": "Ответ даётся в течение тридцати дней."}]},
    )


@pytest.fixture
def moderator(consultation: Consultation) -> User:
    """Of the organiser."""
    return staff(consultation.organiser, MembershipRole.MODERATOR)


@pytest.fixture
def open_now(time_machine) -> None:
    """The clock of the server stands within the window."""
    time_machine.move_to(NOW, tick=False)
