"""What came in a request of another operator serves to answer it: those who sell do not see it."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROOMS = "bascule", "operators", "portability"
SALES = (
    "view_operator view_numberrange view_routingprefix view_riocode"
    " view_customer add_customer change_customer view_contact add_contact change_contact delete_contact"
    " view_customernote add_customernote"
    " view_number view_port view_pricelist view_pricetier view_rejectionreason"
    " view_quote view_quoteline view_quoterequest view_inventory offer_quote decline_quote order_quote"
    " view_portin view_portinnumber view_comment add_comment view_document"
)
NOT_FOR_PARTNER_MANAGERS = (
    "view_portout view_portoutnumber view_portoutcheck view_closingitem view_answerrule"
    " view_numberreturn view_restoration view_exchangefile view_message"
)


def add(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for room in ROOMS:
        make_permissions(apps.get_app_config(room), apps)
    sales, _ = groups.get_or_create(name="sales")
    sales.permissions.add(*named(apps, SALES))
    groups.get(name="partner manager").permissions.remove(*named(apps, NOT_FOR_PARTNER_MANAGERS))


def named(apps, codenames):
    permission = apps.get_model("auth", "Permission")
    return permission.objects.filter(content_type__app_label__in=ROOMS, codename__in=codenames.split())


def make_permissions(config, apps):
    # Permissions usually come after all migrations; the groups need them now.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None


def remove(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name="sales").delete()
    groups.get(name="partner manager").permissions.add(*named(apps, NOT_FOR_PARTNER_MANAGERS))


class Migration(migrations.Migration):
    dependencies = [("portability", "0012_asked_once")]
    operations = [migrations.RunPython(add, remove)]
