"""Supervisors say that a counterpart never used the numbers of files that never came."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GIVEN = ["view_unusednumbers", "add_unusednumbers"]


def add(apps, schema_editor):
    # Permissions usually come after all migrations; the group needs them now.
    config = apps.get_app_config("operators")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    supervisors(apps).permissions.add(*named(apps))


def remove(apps, schema_editor):
    supervisors(apps).permissions.remove(*named(apps))


def supervisors(apps):
    return apps.get_model("auth", "Group").objects.get(name="supervisor")


def named(apps):
    permission = apps.get_model("auth", "Permission")
    return permission.objects.filter(content_type__app_label="operators", codename__in=GIVEN)


class Migration(migrations.Migration):
    dependencies = [("portability", "0017_put_offs"), ("operators", "0004_unused_numbers")]
    operations = [migrations.RunPython(add, remove)]
