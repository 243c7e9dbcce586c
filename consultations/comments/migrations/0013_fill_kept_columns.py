import unicodedata
from collections import defaultdict

from django.db import migrations
from django.db.models import Case, CharField, Max, Value, When

_PORTION = 5000  # comments in one statement
_NAMES = 100  # names in one statement


def _key(name):
    """As `normal_place` does it today; a migration must not change with it."""
    plain = unicodedata.normalize('NFKC', name).casefold().replace('ё', 'е')
    return ' '.join(plain.split())[:120].rstrip()


def fill_places(apps, schema_editor):
    """Portion by portion, each by itself: the site may run meanwhile, and it is safe to repeat."""
    comment = apps.get_model('comments', 'ProvisionComment')
    comments = comment._base_manager.using(schema_editor.connection.alias)
    last = comments.aggregate(last=Max('pk'))['last'] or 0
    for start in range(0, last + 1, _PORTION):
        portion = comments.filter(pk__gte=start, pk__lt=start + _PORTION, municipality_key='')
        written = portion.exclude(municipality='').order_by()
        names = sorted(set(written.values_list('municipality', flat=True)))
        for first in range(0, len(names), _NAMES):
            some = names[first : first + _NAMES]
            cases = [When(municipality=name, then=Value(_key(name))) for name in some]
            portion.filter(municipality__in=some).update(
                municipality_key=Case(*cases, default=Value(''), output_field=CharField())
            )


def fill_grounds(apps, schema_editor):
    """The ground of the last decision to hide each text."""
    using = schema_editor.connection.alias
    comments = apps.get_model('comments', 'ProvisionComment')._base_manager.using(using)
    records = apps.get_model('comments', 'ModerationRecord')._base_manager.using(using)
    hidings = records.filter(action='hide')
    last = hidings.aggregate(last=Max('comment'))['last'] or 0
    for start in range(0, last + 1, _PORTION):
        portion = hidings.filter(comment__gte=start, comment__lt=start + _PORTION)
        rows = portion.order_by('decided_at', 'pk').values_list('comment', 'ground_code')
        by_ground = defaultdict(list)
        for pk, code in dict(rows).items():
            by_ground[code].append(pk)
        for code, keys in by_ground.items():
            comments.filter(pk__in=keys).update(ground_code=code)


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('comments', '0012_kept_columns'),
    ]

    operations = [
        migrations.RunPython(fill_places, migrations.RunPython.noop),
        migrations.RunPython(fill_grounds, migrations.RunPython.noop),
    ]
