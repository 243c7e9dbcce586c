from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.comments.models.comment import ProvisionComment
from consultations.comments.models.participant import Participant
from consultations.process.models import Consultation
from drafts.models import Provision


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("one of the options")
    MULTIPLE = "multiple", _("several of the options")
    TEXT = "text", _("free text")


class Question(models.Model):
    """A question of the organiser (опросный лист), on a provision or on the bill as a whole."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="questions")
    provision = models.ForeignKey(
        Provision, models.PROTECT, null=True, blank=True, related_name="questions"
    )
    position = models.PositiveSmallIntegerField(_("place"))
    kind = models.CharField(_("kind of answer"), max_length=10, choices=QuestionKind)
    text = models.CharField(_("question"), max_length=500)
    # How many participants have answered it; kept by the services under the lock of the
    # consultation, as is `QuestionOption.count`.
    respondents = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("question of the organiser")
        verbose_name_plural = _("questions of the organiser")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "position"], name="question_position_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


class QuestionOption(models.Model):
    """One of the answers that a question offers; `count` is kept by the services."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("option"), max_length=300)
    count = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("option of a question")
        verbose_name_plural = _("options of questions")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "position"], name="option_position_once")
        ]

    def __str__(self) -> str:
        return self.text


class QuestionAnswer(models.Model):
    """What a participant has chosen or written; `comment` is what it was sent with, if anything."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="answers")
    option = models.ForeignKey(
        QuestionOption, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    text = models.TextField(blank=True)
    # Free words are blanked with the personal data of their author; the answer stays counted.
    is_erased = models.BooleanField(default=False)
    comment = models.ForeignKey(
        ProvisionComment, models.SET_NULL, null=True, blank=True, related_name="question_answers"
    )
    # When it was sent, not when it was confirmed: the newest sheet of a person stands.
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to questions")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "participant", "option"],
                condition=Q(option__isnull=False),
                name="question_option_person_once",
            ),
            models.UniqueConstraint(
                fields=["question", "participant"],
                condition=Q(option__isnull=True),
                name="question_text_person_once",
            ),
            models.CheckConstraint(
                condition=(Q(option__isnull=True) ^ Q(text=""))
                | Q(option__isnull=True, text="", is_erased=True),
                name="question_answer_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}/{self.participant_id}"


class AnswerSheet(models.Model):
    """Answers that wait for their author to confirm the e-mail; counted nowhere.

    `wording` is that of the questions answered: if they change meanwhile, the sheet answers
    something else and is not taken. The request itself is a core.accounts.Confirmation.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="answer_sheets")
    # SHA-256 over person, questions and answers: the same sheet twice is one sheet.
    fingerprint = models.CharField(max_length=64)
    wording = models.CharField(max_length=64)
    # domain.questions.Given, as plain JSON.
    answers = models.JSONField()
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sheet of answers waiting for confirmation")
        verbose_name_plural = _("sheets of answers waiting for confirmation")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "fingerprint"], name="answer_sheet_waits_once"
            )
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk}"
