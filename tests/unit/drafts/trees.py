"""Hypothesis strategies for acts as a drafter writes them."""

from hypothesis import strategies as st

from drafts.domain.nodes import Act, Alinea, Block, Kind, Line, Note, QuotedStructure, Role, Unit
from drafts.domain.numbering import ALPHABET

_WORDS = (
    *("совет", "граждане", "вправе", "обращаться", "комиссия", "срок", "тридцать", "дней"),
    *("порядок", "сведения", "области", "члены", "заседание", "избирается", "документы"),
    *("представляет", "ежегодно", "(далее - орган)", "«круглый стол»", "5 рублей"),
)
_SUPER = "¹²³"


def words(low: int = 2, high: int = 9) -> st.SearchStrategy[str]:
    """A few words; the first is plain, so that a line never begins with a mark or a figure."""
    return st.lists(st.sampled_from(_WORDS), min_size=low, max_size=high).map(
        lambda chosen: " ".join(["совет", *chosen])
    )


def sentence(end: str = ".") -> st.SearchStrategy[str]:
    return words().map(lambda text: text[0].upper() + text[1:] + end)


def item_text(end: str) -> st.SearchStrategy[str]:
    return words().map(lambda text: text + end)


def heading() -> st.SearchStrategy[str]:
    return words(1, 5).map(lambda text: text[0].upper() + text[1:])


@st.composite
def numbers(draw: st.DrawFn, count: int) -> list[tuple[str, str]]:
    """Pairs (normal form, as written) for a list: 1, 2, 2¹, 3 …"""
    result: list[tuple[str, str]] = []
    current = 0
    addition = 0
    for place in range(count):
        if place and addition < 3 and draw(st.integers(0, 5)) == 0:
            addition += 1
            result.append((f"{current}.{addition}", f"{current}{_SUPER[addition - 1]}"))
        else:
            current += 1
            addition = 0
            result.append((str(current), str(current)))
    return result


@st.composite
def subpoints(draw: st.DrawFn) -> tuple[Unit, ...]:
    count = draw(st.integers(2, 5))
    return tuple(
        Unit(
            Kind.SUBPOINT,
            ALPHABET[place],
            f"{ALPHABET[place]})",
            intro=(Alinea(draw(item_text(";"))),),
        )
        for place in range(count)
    )


@st.composite
def points(draw: st.DrawFn, kind: Kind = Kind.POINT, last: str = ".") -> tuple[Unit, ...]:
    """«1)» with subpoints or continuing lines; the last one ends the sentence."""
    labels = draw(numbers(draw(st.integers(2, 4))))
    units: list[Unit] = []
    for place, (number, written) in enumerate(labels):
        final = place == len(labels) - 1
        inner = () if final else draw(st.one_of(st.just(()), subpoints()))
        intro: tuple[Block, ...] = (
            Alinea(draw(item_text(":" if inner else last if final else ";"))),
        )
        if not inner and not final and draw(st.booleans()):
            intro += (Alinea(draw(item_text(";"))),)
        units.append(Unit(kind, number, f"{written})", intro=intro, children=inner))
    return tuple(units)


@st.composite
def quotation(draw: st.DrawFn) -> tuple[Block, ...]:
    number = str(draw(st.integers(1, 40)))
    kind, label = draw(st.sampled_from([(Kind.PARAGRAPH, "."), (Kind.POINT, ")")]))
    text = draw(sentence())
    unit = Unit(kind, number, number + label, intro=(Alinea(text),))
    lead = Alinea("часть статьи 3 изложить в следующей редакции:")
    return lead, QuotedStructure("«", "».", units=(unit,))


@st.composite
def paragraphs(draw: st.DrawFn) -> tuple[Unit, ...]:
    units: list[Unit] = []
    for number, written in draw(numbers(draw(st.integers(1, 4)))):
        form = draw(st.sampled_from(["text", "texts", "list", "wrapped", "quoted"]))
        intro: tuple[Block, ...] = (Alinea(draw(sentence())),)
        inner: tuple[Unit, ...] = ()
        wrap_up: tuple[Block, ...] = ()
        if form == "texts":
            intro += (Alinea(draw(sentence())), Note("(в ред. Закона от 01.02.2020 № 5-ОЗ)"))
        elif form == "quoted":
            intro += draw(quotation())
        elif form != "text":
            intro, inner = (Alinea(draw(sentence(":"))),), draw(points())
        if form == "wrapped":
            wrap_up = (Alinea(draw(sentence())),)
        units.append(
            Unit(
                Kind.PARAGRAPH, number, f"{written}.", intro=intro, children=inner, wrap_up=wrap_up
            )
        )
    return tuple(units)


@st.composite
def article(draw: st.DrawFn, number: str, written: str) -> Unit:
    form = draw(st.sampled_from(["parts", "points", "text", "bare"]))
    label = f"Статья {written}."
    if form == "bare":
        return Unit(Kind.ARTICLE, number, label, intro=(Alinea(draw(sentence())),))
    caption = draw(heading())
    if form == "parts":
        return Unit(Kind.ARTICLE, number, label, caption, children=draw(paragraphs()))
    if form == "points":
        intro = (Alinea(draw(sentence(":"))),)
        return Unit(Kind.ARTICLE, number, label, caption, intro=intro, children=draw(points()))
    intro = (Alinea(draw(sentence())), Alinea(draw(sentence())))
    return Unit(Kind.ARTICLE, number, label, caption, intro=intro)


@st.composite
def annex(draw: st.DrawFn, number: int) -> Unit:
    children = tuple(
        Unit(
            Kind.POINT,
            str(place),
            f"{place}.",
            intro=(Alinea(draw(sentence(":"))),),
            children=draw(points(kind=Kind.SUBPOINT)),
        )
        for place in range(1, draw(st.integers(2, 4)))
    )
    return Unit(
        Kind.ANNEX,
        str(number),
        f"Приложение № {number}",
        draw(heading()),
        stamp=("к Закону Амурской области", "от 5 октября 2020 года № 595-ОЗ"),
        children=children,
    )


@st.composite
def acts(draw: st.DrawFn) -> Act:
    """A law with articles, perhaps in chapters, perhaps with annexes and a signature."""
    labels = draw(numbers(draw(st.integers(1, 5))))
    articles = [draw(article(number, written)) for number, written in labels]
    units: list[Unit] = articles
    if draw(st.booleans()):
        cut = draw(st.integers(0, len(articles)))
        groups = [group for group in (articles[:cut], articles[cut:]) if group]
        units = [
            Unit(Kind.CHAPTER, str(n), f"Глава {n}.", draw(heading()), children=tuple(group))
            for n, group in enumerate(groups, start=1)
        ]
    annexes = [draw(annex(n)) for n in range(1, draw(st.integers(1, 3)))]
    front = (
        Line(Role.STAMP, "Проект"),
        Line(Role.ACT_TYPE, "ЗАКОН АМУРСКОЙ ОБЛАСТИ"),
        Line(Role.TITLE, "О " + draw(words())),
    )
    preamble = draw(st.one_of(st.just(()), sentence().map(lambda text: (Alinea(text),))))
    back = (
        Line(Role.SIGNATURE, "Губернатор Амурской области В.А. Орлов"),
        Line(Role.PLACE, "г. Благовещенск"),
        Line(Role.DATE, "5 октября 2020 года"),
        Line(Role.NUMBER, "№ 595-ОЗ"),
    )
    signed = draw(st.booleans())
    return Act(front, preamble, (*units, *annexes), back if signed else ())
