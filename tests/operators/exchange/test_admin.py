"""The administration shows files and messages, and sends a file again for somebody who may; it edits nothing."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from operators.exchange.counterparts import Counterpart
from operators.exchange.envelope import Said
from operators.exchange.outbox import flush, post
from operators.models import ExchangeFile, Message
from tests.factories import StaffFactory
from tests.operators.exchange.other_side import OtherSide

pytestmark = pytest.mark.django_db
SEES = ["operators.view_exchangefile", "operators.view_message"]


@pytest.fixture
def file(there: OtherSide, house: Counterpart) -> ExchangeFile:
    now = timezone.now() - timedelta(minutes=10)
    post("clearing_house", [Said("go", "PI-2026-000001"), Said("go", "PI-2026-000002")], now=now)
    flush(house, now=now)
    return ExchangeFile.objects.get()


def client_with(*permissions: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(StaffFactory(permissions=list(permissions)))
    return client


def page(row: ExchangeFile | Message) -> str:
    return reverse(f"admin:operators_{row._meta.model_name}_change", args=[row.pk])


def press(client: Client, file: ExchangeFile, move: str = "send"):
    return client.post(reverse("admin:operators_exchangefile_move", args=[file.pk]), {"move": move})


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_file_shows_its_history_and_leads_to_its_messages(file: ExchangeFile) -> None:
    client = client_with(*SEES)
    shown = client.get(page(file)).content.decode()
    assert "exchange_file.sent" in shown
    assert 'name="move"' not in shown
    listed = client.get(reverse("admin:operators_message_changelist"), {"file__id__exact": file.pk})
    assert len(listed.context["cl"].result_list) == 2


def test_somebody_who_may_sends_it_again(file: ExchangeFile, there: OtherSide) -> None:
    (there.inbox / file.name).unlink()
    client = client_with(*SEES, "operators.send_exchangefile")
    assert 'value="send"' in client.get(page(file)).content.decode()
    press(client, file)
    assert there.found() == [file.name]
    assert ExchangeFile.objects.get().sendings == 2


def test_nobody_else_does(file: ExchangeFile, there: OtherSide) -> None:
    (there.inbox / file.name).unlink()
    assert press(client_with(*SEES), file).status_code == 403
    assert press(client_with("operators.send_exchangefile"), file).status_code in {302, 403}
    assert press(client_with(*SEES, "operators.send_exchangefile"), file, "acknowledge").status_code == 403
    assert (there.found(), ExchangeFile.objects.get().sendings) == ([], 1)


def test_a_counterpart_that_is_down_is_said(file: ExchangeFile, there: OtherSide) -> None:
    (there.inbox / file.name).unlink()
    there.inbox.rmdir()
    there.inbox.write_text("in the way")
    told = said(press(client_with(*SEES, "operators.send_exchangefile"), file))
    assert "cannot be used" in told
    assert ExchangeFile.objects.get().sendings == 1


def test_a_file_whose_messages_changed_is_said(file: ExchangeFile, there: OtherSide) -> None:
    Message.objects.update(fields={"date": "2026-12-24"})
    told = said(press(client_with(*SEES, "operators.send_exchangefile"), file))
    assert "cannot be written again" in told


def test_nothing_is_typed_into_a_file_or_a_message(file: ExchangeFile) -> None:
    client = client_with(*SEES, "operators.change_exchangefile", "operators.change_message")
    client.post(page(file), {"state": "acknowledged", "name": "other"})
    assert ExchangeFile.objects.filter(pk=file.pk, state="sent", name=file.name).exists()
    message = Message.objects.first()
    assert message is not None
    assert client.post(page(message), {"kind": "other"}).status_code == 403
