from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0006_weights_of_kinds")]

    operations = [
        migrations.AddIndex(
            model_name="indexeddocument",
            index=models.Index(fields=["facets", "is_current"], name="indexed_counted"),
        ),
        migrations.AddIndex(
            model_name="indexeddocument",
            index=models.Index(fields=["-date", "-id", "facets", "is_current"], name="indexed_newest"),
        ),
    ]
