"""What the groups may do with exchanges, inventories, rejections and papers."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROOMS = "bascule", "operators", "portability"
LOOK = {
    "operators": "view_exchangefile view_message view_customernote",
    "portability": "view_inventory view_rejectionreason view_counterpartreason view_document view_registerdifference",
}
AGENT = {
    "operators": "replay_message add_customernote",
    "portability": "answer_inventory add_document",
}
SUPERVISOR = {
    "operators": "replay_message send_exchangefile add_customernote delete_customernote",
    "portability": "answer_inventory add_document correct_escalated_portin settle_registerdifference"
    " add_rejectionreason change_rejectionreason"
    " add_counterpartreason change_counterpartreason delete_counterpartreason",
}
GROUPS = {"agent": AGENT, "supervisor": SUPERVISOR, "partner manager": {}}


def add(apps, schema_editor):
    for room in ROOMS:
        make_permissions(apps.get_app_config(room), apps)
    for name, given in GROUPS.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        for room in ROOMS:
            codenames = f"{LOOK.get(room, '')} {given.get(room, '')}".split()
            group.permissions.add(*named(apps, room, codenames))


def named(apps, room, codenames):
    permission = apps.get_model("auth", "Permission")
    return permission.objects.filter(content_type__app_label=room, codename__in=codenames)


def make_permissions(config, apps):
    # Permissions usually come after all migrations; the groups need them now.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None


def remove(apps, schema_editor):
    for name, given in GROUPS.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        for room in ROOMS:
            codenames = f"{LOOK.get(room, '')} {given.get(room, '')}".split()
            group.permissions.remove(*named(apps, room, codenames))


class Migration(migrations.Migration):
    dependencies = [("portability", "0005_more_dated_settings"), ("operators", "0002_exchange")]
    operations = [migrations.RunPython(add, remove)]
