from django.db import migrations

PORTION = 2000


def note_known(apps, schema_editor):
    """Answers of an earlier time have had letters of their own, one for each proposal: their
    authors are not told again."""
    Answer = apps.get_model("conclusions", "Answer")
    AuthorNotice = apps.get_model("letters", "AuthorNotice")
    members = (
        Answer.objects.filter(is_current=True, group__items__comment__status="published")
        .order_by("pk")
        .values_list("pk", "published_at", "group__items__comment")
    )
    portion = []
    for answer, published_at, comment in members.iterator():
        portion.append(
            AuthorNotice(
                comment_id=comment, occasion="answer", subject_id=answer, told_at=published_at
            )
        )
        if len(portion) == PORTION:
            AuthorNotice.objects.bulk_create(portion, ignore_conflicts=True)
            portion = []
    AuthorNotice.objects.bulk_create(portion, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0001_author_notices"),
        ("conclusions", "0003_answers_in_steps"),
    ]

    operations = [migrations.RunPython(note_known, migrations.RunPython.noop)]
