from datetime import date

from django.db import migrations

NAME = "reuse_days"


def add(apps, schema_editor):
    source = "Décision ARCEP 2022-1583: 45 to 120 days after the termination"
    apps.get_model("bascule", "DatedSetting").objects.create(
        name=NAME, value=90, starts_on=date(2013, 1, 1), source=source
    )


def remove(apps, schema_editor):
    apps.get_model("bascule", "DatedSetting").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [("portability", "0013_sales")]
    operations = [migrations.RunPython(add, remove)]
