from django.contrib.auth.management import create_permissions
from django.db import migrations, models

GROUPS = "agent", "supervisor"


def add(apps, schema_editor):
    # Permissions usually come after all migrations; the groups need them now.
    config = apps.get_app_config("portability")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(plan(apps))


def remove(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(plan(apps))


def plan(apps):
    permission = apps.get_model("auth", "Permission")
    return permission.objects.get(content_type__app_label="portability", codename="plan_portout")


class Migration(migrations.Migration):

    dependencies = [
        ('portability', '0009_leaving'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='portout',
            options={'ordering': ['-created_at'], 'permissions': [('answer_portout', 'Can accept or refuse'), ('cancel_portout', 'Can cancel for the recipient'), ('plan_portout', 'Can say go, or another day, for the recipient'), ('close_portout', 'Can tick the closing list'), ('view_asked_portout', 'Can read what the recipient wrote of the customer')], 'verbose_name': 'outgoing port', 'verbose_name_plural': 'outgoing ports'},
        ),
        migrations.AddField(
            model_name='portout',
            name='cutover',
            field=models.CharField(choices=[('automatic', 'automatic, on the day'), ('live', 'live, by telephone')], default='automatic', max_length=10, verbose_name='cut-over'),
        ),
        migrations.AddField(
            model_name='portout',
            name='fallback',
            field=models.CharField(choices=[('reschedule', 'another day'), ('automatic', 'automatic cut-over')], default='reschedule', max_length=10, verbose_name='without a go'),
        ),
        migrations.RunPython(add, remove),
    ]
