from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from cms.validators import validate_address


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        template = "cms/blocks/heading.html"
        preview_value = "Как написать предложение"


class TextBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "cms/blocks/text.html"
        preview_value = "<p>Прочитайте законопроект и выберите положение.</p>"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    author = blocks.CharBlock(label=_("Author"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "cms/blocks/quote.html"
        preview_value = {"text": "Каждое предложение получает ответ.", "author": ""}


class StepsBlock(blocks.ListBlock):
    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "cms/blocks/steps.html"
        preview_value = ["Выберите положение", "Предложите свои слова", "Подтвердите адрес"]


class ButtonBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Label"), max_length=80)
    address = blocks.CharBlock(
        label=_("Address"),
        max_length=300,
        validators=[validate_address],
        help_text=_("Within the site, such as /bills/, or with https://."),
    )

    class Meta:
        icon = "link"
        label = _("Button")
        template = "cms/blocks/button.html"
        preview_value = {"label": "К законопроектам", "address": "/bills/"}


class PictureBlock(ImageBlock):
    """A picture with a text for those who do not see it, unless it is mere decoration."""

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "cms/blocks/picture.html"


TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]


ANSWER_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class QuestionBlock(blocks.StructBlock):
    """A question as people ask it, and its answer."""

    question = blocks.CharBlock(label=_("Question"), max_length=250)
    answer = blocks.RichTextBlock(label=_("Answer"), features=ANSWER_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "cms/blocks/question.html"
        preview_value = {
            "question": "Нужна ли регистрация?",
            "answer": "<p>Нет, достаточно адреса электронной почты.</p>",
        }


def body_blocks() -> list[tuple[str, blocks.Block]]:
    """The blocks of every article; the field's name, the block."""
    return [
        ("heading", HeadingBlock()),
        ("text", TextBlock(features=TEXT_FEATURES)),
        ("steps", StepsBlock(blocks.TextBlock(label=_("Step")))),
        ("quote", QuoteBlock()),
        ("button", ButtonBlock()),
        ("picture", PictureBlock()),
    ]


def faq_blocks() -> list[tuple[str, blocks.Block]]:
    """The blocks of questions and answers; the field's name, the block."""
    return [("heading", HeadingBlock()), ("question", QuestionBlock())]
