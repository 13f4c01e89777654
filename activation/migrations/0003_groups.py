"""A group for those who bring lines to life, and what the others may do with them."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROOMS = "bascule", "operators", "portability", "activation"
ACTS = (
    "add_subscription correct_subscription suspend_subscription cancel_subscription terminate_subscription"
    " change_offer_of_subscription correct_unbundlingorder cancel_unbundlingorder settle_unbundlingorder"
    " retry_allocation follow_shipment add_subscriptioncomment add_takeover end_takeover"
)
CUSTOMERS = "add_customer change_customer add_contact change_contact delete_contact add_customernote replay_message"
AGENT = {"operators": CUSTOMERS, "activation": ACTS}
SUPERVISOR = {
    "activation": ACTS + " add_offer change_offer add_failurereason change_failurereason add_incumbentcode"
    " change_incumbentcode delete_incumbentcode add_exchange change_exchange add_dslam change_dslam add_strip"
    " change_strip change_position add_pool change_pool",
}
GROUPS = {"activation agent": AGENT, "agent": {}, "supervisor": SUPERVISOR, "partner manager": {}}
NOT_FOR_ALL = ("view_apikey", "view_idempotencyrecord", "view_portout", "view_portoutnumber")
"""Keys of partners are not for agents, nor is what other operators ask of us for those who sell and activate."""


def add(apps, schema_editor):
    for room in ROOMS:
        make_permissions(apps.get_app_config(room), apps)
    permission = apps.get_model("auth", "Permission").objects
    everything = permission.filter(content_type__app_label__in=ROOMS, codename__startswith="view_")
    of_activation = permission.filter(content_type__app_label="activation", codename__startswith="view_")
    for name, given in GROUPS.items():
        group, made = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(everything.exclude(codename__in=NOT_FOR_ALL) if made else of_activation))
        for room, codenames in given.items():
            group.permissions.add(*permission.filter(content_type__app_label=room, codename__in=codenames.split()))


def make_permissions(config, apps):
    # Permissions usually come after all migrations; the groups need them now.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None


def remove(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name="activation agent").delete()
    for group in groups.filter(name__in=GROUPS):
        group.permissions.remove(*group.permissions.filter(content_type__app_label="activation"))


class Migration(migrations.Migration):
    dependencies = [("activation", "0002_dated_settings"), ("portability", "0009_leaving")]
    operations = [migrations.RunPython(add, remove)]
