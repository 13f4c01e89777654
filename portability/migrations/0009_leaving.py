"""What outgoing ports start with: delays and thresholds, who may do what, and the rules that answer without a human."""

from datetime import date

from django.contrib.auth.management import create_permissions
from django.db import migrations

ALWAYS = date(2013, 1, 1)
SETTINGS = [
    ("closing_days", 2, "Bascule"),
    ("return_quarantine_days", 40, "Décision ARCEP 2022-2148: a terminated number can be claimed for 40 days"),
    ("return_days", 5, "Market usage"),
    ("restoration_days", 7, "Commitment of the federation of operators, 2009"),
    ("port_out_retention_days", 365, "Bascule: as long as a dispute lasts"),
    ("comment_retention_days", 1095, "Bascule: what is said of a request, while its contract can be disputed"),
    ("document_retention_days", 1825, "Code civil, article 2224: five years"),
    ("rio_validity_days", 40, "Décision ARCEP 2013-0830, article 12"),
    ("fraud_days", 30, "Bascule"),
    ("wrong_rios", 5, "Bascule"),
    ("desk_opens", 7, "Bascule"),
    ("desk_closes", 20, "Bascule"),
]
RULES = [
    {"name": "Tout est vert, jusqu'à 10 numéros", "position": 100, "action": "accept", "most_numbers": 10},
    {
        "name": "RIO faux ou numéro d'un autre : refus certain",
        "position": 200,
        "action": "refuse",
        "most_numbers": 100,
        "active": False,
    },
]
DESK = (
    "view_portout view_portoutnumber view_portoutcheck view_closingitem view_answerrule"
    " view_numberreturn view_restoration"
)
ROOMS = "bascule", "operators", "portability"
AGENT = f"{DESK} view_asked_portout answer_portout cancel_portout close_portout settle_restoration"
PARTNER_LAYER = "view_webhook view_delivery view_keyuse"
GROUPS = {
    "agent": f"{AGENT} {PARTNER_LAYER}",
    "supervisor": f"{AGENT} {PARTNER_LAYER} change_numberreturn terminate_number add_answerrule change_answerrule delete_answerrule",
    "partner manager": f"{DESK} {PARTNER_LAYER} add_webhook change_webhook delete_webhook",
}


def add(apps, schema_editor):
    setting = apps.get_model("bascule", "DatedSetting")
    setting.objects.bulk_create(
        [setting(name=name, value=value, starts_on=ALWAYS, source=source) for name, value, source in SETTINGS]
    )
    rule = apps.get_model("portability", "AnswerRule")
    rule.objects.bulk_create([rule(**fields) for fields in RULES])
    for room in ROOMS:
        make_permissions(apps.get_app_config(room), apps)
    for name, codenames in GROUPS.items():
        apps.get_model("auth", "Group").objects.get(name=name).permissions.add(*named(apps, codenames))


def named(apps, codenames):
    permission = apps.get_model("auth", "Permission")
    return permission.objects.filter(content_type__app_label__in=ROOMS, codename__in=codenames.split())


def make_permissions(config, apps):
    # Permissions usually come after all migrations; the groups need them now.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None


def remove(apps, schema_editor):
    for name, codenames in GROUPS.items():
        apps.get_model("auth", "Group").objects.get(name=name).permissions.remove(*named(apps, codenames))
    apps.get_model("portability", "AnswerRule").objects.filter(name__in=[rule["name"] for rule in RULES]).delete()
    names = {name for name, *_ in SETTINGS}
    apps.get_model("bascule", "DatedSetting").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):
    dependencies = [("portability", "0008_history_owners")]
    operations = [migrations.RunPython(add, remove)]
