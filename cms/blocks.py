"""What editors put pages together of. Nothing here is loaded from other sites."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import RichText

from cms.validators import dialled, validate_address, validate_phone
from core.web.texts import clean_text


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        template = "cms/blocks/heading.html"
        preview_value = "Как написать предложение"


class TextBlock(blocks.RichTextBlock):
    """Words with the little markup that its features name: the editor's widget takes no other, so
    that what is pasted from a word processor comes without its styles."""

    def clean(self, value: RichText) -> RichText:
        """Takes out what nobody sees (soft hyphens, marks of direction)."""
        return RichText(clean_text(super().clean(value).source))

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
        preview_template = "cms/blocks/picture_preview.html"


class TableBlock(TypedTableBlock):
    """A table with a caption, a heading for each column, and rows that their first cells name."""

    def clean(self, value: TypedTable) -> TypedTable:
        """Raises TypedTableBlockValidationError for a table that could not be read aloud."""
        cleaned = super().clean(value)
        problems = []
        if not cleaned.columns or not cleaned.row_data:
            problems.append(_("Add at least one column and one row."))
        if not cleaned.caption.strip():
            problems.append(_("Say in the caption what the table is about."))
        if not all(column["heading"].strip() for column in cleaned.columns):
            problems.append(_("Give each column a heading."))
        if problems:
            raise TypedTableBlockValidationError(non_block_errors=problems)
        return cleaned

    class Meta:
        icon = "table"
        label = _("Table")
        template = "cms/blocks/table.html"
        preview_value: ClassVar = {
            "caption": "Приём предложений",
            "columns": [
                {"type": "text", "heading": "Способ"},
                {"type": "number", "heading": "Предложений"},
            ],
            "rows": [{"values": ["На сайте", "120"]}, {"values": ["На бумаге", "14"]}],
        }


class FileBlock(blocks.StructBlock):
    """A file to download; what kind it is and how large is said before it is taken."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("If empty, the title that the file has in the library."),
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> Any:
        """Adds `files`: what components/downloads.html prints; nothing if the file is gone."""
        context = super().get_context(value, parent_context=parent_context)
        document = value["document"]
        context["files"] = document and [
            {
                "title": value["title"] or document.title,
                "url": document.url,
                "format": document.file_extension,
                "size": document.file_size,
            }
        ]
        return context

    class Meta:
        icon = "doc-full"
        label = _("File to download")
        template = "cms/blocks/file.html"
        preview_template = "cms/blocks/file_preview.html"


class ContactBlock(blocks.StructBlock):
    """Whom to ask, and how and when they can be reached."""

    name = blocks.CharBlock(label=_("Name"), max_length=200)
    post = blocks.CharBlock(label=_("Post or department"), max_length=200, required=False)
    phone = blocks.CharBlock(
        label=_("Telephone"),
        max_length=60,
        required=False,
        validators=[validate_phone],
        help_text=_("Such as +7 (4162) 00-00-00."),
    )
    email = blocks.EmailBlock(label=_("E-mail"), required=False)
    hours = blocks.CharBlock(label=_("When they can be reached"), max_length=300, required=False)

    def clean(self, value: Any) -> Any:
        """Raises StructBlockValidationError for somebody who cannot be reached."""
        cleaned = super().clean(value)
        if not cleaned["phone"] and not cleaned["email"]:
            message = ValidationError(_("Enter a telephone number or an e-mail address."))
            raise StructBlockValidationError(block_errors={"phone": message})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> Any:
        """Adds `dialled`: the number as a telephone takes it."""
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "dialled": dialled(value["phone"] or "")}

    class Meta:
        icon = "user"
        label = _("Contact")
        template = "cms/blocks/contact.html"
        preview_value: ClassVar = {
            "name": "Мария Петровна Иванова",
            "post": "Секретарь Общественной палаты",
            "phone": "+7 (4162) 00-00-00",
            "email": "palata@veche.example",
            "hours": "Понедельник – пятница, с 9 до 18 часов",
        }


TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]


ANSWER_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class QuestionBlock(blocks.StructBlock):
    """A question as people ask it, and its answer."""

    question = blocks.CharBlock(label=_("Question"), max_length=250)
    answer = TextBlock(label=_("Answer"), features=ANSWER_FEATURES)

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
        (
            "table",
            TableBlock(
                [
                    ("text", blocks.TextBlock(label=_("Words"), required=False)),
                    ("number", blocks.CharBlock(label=_("Numbers"), required=False)),
                ]
            ),
        ),
        ("file", FileBlock()),
        ("contact", ContactBlock()),
    ]


def faq_blocks() -> list[tuple[str, blocks.Block]]:
    """The blocks of questions and answers; the field's name, the block."""
    return [("heading", HeadingBlock()), ("question", QuestionBlock())]
