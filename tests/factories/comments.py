import secrets

import factory
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from factory.django import DjangoModelFactory

from consultations.comments.domain import receipts
from consultations.comments.domain.places import normal_place
from consultations.comments.models import (
    CommentKind,
    CommentStatus,
    Participant,
    ProvisionComment,
    Question,
    QuestionKind,
    QuestionOption,
    Stance,
)
from consultations.comments.services import counts
from consultations.process.models import Consultation
from tests.factories.accounts import ContactFactory
from tests.factories.process import ConsultationFactory


class ParticipantFactory(DjangoModelFactory):
    class Meta:
        model = Participant

    consultation = factory.SubFactory(ConsultationFactory)
    email_hash = factory.Sequence(lambda n: f"{n:064x}")
    number = factory.Sequence(lambda n: n + 1)


class ProvisionCommentFactory(DjangoModelFactory):
    """A published proposal, written straight into the tables: for reading, not for services.

    The counts of comments know of it, argument groups do not; use `submit` of tests.comments for
    those.
    """

    class Meta:
        model = ProvisionComment

    consultation = factory.SubFactory(ConsultationFactory)
    provision = None
    content_type = factory.LazyAttribute(
        lambda o: ContentType.objects.get_for_model(o.provision or o.consultation)
    )
    object_pk = factory.LazyAttribute(lambda o: str((o.provision or o.consultation).pk))
    site_id = settings.SITE_ID
    # Another text each time: same ones would come into one group.
    comment = factory.Sequence(
        lambda n: f"Срок слишком короткий: из села за десять дней не успеть ({n})."
    )
    submit_date = factory.LazyFunction(timezone.now)
    contact = factory.SubFactory(ContactFactory)
    participant = factory.SubFactory(
        ParticipantFactory,
        consultation=factory.SelfAttribute("..consultation"),
        email_hash=factory.SelfAttribute("..contact.email_hash"),
    )
    author_type = "citizen"
    municipality = "Благовещенск"
    municipality_key = factory.LazyAttribute(lambda o: normal_place(o.municipality))
    kind = CommentKind.OPINION
    stance = Stance.WITH_CHANGES
    status = CommentStatus.PUBLISHED
    is_public = factory.LazyAttribute(lambda o: o.status == CommentStatus.PUBLISHED)
    receipt_code = factory.LazyFunction(
        lambda: receipts.make([secrets.randbelow(31) for _ in range(receipts.LENGTH)])
    )
    secret_hash = factory.Sequence(lambda n: f"{n:064x}")
    submitted_at = factory.LazyFunction(timezone.now)
    confirmed_at = factory.SelfAttribute("submitted_at")

    @classmethod
    def _after_postgeneration(
        cls, instance: ProvisionComment, create: bool, results: object = None
    ) -> None:
        if create:
            counts.move(instance, old=None)
            Consultation.objects.filter(pk=instance.consultation_id).update(
                participant_count=instance.consultation.participants.count()
            )


class QuestionFactory(DjangoModelFactory):
    """A question with two options, whatever the phase; nobody has answered."""

    class Meta:
        model = Question
        skip_postgeneration_save = True

    consultation = factory.SubFactory(ConsultationFactory)
    position = factory.Sequence(lambda n: n + 1)
    kind = QuestionKind.SINGLE
    text = "Нужен ли такой закон?"

    @factory.post_generation
    def options(self, create: bool, extracted: object, **kwargs: object) -> None:
        if create and self.kind != QuestionKind.TEXT:
            for place, text in enumerate(("Да", "Нет"), start=1):
                QuestionOption.objects.create(question=self, position=place, text=text)
