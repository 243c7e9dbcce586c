"""What can be mended in one unit: a small form for each kind of fix."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.web.forms import SiteForm
from drafts.domain import fixes
from drafts.domain.citations import citation
from drafts.domain.display import TextLine
from drafts.domain.fixes import AUTO, Direction, Fix, FixProblem
from drafts.messages import KIND_NAMES
from drafts.selectors import Tree, TreeNode, quotations

_WORDS_SHOWN = 60

Choices = list[tuple[str, "str | Promise"]]


class MendForm(SiteForm):
    """One kind of fix of one unit. `seen` is the state of the text that the person looks at.

    `title` and `submit` are what the page writes above the form and on its button.
    """

    operation: ClassVar[str]
    title: ClassVar[Promise]
    submit: ClassVar[Promise]

    seen = forms.CharField(widget=forms.HiddenInput, max_length=100)

    def __init__(self, tree: Tree, node: TreeNode | None, data: Any, *, state: str) -> None:
        self.tree, self.node = tree, node
        sent = data is not None and f"{self.operation}-seen" in data
        super().__init__(
            data if sent else None,
            prefix=self.operation,
            initial={"seen": state} | (dict(self.first(node)) if node else {}),
        )
        self.offer()

    @staticmethod
    def first(node: TreeNode) -> Mapping[str, Any]:
        """What the form shows at first for `node`."""
        return {}

    def offer(self) -> None:
        """Fills in the choices that depend on the unit."""

    @staticmethod
    def fits(tree: Tree, node: TreeNode | None) -> bool:
        """Whether this kind of fix is possible here at all."""
        return node is not None

    @property
    def eid(self) -> str:
        return self.node.eid if self.node else ""

    def fix(self) -> Fix:
        """The fix that was described; only after `is_valid`."""
        raise NotImplementedError

    def field_of(self, problem: FixProblem) -> str | None:
        """The field to which a problem belongs; None for the form as a whole."""
        name = {
            FixProblem.BAD_NUMBER: "number",
            FixProblem.NO_WORDS: "words",
            FixProblem.MANY_WORDS: "words",
            FixProblem.BAD_HEADING: "heading",
        }.get(problem)
        return name if name in self.fields else None


def _kind() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Kind"), choices=[(str(k), w) for k, w in KIND_NAMES.items()])


def _number() -> forms.CharField:
    return forms.CharField(label=_("Number"), max_length=40, help_text=_("Like 5, 5.1, IV or а."))


class SplitForm(MendForm):
    operation = "split"
    title = _("A new unit begins inside this text")
    submit = _("Begin a new unit")

    words = forms.CharField(
        label=_("It begins with the words"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Copy its first words with the number, if it has one: “2) to publish”."),
    )
    kind = _kind()
    number = _number()
    level = forms.TypedChoiceField(label=_("Where it belongs"), coerce=int)

    @staticmethod
    def first(node: TreeNode) -> Mapping[str, Any]:
        return {"kind": node.kind}

    @staticmethod
    def fits(tree: Tree, node: TreeNode | None) -> bool:
        return bool(tree.preamble) if node is None else bool(_all_lines(node))

    def offer(self) -> None:
        levels: Choices = [(str(AUTO), _("by its kind"))]
        if self.node is not None:
            levels.append(("0", gettext("inside: %(unit)s") % {"unit": self.node.citation}))
            for steps, parent in enumerate(_above(self.tree, self.node), start=1):
                levels.append((str(steps), gettext("inside: %(unit)s") % {"unit": parent.citation}))
            top = len(list(_above(self.tree, self.node))) + 1
            levels.append((str(top), _("at the top of the act")))
        field = self.fields["level"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101
        field.choices = levels

    def fix(self) -> Fix:
        typed = self.cleaned_data
        return fixes.Split(
            self.eid, typed["words"], typed["kind"], typed["number"], level=typed["level"]
        )


class MergeForm(MendForm):
    operation = "merge"
    title = _("This is no unit but text")
    submit = _("Make it text")

    glue = forms.ChoiceField(
        label=_("What it is"),
        choices=[
            ("", _("an indent of its own in the text before it")),
            ("on", _("the continuation of the line before it")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    def fix(self) -> Fix:
        return fixes.Merge(self.eid, glue=self.cleaned_data["glue"] == "on")


class RelabelForm(MendForm):
    operation = "relabel"
    title = _("Another kind or number")
    submit = _("Change")

    kind = _kind()
    number = _number()
    label = forms.CharField(
        label=_("Number as it is printed"),
        max_length=80,
        required=False,
        help_text=_("With the word, the bracket or the full stop: “Статья 5¹.”, “2)”."),
    )

    @staticmethod
    def first(node: TreeNode) -> Mapping[str, Any]:
        return {"kind": node.kind, "number": node.number, "label": node.num_label}

    def fix(self) -> Fix:
        typed = self.cleaned_data
        return fixes.Relabel(self.eid, typed["kind"], typed["number"], typed["label"])


class CaptionForm(MendForm):
    operation = "caption"
    title = _("Where the heading ends")
    submit = _("Change the heading")

    heading = forms.CharField(
        label=pgettext_lazy("of a unit", "Heading"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The beginning of the unit's text, word for word. Empty: it has no heading."),
    )

    @staticmethod
    def first(node: TreeNode) -> Mapping[str, Any]:
        return {"heading": node.heading}

    def fix(self) -> Fix:
        return fixes.Caption(self.eid, self.cleaned_data["heading"])


class MoveForm(MendForm):
    operation = "move"
    title = _("It stands in the wrong unit or order")
    submit = _("Move")

    direction = forms.ChoiceField(label=_("Where to"), widget=forms.RadioSelect)
    following = forms.BooleanField(
        label=_("together with the units after it"),
        required=False,
        help_text=_("Only into the unit before it."),
    )

    @staticmethod
    def fits(tree: Tree, node: TreeNode | None) -> bool:
        return node is not None and bool(_directions(tree, node))

    def offer(self) -> None:
        field = self.fields["direction"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = _directions(self.tree, self.node) if self.node else []
        if not any(value == Direction.IN for value, _words in field.choices):
            del self.fields["following"]

    def fix(self) -> Fix:
        typed = self.cleaned_data
        into = typed["direction"] == Direction.IN
        return fixes.Move(
            self.eid, typed["direction"], following=into and typed.get("following", False)
        )


class QuoteForm(MendForm):
    operation = "quote"
    title = _("This is new text of the amended act")
    submit = _("Mark as quoted")

    last = forms.ChoiceField(label=_("Up to which unit"))

    @staticmethod
    def fits(tree: Tree, node: TreeNode | None) -> bool:
        return node is not None and (node.parent_id is not None or _before(tree, node) is not None)

    def offer(self) -> None:
        field = self.fields["last"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        if self.node is not None:
            row = _siblings(self.tree, self.node)
            later = row[row.index(self.node) :]
            field.choices = [(node.eid, _name(node)) for node in later]

    def fix(self) -> Fix:
        last = self.cleaned_data["last"]
        return fixes.Quote(self.eid, "" if last == self.eid else last)


class UnquoteForm(MendForm):
    operation = "unquote"
    title = _("A quotation is text of this act")
    submit = _("Take it out of the quotation")

    order = forms.TypedChoiceField(label=_("Which quotation"), coerce=int)

    @staticmethod
    def fits(tree: Tree, node: TreeNode | None) -> bool:
        return node is not None and any(line.is_quoted for line in _all_lines(node))

    def offer(self) -> None:
        field = self.fields["order"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101
        if self.node is not None:
            field.choices = [
                (str(order), _cut(text))
                for order, text in enumerate(quotations(self.node), start=1)
            ]

    def fix(self) -> Fix:
        return fixes.Unquote(self.eid, self.cleaned_data["order"])


FORMS: Final[tuple[type[MendForm], ...]] = (
    RelabelForm,
    SplitForm,
    MergeForm,
    MoveForm,
    CaptionForm,
    QuoteForm,
    UnquoteForm,
)


def mend_forms(tree: Tree, node: TreeNode | None, data: Any, *, state: str) -> list[MendForm]:
    """The forms that make sense for `node` (None: the preamble); that which was sent is bound."""
    return [form(tree, node, data, state=state) for form in FORMS if form.fits(tree, node)]


# --- neighbours -------------------------------------------------------------------------------


def _all_lines(node: TreeNode) -> list[TextLine]:
    tails = (line for tail in node.tails if tail.eid == node.eid for line in tail.lines)
    return [*node.lines, *tails]


def _siblings(tree: Tree, node: TreeNode) -> list[TreeNode]:
    return [other for other in tree.nodes if other.parent_id == node.parent_id]


def _before(tree: Tree, node: TreeNode) -> TreeNode | None:
    row = _siblings(tree, node)
    place = row.index(node)
    return row[place - 1] if place else None


def _above(tree: Tree, node: TreeNode) -> Iterator[TreeNode]:
    """The units that `node` stands in, the nearest first."""
    by_id = {other.id: other for other in tree.nodes}
    while node.parent_id is not None:
        node = by_id[node.parent_id]
        yield node


def _directions(tree: Tree, node: TreeNode) -> Choices:
    row = _siblings(tree, node)
    place = row.index(node)
    found: Choices = []
    if place:
        into = gettext("into the unit before it: %(unit)s") % {"unit": row[place - 1].citation}
        found.append((str(Direction.IN), into))
    parent = next(_above(tree, node), None)
    if parent is not None:
        out = gettext("out of the unit that it stands in: %(unit)s") % {"unit": parent.citation}
        found.append((str(Direction.OUT), out))
    if place:
        found.append((str(Direction.UP), _("one place up")))
    if place + 1 < len(row):
        found.append((str(Direction.DOWN), _("one place down")))
    return found


def _name(node: TreeNode) -> str:
    return _cut(f"{citation(node.path, short=True)} {node.text}")


def _cut(text: str) -> str:
    return text if len(text) <= _WORDS_SHOWN else f"{text[:_WORDS_SHOWN]}…"
