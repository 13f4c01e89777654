"""An incoming cut-over without a go is put off so many times too: then somebody calls the customer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portability", "0018_gaps_closed_by_hand")]
    operations = [
        migrations.AddField(
            model_name="portin",
            name="put_offs",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="By the clock alone, since somebody last chose the day.",
                verbose_name="put off how often",
            ),
        ),
    ]
