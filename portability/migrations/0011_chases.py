"""A reminder is counted: whoever lets too many pass is called."""

from datetime import date

from django.db import migrations, models

NAME, MOST, ALWAYS = "chases_before_escalation", 3, date(2013, 1, 1)


def add(apps, schema_editor):
    setting = apps.get_model("bascule", "DatedSetting")
    setting.objects.create(name=NAME, value=MOST, starts_on=ALWAYS, source="Bascule: after three, people talk")


def remove(apps, schema_editor):
    apps.get_model("bascule", "DatedSetting").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [("portability", "0010_live_port_outs")]
    operations = [
        migrations.AddField(
            model_name="portin",
            name="chases",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="Since it was last sent.", verbose_name="chased how often"
            ),
        ),
        migrations.AddField(
            model_name="inventory",
            name="chases",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="chased how often"),
        ),
        migrations.RunPython(add, remove),
    ]
