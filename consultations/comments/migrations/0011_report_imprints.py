from django.conf import settings
from django.db import migrations, models

from core.accounts.selectors import email_hash

_PORTION = 500


def tell_addresses(apps, schema_editor):
    """Marks the imprints that are of no account: they are of network addresses."""
    report = apps.get_model('comments', 'Report')
    using = schema_editor.connection.alias
    user = apps.get_model('accounts', 'User')
    emails = user.objects.using(using).values_list('email', flat=True)
    accounts = {email_hash(email) for email in emails.iterator()}
    reports = report.objects.using(using)
    rows = reports.order_by('pk').values_list('pk', 'person')
    addresses = [pk for pk, person in rows.iterator() if person not in accounts]
    for start in range(0, len(addresses), _PORTION):
        reports.filter(pk__in=addresses[start : start + _PORTION]).update(is_address=True)


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0010_was_public'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='is_address',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='report',
            name='person',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.RunPython(tell_addresses, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name='report',
            name='report_person_once',
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('is_address', True), models.Q(('person', ''), _negated=True)), fields=['reported_at'], name='report_to_forget'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('person', ''), _negated=True), fields=('comment', 'person'), name='report_of_person_once'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('is_address', True), models.Q(('person', ''), _negated=True), _connector='OR'), name='report_only_addresses_forgotten'),
        ),
    ]
