"""The thresholds and delays that the product starts with, each with its day and its source."""

from datetime import date

from django.db import migrations

ALWAYS = date(2013, 1, 1)
SETTINGS = [
    ("complex_from_ports", 2, ALWAYS, "Market usage: one past port is still simple"),
    ("complex_from_numbers", 0, ALWAYS, "Off; some operators count numbers instead of ports"),
    ("partial_from_numbers", 3, ALWAYS, "Décision ARCEP 2013-0830"),
    ("lead_days_business", 7, ALWAYS, "Décision ARCEP 2022-2148"),
    ("lead_days_business", 3, date(2027, 7, 1), "Décision ARCEP 2022-2148, from 1 July 2027"),
    ("lead_days_person", 3, ALWAYS, "Décision ARCEP 2022-2148"),
    ("order_cutoff_hour", 18, ALWAYS, "Last exchange window of the day"),
    ("cutover_on_ouvre_days", 1, ALWAYS, "Market usage: somebody must be at work on both sides"),
    ("expected_days", 18, ALWAYS, "Market usage: two to three weeks"),
    ("history_days", 365, ALWAYS, "Bascule"),
    ("history_min_ports", 5, ALWAYS, "Bascule"),
    ("quote_days", 30, ALWAYS, "Bascule"),
    ("mandate_months", 3, ALWAYS, "Market usage: a mandate is dated less than three months before"),
    ("send_days", 1, ALWAYS, "Bascule: the next exchange window, or the one after a week-end"),
    ("acknowledgement_minutes", 60, ALWAYS, "Market usage of inter-operator files"),
    ("answer_days_business", 6, ALWAYS, "Décision ARCEP 2013-0830"),
    ("answer_days_person", 2, ALWAYS, "Décision ARCEP 2013-0830"),
    ("correction_days", 1, ALWAYS, "Bascule"),
    ("interruption_hours", 4, ALWAYS, "Décision ARCEP 2013-0830"),
    ("confirmation_days", 1, ALWAYS, "Bascule"),
    ("reversal_days", 1, ALWAYS, "Market usage"),
    ("rio_required_person", 1, ALWAYS, "Décision ARCEP 2013-0830"),
    ("rio_required_business", 0, ALWAYS, "Décision ARCEP 2022-2148"),
    ("rio_required_business", 1, date(2025, 7, 1), "Décision ARCEP 2022-2148, from 1 July 2025"),
    ("rio_required_group", 0, ALWAYS, "Décision ARCEP 2022-2148"),
    ("rio_required_group", 1, date(2027, 7, 1), "Décision ARCEP 2022-2148, from 1 July 2027"),
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
    dependencies = [("portability", "0001_initial"), ("bascule", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
