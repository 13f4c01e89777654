"""The lines of before the feed get their owners: partners read their past, too."""

from importlib import import_module
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from bascule.models import History, Life
from tests.factories import InventoryFactory, PortInFactory, QuoteFactory

pytestmark = pytest.mark.django_db
MIGRATION = ("portability", "0008_history_owners")


def old_line(kind: str, record_id: object) -> History:
    known = {"reference": "X-2026-000001", "event": f"{kind}.offered", "transition": "offer", "by": "camille"}
    return History.objects.create(
        kind=kind, record_id=record_id, source="draft", target="offered", at=timezone.now(), **known
    )


def test_old_lines_belong_to_the_partner_of_their_record() -> None:
    records: list[Life] = [QuoteFactory(), QuoteFactory(partner__code="NWOT"), PortInFactory(), InventoryFactory()]
    lines = [old_line(record.KIND, record.pk) for record in records]
    nobodys = [old_line("exchange_file", uuid4()), old_line("number", uuid4()), old_line("quote", uuid4())]
    then = MigrationLoader(connection).project_state(MIGRATION).apps
    import_module("portability.migrations.0008_history_owners").fill_owners(
        then, SimpleNamespace(connection=connection)
    )
    owners = dict(History.objects.values_list("pk", "owner"))
    assert [owners[line.pk] for line in lines] == [record.partner_id for record in records]
    assert [owners[line.pk] for line in nobodys] == [None, None, None]
