from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.rules.domain.calendar import TermUnit
from core.rules.querysets import RuleQuerySet, RuleSetQuerySet


class Titled(models.Model):
    """Content of the region in its language, with an English title for the English pages."""

    title = models.CharField(_("title"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The title in the language of the page."""
        english = (get_language() or "").startswith("en")
        return self.title_en if english and self.title_en else self.title


class RuleSet(Titled):
    """Rules from one source that begin and end together. `effective_to` is the last day.

    Rules are changed by a new set from a later date: what was decided under the old one keeps it.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    effective_from = models.DateField(_("in force from"))
    effective_to = models.DateField(_("last day in force"), null=True, blank=True)
    source = models.TextField(_("source"))

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("set of rules")
        verbose_name_plural = _("sets of rules")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="rules_set_dates_in_order",
            )
        ]


class Rule(models.Model):
    """A row of a set of rules, known by its code."""

    ruleset = models.ForeignKey(
        RuleSet, models.CASCADE, related_name="%(class)ss", verbose_name=_("set of rules")
    )
    code = models.CharField(_("code"), max_length=40)

    objects = RuleQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["ruleset", "code"], name="rules_%(class)s_code_once")
        ]


class Term(Titled, Rule):
    """How long something may take. `maximum`: the law allows no more; otherwise a default or a
    duty. `citation` is the code of a legal citation."""

    UNITS = (
        (TermUnit.CALENDAR.value, _("calendar days")),
        (TermUnit.WORKING.value, _("working days")),
        (TermUnit.MONTH.value, _("months")),
        (TermUnit.HOUR.value, _("hours")),
    )

    amount = models.PositiveSmallIntegerField(_("amount"))
    unit = models.CharField(_("unit"), max_length=8, choices=UNITS, default=TermUnit.CALENDAR.value)
    shift = models.BooleanField(_("a last day off moves to the next working day"), default=True)
    maximum = models.BooleanField(_("the most that the law allows"), default=False)
    citation = models.CharField(_("legal citation"), max_length=40, blank=True)

    class Meta(Rule.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["code"]
        constraints = [
            *Rule.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gte=1), name="rules_term_lasts"),
            models.CheckConstraint(
                condition=Q(unit__in=[unit.value for unit in TermUnit]),
                name="rules_term_unit_known",
            ),
        ]


class DispositionGroup(models.TextChoices):
    """The positions of an answer that a reason may explain."""

    ACCEPTED = "accepted", _("accepted")
    PARTLY = "partly", _("accepted in part")
    REJECTED = "rejected", _("not accepted")
    NOTED = "noted", _("taken into consideration")
    OUT_OF_SCOPE = "out_of_scope", _("outside the subject of the bill")


class Ordered(models.Model):
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True


class ReasonCode(Titled, Ordered, Rule):
    """A reason that the committee chooses for its answer; one code belongs to one position."""

    disposition = models.CharField(_("position"), max_length=16, choices=DispositionGroup)
    requires_text = models.BooleanField(_("must be explained in words"), default=True)

    class Meta(Rule.Meta):
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        ordering = ["disposition", "order", "code"]
        constraints = [
            *Rule.Meta.constraints,
            models.CheckConstraint(
                condition=Q(disposition__in=DispositionGroup.values),
                name="rules_reason_disposition_known",
            ),
        ]


class ModerationGround(Titled, Ordered, Rule):
    """A ground on which a comment may be hidden. The list is closed."""

    class Meta(Rule.Meta):
        verbose_name = _("ground for moderation")
        verbose_name_plural = _("grounds for moderation")
        ordering = ["order", "code"]


class StockPhrase(Titled, Ordered, Rule):
    """Words that say nothing by themselves («не представляется возможным»): an answer made of them
    alone is flagged."""

    class Meta(Rule.Meta):
        verbose_name = _("stock phrase")
        verbose_name_plural = _("stock phrases")
        ordering = ["order", "code"]


class ChecklistItem(Titled, Ordered, Rule):
    """A question of a checklist («expertise», «corruption»). `number` as the source numbers it."""

    checklist = models.SlugField(_("checklist"), max_length=40)
    number = models.CharField(_("number"), max_length=10, blank=True)
    hint = models.TextField(_("what to look at"), blank=True)
    citation = models.CharField(_("legal citation"), max_length=40, blank=True)

    class Meta(Rule.Meta):
        verbose_name = _("item of a checklist")
        verbose_name_plural = _("items of checklists")
        ordering = ["checklist", "order", "code"]


class LegalCitation(Rule):
    """Where a rule comes from, in the words in which documents cite it."""

    text = models.TextField(_("text"))

    class Meta(Rule.Meta):
        verbose_name = _("legal citation")
        verbose_name_plural = _("legal citations")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.text
