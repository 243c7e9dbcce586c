import django.db.models.deletion
from django.db import migrations, models

COLUMNS = (
    "title_stems, body_stems, context_stems, law_stems, author_stems, title_words, body_words, units"
)
NEW = ", ".join(f"new.{name.strip()}" for name in COLUMNS.split(","))
OLD = ", ".join(f"old.{name.strip()}" for name in COLUMNS.split(","))
ADD = f"INSERT INTO search_fts(rowid, {COLUMNS}) VALUES (new.id, {NEW});"
TAKE = f"INSERT INTO search_fts(search_fts, rowid, {COLUMNS}) VALUES ('delete', old.id, {OLD});"

SQLITE = (
    f"CREATE VIRTUAL TABLE search_fts USING fts5({COLUMNS}, content='search_indexeddocument', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER search_fts_insert AFTER INSERT ON search_indexeddocument "
    f"BEGIN {ADD} END",
    "CREATE TRIGGER search_fts_delete AFTER DELETE ON search_indexeddocument "
    f"BEGIN {TAKE} END",
    "CREATE TRIGGER search_fts_update AFTER UPDATE ON search_indexeddocument "
    f"BEGIN {TAKE} {ADD} END",
)
SQLITE_BEFORE = (
    "DROP TRIGGER search_fts_insert",
    "DROP TRIGGER search_fts_update",
    "DROP TRIGGER search_fts_delete",
    "DROP TABLE search_fts",
    "DELETE FROM search_indexeddocument",
)
PARTS = (
    ("title_stems", "A"),
    ("body_stems", "D"),
    ("law_stems", "B"),
    ("author_stems", "B"),
    ("context_stems", "C"),
    ("title_words", "A"),
    ("body_words", "D"),
    ("units", "D"),
)
VECTOR = " || ".join(
    f"setweight(to_tsvector('simple'::regconfig, {name}), '{weight}')" for name, weight in PARTS
)
POSTGRES = (
    f"ALTER TABLE search_indexeddocument ADD COLUMN vector tsvector "
    f"GENERATED ALWAYS AS ({VECTOR}) STORED",
    "CREATE INDEX search_document_vector ON search_indexeddocument USING gin (vector)",
)
POSTGRES_BEFORE = (
    "ALTER TABLE search_indexeddocument DROP COLUMN vector",
    "TRUNCATE search_indexeddocument",
)


def empty(apps, schema_editor):
    """The index is made of what is public; `search_index rebuild` fills it."""
    postgres = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRES_BEFORE if postgres else SQLITE_BEFORE:
        schema_editor.execute(statement)


def create_index(apps, schema_editor):
    """Tables and triggers that Django's models cannot say."""
    postgres = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRES if postgres else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RunPython(empty),
        migrations.CreateModel(
            name="FacetSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("values", models.JSONField()),
                ("digest", models.CharField(max_length=32, unique=True)),
            ],
        ),
        migrations.AddField("indexeddocument", "author_stems", models.TextField(blank=True, default="")),
        migrations.AddField("indexeddocument", "body_words", models.TextField(blank=True, default="")),
        migrations.AddField("indexeddocument", "context_stems", models.TextField(blank=True, default="")),
        migrations.AddField("indexeddocument", "is_current", models.BooleanField(default=True)),
        migrations.AddField("indexeddocument", "law_stems", models.TextField(blank=True, default="")),
        migrations.AddField("indexeddocument", "title_words", models.TextField(blank=True, default="")),
        migrations.AddField("indexeddocument", "units", models.TextField(blank=True, default="")),
        migrations.AddField(
            "indexeddocument",
            "facets",
            models.ForeignKey(default=0, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="search.facetset"),
            preserve_default=False,
        ),
        migrations.AlterField("indexeddocument", "author_stems", models.TextField(blank=True)),
        migrations.AlterField("indexeddocument", "body_words", models.TextField(blank=True)),
        migrations.AlterField("indexeddocument", "context_stems", models.TextField(blank=True)),
        migrations.AlterField("indexeddocument", "law_stems", models.TextField(blank=True)),
        migrations.AlterField("indexeddocument", "title_words", models.TextField(blank=True)),
        migrations.AlterField("indexeddocument", "units", models.TextField(blank=True)),
        migrations.RunPython(create_index),
    ]
