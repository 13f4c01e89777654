from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('operators', '0002_exchange'),
        ('portability', '0011_chases'),
    ]

    operations = [
        migrations.AddField(
            model_name='portout',
            name='digest',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddConstraint(
            model_name='portout',
            constraint=models.UniqueConstraint(condition=models.Q(('door', 'api'), ('state__in', ['received', 'accepted']), models.Q(('digest', ''), _negated=True)), fields=('partner', 'digest'), name='one_open_port_out_of_the_api_a_demand'),
        ),
    ]
