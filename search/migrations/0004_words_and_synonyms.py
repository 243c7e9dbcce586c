from django.db import migrations, models

from search.domain.synonyms import GROUPS


def start(apps, schema_editor):
    """What a site starts with; editors go on from there."""
    group = apps.get_model("search", "SynonymGroup")
    group.objects.bulk_create(group(words=", ".join(phrases)) for phrases in GROUPS)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_targets")]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=60, unique=True)),
                ("stem", models.CharField(db_index=True, max_length=60)),
                ("documents", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="SynonymGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(error_messages={"max_length": "These are too many words for one group."}, help_text="Separated by commas: “NGO, non-governmental organisation”. Only what really means the same. Forms of words need not be listed.", max_length=300, verbose_name="words of the same sense")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note for editors")),
                ("is_active", models.BooleanField(default=True, verbose_name="used in search")),
            ],
            options={
                "verbose_name": "group of synonyms",
                "verbose_name_plural": "groups of synonyms",
                "ordering": ["words"],
            },
        ),
        migrations.RunPython(start, migrations.RunPython.noop),
    ]
