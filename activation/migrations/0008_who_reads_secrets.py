"""Activation agents and their supervisors read secrets, for telephones that do not register; the history says who."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ["activation agent", "supervisor"]


def add(apps, schema_editor):
    # Permissions usually come after all migrations; the groups need them now.
    config = apps.get_app_config("activation")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    for group in readers(apps):
        group.permissions.add(reading(apps))


def remove(apps, schema_editor):
    for group in readers(apps):
        group.permissions.remove(reading(apps))


def readers(apps):
    return apps.get_model("auth", "Group").objects.filter(name__in=GROUPS)


def reading(apps):
    permission = apps.get_model("auth", "Permission")
    return permission.objects.get(content_type__app_label="activation", codename="reveal_secret_of_subscription")


class Migration(migrations.Migration):
    dependencies = [("activation", "0007_secrets")]
    operations = [migrations.RunPython(add, remove)]
