"""What the councils of the demo have for their work: premises, practice of students. Invented."""

from typing import TYPE_CHECKING

from cms.registers.resources.models import Practice, Premises
from demo.content.people import ASSEMBLY, ASSEMBLY_COUNCIL, CHAMBER, MINISTRY, MINISTRY_COUNCIL
from demo.formation import publish

if TYPE_CHECKING:
    from demo.scenario import World

# body, what, municipality, address, places, equipment, accessible, hours, telephone
_PREMISES = (
    (CHAMBER, "Зал палаты", "Благовещенск", "ул. Ленина, 135, каб. 101", 60, "Проектор, связь с районами, микрофоны", True, "по будням с 9 до 20 часов", "(4162) 00-00-01"),
    (ASSEMBLY, "Комната для приёма граждан", "Благовещенск", "ул. Ленина, 135, каб. 12", 12, "Стол, компьютер, принтер", True, "по вторникам и четвергам с 14 до 18 часов", "(4162) 00-00-02"),
    (MINISTRY, "Переговорная министерства", "Благовещенск", "ул. Шевченко, 6, каб. 34", 15, "Экран для видеосвязи", False, "по средам с 10 до 17 часов", "(4162) 00-00-03"),
    (MINISTRY, "Гостиная центра социального обслуживания", "Белогорск", "ул. Кирова, 164", 25, "", True, "по субботам с 10 до 14 часов", "(41641) 0-00-04"),
)  # fmt: skip
# council, institution, field, from, to, tutor, places, students, tasks
_PRACTICES = (
    (ASSEMBLY_COUNCIL, "Амурский государственный университет (пример)", "юриспруденция", -150, -122, "секретарь совета", 4, 4, "Готовили постатейные справки к заседаниям."),
    (MINISTRY_COUNCIL, "Благовещенский педагогический университет (пример)", "социальная работа", -80, -52, "председатель совета", 3, 2, "Собирали отзывы о доступности учреждений."),
    (CHAMBER, "Амурский государственный университет (пример)", "политология", 25, 53, "секретарь палаты", 5, None, "Помощь в подготовке ежегодного доклада."),
)  # fmt: skip


def load(world: "World") -> None:
    for (
        body,
        title,
        municipality,
        address,
        places,
        equipment,
        accessible,
        hours,
        phone,
    ) in _PREMISES:
        room = Premises.objects.create(
            body=world.bodies[body],
            title=title,
            municipality=municipality,
            address=address,
            places=places,
            equipment=equipment,
            is_accessible=accessible,
            hours=hours,
            phone=phone,
            is_demo=True,
            live=False,
        )
        publish(world, room, -90)
    for council, institution, field, first, last, tutor, places, students, tasks in _PRACTICES:
        practice = Practice.objects.create(
            council=world.council(council),
            institution=institution,
            field=field,
            starts_on=world.day(first),
            ends_on=world.day(last),
            tutor=tutor,
            places=places,
            students=students,
            tasks=tasks,
            is_demo=True,
            live=False,
        )
        publish(world, practice, min(last + 3, -5))
