from django.db import migrations

# A list to begin with; editors change it afterwards.
FIELDS = (
    ("law", "Право и юридическая техника", "Law and legal drafting"),
    ("anticorruption", "Противодействие коррупции", "Anti-corruption"),
    ("economy", "Экономика и предпринимательство", "Economy and business"),
    ("finance", "Бюджет и финансы", "Budget and finance"),
    ("social", "Социальная защита", "Social protection"),
    ("health", "Здравоохранение", "Health care"),
    ("education", "Образование и наука", "Education and science"),
    ("culture", "Культура и национальная политика", "Culture and ethnic policy"),
    ("housing", "Жилищно-коммунальное хозяйство", "Housing and utilities"),
    ("environment", "Экология и природопользование", "Environment"),
    ("municipal", "Местное самоуправление", "Local self-government"),
    ("civil-society", "Некоммерческий сектор и добровольчество", "Civil society and volunteering"),
)


def add(apps, schema_editor):
    knowledge = apps.get_model("experts", "Knowledge").objects.using(schema_editor.connection.alias)
    for slug, name, english in FIELDS:
        knowledge.get_or_create(slug=slug, defaults={"name": name, "name_en": english})


class Migration(migrations.Migration):
    dependencies = [("experts", "0002_register_and_calls")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
