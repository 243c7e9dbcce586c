"""Who took part: residents, non-profit organisations, authorities. Invented; addresses reserved."""

from .types import AuthorData


def _citizen(key: str, name: str, place: str, display: str = "pseudonym") -> AuthorData:
    return AuthorData(key, "citizen", name, place, f"{key}@mail.example", display)


def _organisation(
    key: str, kind: str, organisation: str, place: str, name: str, post: str
) -> AuthorData:
    address = f"{key}@org.example"
    return AuthorData(
        key, kind, name, place, address, "organisation", organisation=organisation, post=post
    )


AUTHORS = (
    # Has an account: the demo's citizen, who sees all of this on the page of her own.
    AuthorData(
        "kovrigina", "citizen", "Ковригина Алёна Дмитриевна", "Тамбовский муниципальный округ",
        "citizen@veche.example", "initials", person="citizen",
    ),
    _citizen("antropova", "Антропова Валентина Семёновна", "Константиновский муниципальный округ"),
    _citizen("borisenko", "Борисенко Андрей Викторович", "Благовещенск", "full"),
    _citizen("vasin", "Васин Леонид Петрович", "Зея"),
    _citizen("galkina", "Галкина Ирина Юрьевна", "Белогорск", "initials"),
    _citizen("drobot", "Дробот Никита Сергеевич", "Благовещенск"),
    _citizen("evseeva", "Евсеева Марина Николаевна", "Свободный"),
    _citizen("zhilin", "Жилин Сергей Анатольевич", "Тында", "full"),
    _citizen("zimina", "Зимина Ольга Павловна", "Завитинский муниципальный округ"),
    _citizen("ignatov", "Игнатов Пётр Васильевич", "Ивановский муниципальный округ"),
    _citizen("kalugin", "Калугин Денис Олегович", "Благовещенск"),
    _citizen("lesnyak", "Лесняк Тамара Ивановна", "Михайловский муниципальный округ", "initials"),
    _citizen("mironova", "Миронова Екатерина Львовна", "Благовещенск", "full"),
    _citizen("nechaev", "Нечаев Юрий Борисович", "Шимановск"),
    _citizen("olenina", "Оленина Вера Григорьевна", "Райчихинск"),
    _citizen("plotnikov", "Плотников Илья Романович", "Благовещенск"),
    _citizen("rudakova", "Рудакова Светлана Андреевна", "Тамбовский муниципальный округ"),
    _citizen("savin", "Савин Геннадий Фёдорович", "Селемджинский муниципальный округ"),
    _citizen("tarasova", "Тарасова Анна Михайловна", "Благовещенск", "initials"),
    _citizen("uvarov", "Уваров Виктор Александрович", "Белогорск"),
    _citizen("fedotova", "Федотова Людмила Викторовна", "Бурейский муниципальный округ"),
    _citizen("harin", "Харин Алексей Дмитриевич", "Сковородинский муниципальный округ"),
    _citizen("tsareva", "Царёва Полина Евгеньевна", "Благовещенск"),
    _citizen("chernov", "Чернов Максим Игоревич", "Циолковский"),
    _citizen("shubina", "Шубина Галина Алексеевна", "Мазановский муниципальный округ", "full"),
    _citizen("shcherbak", "Щербак Роман Николаевич", "Серышевский муниципальный округ"),
    _citizen("yudina", "Юдина Елена Викторовна", "Благовещенск"),
    _citizen("yashin", "Яшин Константин Павлович", "Свободный"),
    _organisation(
        "sosedi", "ngo", "Ассоциация органов ТОС «Соседи»", "Благовещенск",
        "Сабурова Майя Олеговна", "исполнительный директор",
    ),
    _organisation(
        "ravnye", "ngo", "Областное общество инвалидов «Равные»", "Благовещенск",
        "Клименко Артур Данилович", "юрист",
    ),
    _organisation(
        "ruki", "ngo", "Добровольческий центр «Тёплые руки»", "Благовещенск",
        "Хворостова Яна Игоревна", "руководитель",
    ),
    _organisation(
        "starosty", "ngo", "Совет сельских старост области", "Ивановский муниципальный округ",
        "Щукин Егор Матвеевич", "председатель",
    ),
    _organisation(
        "semya", "ngo", "Клуб «Большая семья»", "Белогорск",
        "Назарова Инесса Владимировна", "координатор",
    ),
    _organisation(
        "podezd", "ngo", "Союз советов домов «Наш подъезд»", "Благовещенск",
        "Бурлаков Семён Андреевич", "председатель",
    ),
    _organisation(
        "stroymir", "organisation", "ООО «Строймир-Амур»", "Благовещенск",
        "Гриднев Валерий Павлович", "директор",
    ),
    _organisation(
        "kafe", "organisation", "ООО «Набережная»", "Благовещенск",
        "Лопатина Регина Сергеевна", "управляющая",
    ),
    _organisation(
        "okrug", "authority", "Администрация Ивановского муниципального округа",
        "Ивановский муниципальный округ", "Савоськина Нина Егоровна", "начальник отдела",
    ),
    _organisation(
        "vuz", "organisation", "Студенческий штаб «Амур молодой»", "Благовещенск",
        "Дубинин Ярослав Кириллович", "командир штаба",
    ),
)  # fmt: skip
