"""A port that waits for a go is put off so many times: then somebody is called."""

from datetime import date

from django.db import migrations, models

NAME, MOST, ALWAYS = "put_offs_before_escalation", 3, date(2013, 1, 1)


def add(apps, schema_editor):
    setting = apps.get_model("bascule", "DatedSetting")
    setting.objects.create(name=NAME, value=MOST, starts_on=ALWAYS, source="Bascule: after three, people talk")


def remove(apps, schema_editor):
    apps.get_model("bascule", "DatedSetting").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [("portability", "0016_ports_that_wait_for_a_line")]
    operations = [
        migrations.AddField(
            model_name="portout",
            name="put_offs",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="Without a go, since the recipient last chose the day.",
                verbose_name="put off how often",
            ),
        ),
        migrations.RunPython(add, remove),
    ]
