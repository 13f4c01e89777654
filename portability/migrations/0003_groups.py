"""The three groups of people, and what each may do; more is given in the administration."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EVERYTHING = "bascule", "operators", "portability"
AGENT = {
    "operators": "add_customer change_customer add_contact change_contact delete_contact",
    "portability": "offer_quote decline_quote order_quote activate_number"
    " correct_portin cutover_portin incident_portin cancel_portin add_comment",
}
SUPERVISOR = {
    "bascule": "add_datedsetting change_datedsetting",
    "operators": AGENT["operators"] + " change_operator",
    "portability": AGENT["portability"]
    + " reverse_portin complete_portin"
    + " add_pricelist change_pricelist add_pricetier change_pricetier delete_pricetier",
}
PARTNER_MANAGER = {
    "operators": "change_operator add_apikey change_apikey",
    "portability": "add_pricelist change_pricelist add_pricetier change_pricetier delete_pricetier",
}
GROUPS = {"agent": AGENT, "supervisor": SUPERVISOR, "partner manager": PARTNER_MANAGER}


def add(apps, schema_editor):
    for app in EVERYTHING:
        make_permissions(apps.get_app_config(app), apps)
    permission = apps.get_model("auth", "Permission")
    to_look = permission.objects.filter(content_type__app_label__in=EVERYTHING, codename__startswith="view_")
    to_look = to_look.exclude(codename="view_idempotencyrecord")
    for name, given in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(to_look.exclude(codename="view_apikey") if given is AGENT else to_look))
        for app, codenames in given.items():
            group.permissions.add(
                *permission.objects.filter(content_type__app_label=app, codename__in=codenames.split())
            )


def make_permissions(config, apps):
    # Permissions usually come after all migrations; the groups need them now.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("portability", "0002_dated_settings"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(add, remove)]
