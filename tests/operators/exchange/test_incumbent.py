"""A second counterpart: the same outbox, inbox, answers and quarantine, in its own format."""

from pathlib import Path

import pytest

from operators.exchange import inbox, outbox
from operators.exchange.answers import read_answers
from operators.exchange.codecs import ACCESS, Ack, FileHead, digest_of, write_answer
from operators.exchange.counterparts import INCUMBENT, Counterpart, counterpart
from operators.exchange.envelope import Envelope, Said
from operators.exchange.handlers import HANDLERS
from operators.models import ExchangeFile, Message
from operators.tasks import read_inboxes
from tests.factories import UserFactory
from tests.operators.exchange.conftest import Room
from tests.operators.exchange.other_side import NOW, OtherSide

pytestmark = pytest.mark.django_db

ORDER = Said("access_cancellation", "UO-2026-000006", {"reason": "customer; withdrew"})


@pytest.fixture
def room(rooms: None) -> Room:
    HANDLERS[INCUMBENT, "completion_report"] = room = Room()
    return room


@pytest.fixture
def incumbent(tmp_path: Path, settings) -> Counterpart:
    house = {"code": "APNF", "url": f"directory://{tmp_path}/house"}
    settings.COUNTERPARTS = {"clearing_house": house, INCUMBENT: {"code": "FRTE", "url": f"directory://{tmp_path}"}}
    return counterpart(INCUMBENT)


@pytest.fixture
def there(incumbent: Counterpart, tmp_path: Path) -> OtherSide:
    return OtherSide(tmp_path)


def lay(there: OtherSide, *lines: str) -> str:
    head = FileHead("FRTE", "BASC", NOW, 1)
    data = "".join(f"{line}\n" for line in [ACCESS.write_head(head), *lines, f"FIN;{len(lines)}"]).encode()
    return there.lay_bytes(head.name, data)


def test_what_is_said_leaves_in_its_format_and_is_acknowledged(incumbent: Counterpart, there: OtherSide) -> None:
    outbox.post(INCUMBENT, [ORDER], now=NOW)
    assert outbox.flush(incumbent, now=NOW) == 1
    [name] = there.found()
    data = (there.inbox / name).read_bytes()
    message = Message.objects.get()
    assert data.decode().splitlines() == [
        "ACCES;1;BASC;FRTE;2026-11-23T17:00:00Z;000001",
        f'ANN_CMD_ACCES;{message.message_id};UO-2026-000006;"customer; withdrew"',
        "FIN;1",
    ]
    there.lay_bytes(f"{name}.ack", write_answer(Ack(name, 1, digest_of(data))))
    assert read_answers(incumbent, now=NOW) == 1
    assert ExchangeFile.objects.get().state == "acknowledged"


def test_the_same_file_is_written_each_time_it_is_sent(incumbent: Counterpart, there: OtherSide) -> None:
    outbox.post(INCUMBENT, [ORDER], now=NOW)
    outbox.flush(incumbent, now=NOW)
    [name] = there.found()
    before = (there.inbox / name).read_bytes()
    (there.inbox / name).unlink()
    clerk = UserFactory(permissions=["operators.send_exchangefile"])
    outbox.send_again(ExchangeFile.objects.get(), by=clerk, now=NOW)
    assert (there.inbox / name).read_bytes() == before


def test_what_its_format_has_no_place_for_is_set_apart_alone(incumbent: Counterpart, there: OtherSide) -> None:
    outbox.post(INCUMBENT, [Said("go", "PI-1"), ORDER], now=NOW)
    outbox.flush(incumbent, now=NOW)
    assert list(Message.objects.order_by("pk").values_list("kind", "status", "problem")) == [
        ("go", "failed", "malformed"),
        ("access_cancellation", "sent", ""),
    ]


def test_what_comes_is_read_by_the_batch_and_a_bad_line_stands_alone(there: OtherSide, room: Room) -> None:
    name = lay(there, "CR_CMD_ACCES;F-1;UO-1;ok;;;2026-11-23;", "CR_CMD_ACCES;F-2;UO-2", "CR_CMD_ACCES;F-3;UO-3;ok;;;;")
    assert "incumbent" in read_inboxes(NOW)
    assert room.heard == [["F-1", "F-3"]]
    assert there.found() == [f"{name}.ack"]
    file, held = ExchangeFile.objects.get(), Message.objects.quarantined().get()
    assert (file.counterpart, file.accepted, file.quarantined) == (INCUMBENT, 2, 1)
    assert (held.problem, held.raw) == ("malformed", "CR_CMD_ACCES;F-2;UO-2")
    assert "columns" in held.problem_text


def test_a_line_in_quarantine_is_read_again_in_its_own_format(there: OtherSide, room: Room) -> None:
    lay(there, "CR_CMD_ACCES;F-2;UO-2")
    read_inboxes(NOW)
    Message.objects.update(raw="CR_CMD_ACCES;F-2;UO-2;failed;E-HELD;;;")
    clerk = UserFactory(permissions=["operators.replay_message"])
    done = inbox.replay(Message.objects.get(), by=clerk, now=NOW)
    assert (done.status, done.message_id, done.fields) == ("done", "F-2", {"result": "failed", "code": "E-HELD"})


def test_a_file_of_the_clearing_house_in_its_folder_is_refused_whole(there: OtherSide, room: Room) -> None:
    name = there.lay([Envelope("S-1", "go", "PI-1")])
    read_inboxes(NOW)
    assert there.found() == [f"{name}.err"]
    assert ExchangeFile.objects.get().problem == "header"


def test_a_message_is_known_again_among_those_of_the_same_counterpart_only(
    there: OtherSide, room: Room, tmp_path: Path
) -> None:
    house = OtherSide(tmp_path / "house")
    house.lay([Envelope("X-1", "note", "PI-1")])
    lay(there, "CR_CMD_ACCES;X-1;UO-1;ok;;;;", "CR_CMD_ACCES;X-1;UO-1;ok;;;;")
    read_inboxes(NOW)
    assert room.heard == [["X-1"]]
    assert ExchangeFile.objects.get(counterpart=INCUMBENT).duplicates == 1
