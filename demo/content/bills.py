"""The three bills and the public expertise of each. Windows move with the demo's today."""

from .people import (
    ASSEMBLY,
    ASSEMBLY_COUNCIL,
    CHAMBER,
    CITY_COUNCIL,
    COMMITTEE,
    DEPUTIES,
    MINISTRY_COUNCIL,
)
from .types import BillData, ConsultationData, ReferralData, VersionData

BUDGETING = "budgeting"
SILENCE = "silence"
VOLUNTEERS = "volunteers"

# Slug, Russian and English name.
TOPICS = (
    ("budget", "бюджет", "budget"),
    ("local", "местное самоуправление", "local self-government"),
    ("living", "дом и двор", "home and yard"),
    ("society", "общественные объединения", "public associations"),
)

# The act that SILENCE changes.
SILENCE_BASE_FILE = "silence-base.docx"

BILLS = (
    BillData(
        key=BUDGETING,
        slug="initsiativnoe-byudzhetirovanie",
        title=(
            "Об инициативном бюджетировании и участии жителей в решении вопросов развития "
            "территорий Амурской области"
        ),
        number="31-8",
        summary=(
            "Жители смогут сами предлагать, на что потратить часть бюджета: двор, колодец, "
            "площадку, дорогу к школе. Законопроект определяет, кто и как выдвигает проекты, кто их "
            "отбирает, сколько даёт область и как проверить сделанное. Для сёл, где живёт "
            "не больше 500 человек, предусмотрен отдельный отбор."
        ),
        sponsor="Губернатор Амурской области",
        committee=COMMITTEE,
        status="committee",
        introduced_days=-21,
        topics=("budget", "local"),
        versions=(VersionData("initiative-budgeting.docx", "introduced", -16),),
    ),
    BillData(
        key=SILENCE,
        slug="tishina-i-pokoy",
        title=(
            "О внесении изменений в Закон Амурской области «Об обеспечении тишины и покоя граждан "
            "на территории Амурской области» и отдельные законы Амурской области"
        ),
        number="24-8",
        summary=(
            "Ночное время удлиняется до 8 часов, появляется дневной отдых с 13 до 15 часов, "
            "а о шумном ремонте нужно будет предупреждать соседей. Административные комиссии "
            "станут заседать чаще."
        ),
        sponsor="Депутаты Законодательного Собрания Амурской области",
        committee=COMMITTEE,
        status="reading1_passed",
        introduced_days=-58,
        topics=("living",),
        versions=(VersionData("silence-amendments.docx", "reading1", -44),),
        sponsor_body=DEPUTIES,
    ),
    BillData(
        key=VOLUNTEERS,
        slug="pooshchrenie-dobrovoltsev",
        title=("О мерах нематериального поощрения добровольцев (волонтеров) в Амурской области"),
        number="17-8",
        summary=(
            "Знак «Доброволец Приамурья», Доска почёта, бесплатные музеи и спектакли, "
            "рекомендательные письма: законопроект называет меры благодарности тем, кто помогает "
            "бесплатно, и порядок, в котором их получают."
        ),
        sponsor="Депутаты Законодательного Собрания Амурской области",
        committee=COMMITTEE,
        status="amendments",
        introduced_days=-104,
        topics=("society",),
        versions=(
            VersionData("volunteers-v1.docx", "introduced", -84),
            VersionData("volunteers-v2.docx", "reading2", -18),
        ),
    ),
)

_PROCEDURE = (
    "Законопроект размещён на площадке вместе с пояснительной запиской. Предложения принимаются "
    "к отдельным положениям или к законопроекту в целом: на площадке, на бумаге через "
    "администрацию муниципального образования или на слушаниях. Регистрация не нужна, достаточно "
    "подтвердить адрес электронной почты. Общественные советы готовят заключения. Ответственный "
    "комитет отвечает на каждое предложение, после чего организатор подписывает сводное заключение."
)
_RESULTS = (
    "Количество одинаковых предложений не имеет значения голосования: комитет оценивает доводы. "
    "На каждое предложение даётся мотивированный ответ. Сводное заключение включает все "
    "предложения, заключения советов, особые мнения и ответы и направляется в Законодательное "
    "Собрание. Заключения имеют рекомендательный характер."
)
_BASIS = (
    "Статья 22 Федерального закона от 21 июля 2014 года № 212-ФЗ «Об основах общественного "
    "контроля в Российской Федерации»; письмо ответственного комитета Законодательного Собрания "
    "Амурской области"
)

_DECLINED = (
    "Совет сформирован недавно и до середины месяца занят публичными слушаниями по генеральному "
    "плану города: собрать кворум для заключения в срок он не сможет. Замечания члены совета внесут "
    "на площадке как жители."
)

CONSULTATIONS = (
    ConsultationData(
        key=BUDGETING,
        bill=BUDGETING,
        version=1,
        slug="initsiativnoe-byudzhetirovanie",
        form="expertise",
        organiser=CHAMBER,
        responder=COMMITTEE,
        addressee=ASSEMBLY,
        announced_days=-14,
        opens_days=-11,
        closes_days=18,
        answer_due_days=48,
        question=(
            "Позволит ли законопроект жителям городов и сёл области на равных предлагать проекты, "
            "выбирать лучшие и проверять, как они выполнены?"
        ),
        basis=_BASIS,
        procedure=_PROCEDURE,
        results_method=_RESULTS,
        referrals=(
            ReferralData(ASSEMBLY_COUNCIL, -10, None, accepted_days=-9, term=(10, "working")),
            ReferralData(MINISTRY_COUNCIL, -10, 18),
            ReferralData(CITY_COUNCIL, -10, -2),
            ReferralData(CHAMBER, -9, None, own_initiative=True),
        ),
    ),
    ConsultationData(
        key=SILENCE,
        bill=SILENCE,
        version=1,
        slug="tishina-i-pokoy",
        form="expertise",
        organiser=CHAMBER,
        responder=COMMITTEE,
        addressee=ASSEMBLY,
        announced_days=-41,
        opens_days=-36,
        closes_days=-7,
        answer_due_days=23,
        question=(
            "Защитит ли законопроект право на отдых, не мешая людям ремонтировать жильё, "
            "работать и праздновать?"
        ),
        basis=_BASIS,
        procedure=_PROCEDURE,
        results_method=_RESULTS,
        referrals=(
            ReferralData(CHAMBER, -36, -7, accepted_days=-34),
            ReferralData(ASSEMBLY_COUNCIL, -36, -11, accepted_days=-35),
            ReferralData(MINISTRY_COUNCIL, -36, -11),
            ReferralData(CITY_COUNCIL, -36, -7, declined=(-33, _DECLINED)),
        ),
    ),
    ConsultationData(
        key=VOLUNTEERS,
        bill=VOLUNTEERS,
        version=1,
        slug="pooshchrenie-dobrovoltsev",
        form="expertise",
        organiser=CHAMBER,
        responder=COMMITTEE,
        addressee=ASSEMBLY,
        announced_days=-83,
        opens_days=-79,
        closes_days=-50,
        answer_due_days=-20,
        question=(
            "Будет ли поощрение справедливым и доступным для добровольцев из любого населённого "
            "пункта области?"
        ),
        basis=_BASIS,
        procedure=_PROCEDURE,
        results_method=_RESULTS,
        referrals=(
            ReferralData(CHAMBER, -79, -50),
            ReferralData(ASSEMBLY_COUNCIL, -79, -50),
            ReferralData(MINISTRY_COUNCIL, -79, -50),
        ),
        summarised=(-31, "15:40"),
        summary_number="12-С",
        concluded=(-30, "11:20"),
        conclusion_number="7-СЗ",
    ),
)
