"""The delays and thresholds that activation starts with, each with its day and its source."""

from datetime import date

from django.db import migrations

ALWAYS = date(2013, 1, 1)
SETTINGS = [
    ("withdrawal_days", 7, ALWAYS, "Code de la consommation, before the law of 17 March 2014"),
    ("withdrawal_days", 14, date(2014, 6, 14), "Code de la consommation L221-18"),
    ("access_ack_days", 2, ALWAYS, "Market usage of unbundling"),
    ("reminder_from_days", 15, ALWAYS, "Market usage of unbundling"),
    ("most_reorders", 3, ALWAYS, "Market usage of unbundling"),
    ("activation_days", 7, ALWAYS, "Market usage: one week on average once ordered"),
    ("activation_most_days", 15, ALWAYS, "Market usage: 15 days at most when something goes wrong"),
    ("call_days", 1, ALWAYS, "Bascule"),
    ("allocation_minutes", 60, ALWAYS, "Bascule"),
    ("position_quarantine_days", 30, ALWAYS, "Bascule: a cut pair may still be on it"),
    ("resource_quarantine_days", 7, ALWAYS, "Bascule"),
    ("saturation_percent", 85, ALWAYS, "Market usage: capacity takes weeks to come"),
    ("letter_days", 1, ALWAYS, "Market usage of unbundling"),
    ("modem_days", 1, ALWAYS, "Market usage of unbundling"),
    ("tv_decoder_days", 2, ALWAYS, "Market usage of unbundling"),
    ("parcel_days", 3, ALWAYS, "Market usage of unbundling"),
    ("takeover_days", 7, ALWAYS, "Commitment of the operators, 2009"),
]


def add(apps, schema_editor):
    setting = apps.get_model("bascule", "DatedSetting")
    setting.objects.bulk_create(
        [setting(name=name, value=value, starts_on=day, source=source) for name, value, day, source in SETTINGS]
    )


def remove(apps, schema_editor):
    names = {name for name, *_ in SETTINGS}
    apps.get_model("bascule", "DatedSetting").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):
    dependencies = [("activation", "0001_initial"), ("bascule", "0002_views_and_commits")]
    operations = [migrations.RunPython(add, remove)]
