"""What other operators write of their customers is kept as long as its purpose asks for, and then is nowhere."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.utils import timezone, translation

from bascule.models import DatedSetting, History
from operators.models import ExchangeFile, Message, MessageStatus
from portability import tasks
from portability.leaving import Verdict, answer
from portability.models import Comment, Document, PortOut, PortOutNumber
from portability.models.document import documents_storage
from portability.purging import purge
from tests.factories import CommentFactory, DocumentFactory, MessageFactory, PortInFactory
from tests.portability.clearing_house.other_side import ClearingHouse
from tests.portability.clearing_house.recipient_side import asks
from tests.portability.leaving.desk import ONE, TWO, agent, no_rules, own_rio, received, serve
from tests.portability.leaving.factories import PortOutFactory
from tests.portability.world import NOW
from tests.portability.world import build as build_world

pytestmark = pytest.mark.django_db

NAME, STREET, MANDATE = "Zénobie Quantin-Orvault", "77 impasse des Oubliettes", "MDT-QUANTIN-1962"
SAID = "Mme Quantin a dit non"
WRONG_RIO = own_rio(ONE, "QX7QX7")
PERSONAL = [NAME, "Zénobie", STREET, MANDATE, SAID, WRONG_RIO, "QX7QX7"]
LATER = NOW + timedelta(days=366)


@pytest.fixture
def there(tmp_path: Path, settings) -> ClearingHouse:
    settings.COUNTERPARTS = {"clearing_house": {"code": "APNF", "url": f"directory://{tmp_path}"}}
    build_world()
    no_rules()
    serve(ONE, TWO)
    return ClearingHouse(tmp_path)


def dump() -> str:
    """Everything that the database holds, as text."""
    rows: list[str] = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and model._meta.app_label != "tests":
            rows += [f"{model.__name__} {row}" for row in model._base_manager.values_list()]
    return "\n".join(rows)


def left_of(wanted: Iterable[str] = PERSONAL) -> dict[str, list[str]]:
    everything = dump().split("\n")
    found = {text: [line[:90] for line in everything if text in line] for text in wanted}
    return {text: lines for text, lines in found.items() if lines}


def asked_and_refused(there: ClearingHouse) -> PortOut:
    """One by the clearing house with a wrong RIO, refused in words; one by the API; a line that nobody could read."""
    words = {"customer": NAME, "address": STREET, "mandate": MANDATE}
    port_out = asks(there, ONE, rios=f"{ONE}:{WRONG_RIO}", **words)
    refusal = Verdict(accepted=False, refusal="rio_invalid", evidence={"said": SAID})
    answer(port_out, {ONE: refusal}, by=agent(), now=NOW)
    by_api = received(TWO, customer={"name": NAME, "address": {"line1": STREET}}, mandate_reference=MANDATE)
    answer(by_api, {TWO: Verdict(accepted=False, refusal="incomplete", evidence={"said": SAID})}, by=agent(), now=NOW)
    there.says("port_request", "RQ-9", recipient="NOBODY", numbers=TWO, customer=NAME, address=STREET)
    MessageFactory(quarantined=True, kind="", message_id="", problem_text=NAME, raw=f"X|{NAME}|{STREET}", at=NOW)
    return port_out


def test_nothing_personal_is_left_after_its_time(there):
    port_out = asked_and_refused(there)
    assert set(left_of()) == set(PERSONAL), "the dump finds what is there"
    lines = History.objects.count()
    purge(LATER)
    assert left_of() == {}
    assert History.objects.count() == lines
    port_out = PortOut.objects.get(pk=port_out.pk)
    assert (port_out.state, port_out.purged_at) == ("refused", LATER)
    line = PortOutNumber.objects.get(port_out=port_out)
    assert (line.refusal, line.evidence) == ("rio_invalid", {"check": "rio"})


def test_nothing_is_touched_before(there):
    asked_and_refused(there)
    before = dump()
    assert tuple(purge(NOW + timedelta(days=364))) == (0, 0, 0, 0)
    assert dump() == before


def test_lines_in_quarantine_are_set_aside_and_their_file_still_adds_up(there):
    asked_and_refused(there)
    assert Message.objects.quarantined().count() == 2
    purge(LATER)
    assert not Message.objects.quarantined().exists()
    for message in Message.objects.filter(status=MessageStatus.DISMISSED):
        assert (message.raw, message.fields, message.handled_by) == ("", {}, "system")
    assert all(file.reached == file.accepted + file.quarantined for file in ExchangeFile.objects.filter(way="in"))


def test_the_second_run_finds_nothing_to_do(there):
    asked_and_refused(there)
    first = purge(LATER)
    assert (first.port_outs, first.messages) == (2, 3)
    before = dump()
    assert tuple(purge(LATER + timedelta(days=1))) == (0, 0, 0, 0)
    assert dump() == before


def test_the_retention_is_a_dated_setting(there):
    asked_and_refused(there)
    DatedSetting.objects.create(
        name="port_out_retention_days", value=30, starts_on=timezone.localdate(NOW), source="test"
    )
    assert purge(NOW + timedelta(days=31)).port_outs == 2


@pytest.mark.parametrize(("state", "is_purged"), [("received", False), ("accepted", False), ("cancelled", True)])
def test_a_request_that_waits_for_its_day_keeps_what_it_needs(db, state, is_purged):
    port_out = PortOutFactory(state=state, asked={"name": NAME}, received_at=NOW)
    purge(LATER)
    assert bool(PortOut.objects.get(pk=port_out.pk).purged_at) == is_purged
    assert bool(left_of([NAME])) != is_purged


def over(state: str, days: int, now: datetime = NOW):
    return PortInFactory(state=state, updated_at=now - timedelta(days=days), ported_on=now.date())


@pytest.mark.parametrize(
    ("state", "days", "is_deleted"),
    [("completed", 1096, True), ("cancelled", 1096, True), ("completed", 1094, False), ("ported", 1096, False)],
)
def test_comments_go_in_their_own_time(db, state, days, is_deleted):
    CommentFactory(port_in=over(state, days))
    assert purge(NOW).comments == int(is_deleted)
    assert Comment.objects.exists() != is_deleted


@pytest.mark.parametrize(
    ("state", "days", "is_deleted"),
    [("completed", 1826, True), ("completed", 1824, False), ("incident", 4000, False)],
)
def test_papers_go_in_their_own_time_with_their_files(db, state, days, is_deleted):
    name = documents_storage().save("2020/01/paper", ContentFile(b"%PDF"))
    DocumentFactory(port_in=over(state, days), file=name)
    assert purge(NOW).documents == int(is_deleted)
    assert Document.objects.exists() != is_deleted
    assert documents_storage().exists(name) != is_deleted
    documents_storage().delete(name)


def test_the_batch_says_what_it_did(there):
    asked_and_refused(there)
    with translation.override("en"):
        assert "2, messages: 3; deleted comments: 0, papers: 0" in tasks.purge(now=LATER)


def test_it_costs_the_same_for_many(there, django_assert_max_num_queries):
    PortOutFactory(state="cancelled", received_at=NOW)
    with django_assert_max_num_queries(40) as one:
        purge(LATER)
    PortOutFactory.create_batch(12, state="cancelled", received_at=NOW)
    with django_assert_max_num_queries(len(one)):
        assert purge(LATER).port_outs == 12
