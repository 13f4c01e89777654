"""Tell the lines of the history whose record they are about, so that partners read the events of before, too."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

MODELS = {"quote": "Quote", "inventory": "Inventory", "port_in": "PortIn"}
"""The kinds of records that partners have had until now."""


def fill_owners(apps, schema_editor):
    history = apps.get_model("bascule", "History").objects.using(schema_editor.connection.alias)
    for kind, name in MODELS.items():
        records = apps.get_model("portability", name).objects.filter(pk=OuterRef("record_id"))
        history.filter(kind=kind, owner=None).update(owner=Subquery(records.values("partner")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("bascule", "0002_views_and_commits"),
        ("portability", "0007_rejection_reasons"),
    ]

    operations = [
        migrations.RunPython(fill_owners, migrations.RunPython.noop),
    ]
