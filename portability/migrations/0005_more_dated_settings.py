"""The delays and thresholds of a request under way, each with its day and its source."""

from datetime import date

from django.db import migrations

ALWAYS = date(2013, 1, 1)
SETTINGS = [
    ("file_ack_minutes", 60, "Market usage of inter-operator files"),
    ("file_sendings", 3, "Market usage of inter-operator files"),
    ("rejections_before_escalation", 3, "Bascule"),
    ("inventory_days", 7, "Market usage: about a week"),
    ("inventory_alert_days", 5, "Bascule"),
    ("latest_days", 365, "Bascule: nobody plans a port further ahead"),
]


def add(apps, schema_editor):
    setting = apps.get_model("bascule", "DatedSetting")
    setting.objects.bulk_create(
        [setting(name=name, value=value, starts_on=ALWAYS, source=source) for name, value, source in SETTINGS]
    )


def remove(apps, schema_editor):
    names = {name for name, *_ in SETTINGS}
    apps.get_model("bascule", "DatedSetting").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):
    dependencies = [("portability", "0004_incoming_life")]
    operations = [migrations.RunPython(add, remove)]
