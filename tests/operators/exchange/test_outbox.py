"""What leaves: numbered without a gap, in order, the same bytes each time, and nothing twice."""

import logging
from datetime import timedelta
from threading import Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM, perform
from operators.exchange import outbox
from operators.exchange.answers import read_answers
from operators.exchange.codecs import NEUTRAL
from operators.exchange.counterparts import Counterpart
from operators.exchange.envelope import Said
from operators.exchange.transports import TransportDown
from operators.models import ExchangeFile, Message, MessageStatus
from tests.factories import UserFactory
from tests.operators.exchange.other_side import NOW, OtherSide

pytestmark = pytest.mark.django_db
HOUSE = "clearing_house"


def say(count: int, **fields: str) -> list[Message]:
    outbox.post(HOUSE, [Said("go", f"PI-{n}", {"date": "2026-12-01", **fields}) for n in range(count)], now=NOW)
    return list(Message.objects.order_by("-pk")[:count])[::-1]


def files() -> list[tuple[str, str, int]]:
    return list(ExchangeFile.objects.order_by("number").values_list("name", "state", "sendings"))


def lines_at(there: OtherSide, name: str) -> list[str]:
    return [NEUTRAL.read_line(line).id for line in NEUTRAL.read_file((there.inbox / name).read_bytes())[1]]


def test_what_waits_leaves_in_one_numbered_file_in_its_order(there: OtherSide, house: Counterpart) -> None:
    said = say(3, text="à | b", empty="")
    assert outbox.flush(house, now=NOW) == 1
    name = "BASC.APNF.20261123170000.000001"
    assert files() == [(name, "sent", 1)]
    assert there.found() == [name]
    assert lines_at(there, name) == [message.message_id for message in said]
    assert list(Message.objects.order_by("pk").values_list("status", "line")) == [("sent", 1), ("sent", 2), ("sent", 3)]
    head, lines = NEUTRAL.read_file((there.inbox / name).read_bytes())
    assert (head.sender, head.receiver, head.number, head.name) == ("BASC", "APNF", 1, name)
    assert NEUTRAL.read_line(lines[0]).fields == {"date": "2026-12-01", "text": "à | b"}
    file = ExchangeFile.objects.get()
    assert file.due_at == NOW + timedelta(minutes=60)
    assert [line.event for line in file.history] == ["exchange_file.prepared", "exchange_file.sent"]


def test_a_second_flush_does_nothing(there: OtherSide, house: Counterpart, django_assert_max_num_queries) -> None:
    say(1)
    outbox.flush(house, now=NOW)
    with django_assert_max_num_queries(2):
        assert outbox.flush(house, now=NOW) == 0
    assert len(files()) == 1


def test_numbers_have_no_gap_and_files_are_not_too_long(
    there: OtherSide, house: Counterpart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "A_FILE", 2)
    say(5)
    assert outbox.flush(house, now=NOW) == 3
    say(1)
    outbox.flush(house, now=NOW + timedelta(minutes=5))
    assert [name.rpartition(".")[2] for name in there.found()] == ["000001", "000002", "000003", "000004"]
    assert [len(lines_at(there, name)) for name in there.found()] == [2, 2, 1, 1]


class Killed(BaseException):
    """Somebody pulled the plug."""


def die(*args: object, **kwargs: object) -> None:
    raise Killed


@pytest.mark.parametrize("step", ["new_file", "bytes_of", "perform_many"])
def test_killed_between_two_steps_the_same_file_leaves_once(
    there: OtherSide, house: Counterpart, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    say(3)
    with monkeypatch.context() as patch:
        patch.setattr(outbox, step, die)
        with pytest.raises(Killed):
            outbox.flush(house, now=NOW)
    laid = {name: (there.inbox / name).read_bytes() for name in there.found()}
    assert len(laid) == (step == "perform_many")
    outbox.flush(house, now=NOW + timedelta(minutes=5))
    [(name, state, sendings)] = files()
    assert (state, sendings) == ("sent", 1)
    assert there.found() == [name]
    assert laid in ({}, {name: (there.inbox / name).read_bytes()})
    assert len(lines_at(there, name)) == 3


def test_a_transport_that_is_down_loses_nothing(there: OtherSide, house: Counterpart) -> None:
    there.base.joinpath("from-us").write_text("in the way")
    say(2)
    with pytest.raises(TransportDown):
        outbox.flush(house, now=NOW)
    assert [state for _name, state, _sendings in files()] == ["prepared"]
    there.base.joinpath("from-us").unlink()
    assert outbox.flush(house, now=NOW) == 1
    assert len(lines_at(there, there.found()[0])) == 2


def test_a_message_that_no_line_can_say_does_not_hold_up_the_others(
    there: OtherSide, house: Counterpart, caplog: pytest.LogCaptureFixture
) -> None:
    say(2)
    outbox.post(HOUSE, [Said("Not A Kind", "PI-9")], now=NOW)
    strange = Message.objects.get(reference="PI-9")
    with caplog.at_level(logging.ERROR):
        outbox.flush(house, now=NOW)
    strange.refresh_from_db()
    assert (strange.status, strange.problem, strange.file) == (MessageStatus.FAILED, "malformed", None)
    assert strange.message_id in caplog.text
    assert len(lines_at(there, there.found()[0])) == 2


def test_an_acknowledged_file_rests(there: OtherSide, house: Counterpart) -> None:
    say(2)
    outbox.flush(house, now=NOW)
    [name] = there.found()
    for _again in range(2):
        there.acknowledge(name)
        read_answers(house, now=NOW + timedelta(minutes=5))
        assert there.left() == []
    file = ExchangeFile.objects.get()
    assert (file.state, file.due_at) == ("acknowledged", None)
    assert [line.event for line in file.history][-1] == "exchange_file.acknowledged"
    assert outbox.flush(house, now=NOW + timedelta(days=1)) == 0


def test_an_acknowledgement_proves_that_a_file_left(
    there: OtherSide, house: Counterpart, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(1)
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "perform_many", die)
        with pytest.raises(Killed):
            outbox.flush(house, now=NOW)
    there.acknowledge(there.found()[0])
    assert read_answers(house, now=NOW) == 1
    assert [(state, sendings) for _name, state, sendings in files()] == [("acknowledged", 1)]


def test_a_file_that_is_not_answered_is_sent_again_and_then_people_talk(there: OtherSide, house: Counterpart) -> None:
    say(1)
    sent = []
    for minute in range(0, 300, 5):
        if outbox.flush(house, now=NOW + timedelta(minutes=minute)):
            sent.append(minute)
    assert sent == [0, 60, 120]
    [(name, state, sendings)] = files()
    assert (state, sendings) == ("escalated", 3)
    assert there.found() == [name]
    file = ExchangeFile.objects.get()
    assert file.due_at == NOW + timedelta(minutes=180)
    there.acknowledge(name)
    read_answers(house, now=NOW + timedelta(days=1))
    assert files() == [(name, "acknowledged", 3)]


@pytest.mark.parametrize(
    ("code", "again"), [("cut", True), ("encoding", True), ("header", False), ("recipient", False)]
)
def test_a_refused_file_leaves_again_when_it_was_damaged_on_the_way(
    there: OtherSide, house: Counterpart, code: str, again: bool
) -> None:
    say(1)
    outbox.flush(house, now=NOW)
    [name] = there.found()
    for round_ in range(4):
        there.refuse(name, code, "la dernière ligne manque")
        read_answers(house, now=NOW + timedelta(minutes=round_))
        outbox.flush(house, now=NOW + timedelta(minutes=round_))
    file = ExchangeFile.objects.get()
    assert (file.state, file.sendings) == ("refused", 3 if again else 1)
    assert (file.problem, file.problem_text) == (code, "la dernière ligne manque")


def test_an_acknowledgement_of_something_else_refuses_the_file(there: OtherSide, house: Counterpart) -> None:
    say(2)
    outbox.flush(house, now=NOW)
    [name] = there.found()
    there.lay_bytes(f"{name}.ack", f"ACK|{name}|1|{'0' * 64}\n".encode())
    read_answers(house, now=NOW)
    assert [(state, sendings) for _name, state, sendings in files()] == [("refused", 1)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("BASC.APNF.20261123170000.000009.ack", b"ACK|BASC.APNF.20261123170000.000009|1|" + b"0" * 64 + b"\n"),
        ("BASC.APNF.20261123170000.000009.ack", b"ACK|BASC.APNF.20261123170000.000008|1|" + b"0" * 64 + b"\n"),
        ("nonsense.err", b"\xff\xfe"),
    ],
)
def test_an_answer_that_means_nothing_is_logged_and_deleted(
    there: OtherSide, house: Counterpart, caplog: pytest.LogCaptureFixture, name: str, data: bytes
) -> None:
    there.lay_bytes(name, data)
    assert read_answers(house, now=NOW) == 0
    assert there.left() == []
    assert caplog.records


def test_somebody_who_may_sends_a_file_again(there: OtherSide, house: Counterpart) -> None:
    say(1)
    outbox.flush(house, now=NOW)
    [name] = there.found()
    data = (there.inbox / name).read_bytes()
    (there.inbox / name).unlink()
    file = ExchangeFile.objects.get()
    with pytest.raises(PermissionDenied):
        outbox.send_again(file, by=UserFactory(), now=NOW)
    assert there.found() == []
    clerk = UserFactory(permissions=["operators.send_exchangefile"])
    again = outbox.send_again(file, by=clerk, now=NOW + timedelta(minutes=10))
    assert (again.state, again.sendings, (there.inbox / name).read_bytes()) == ("sent", 2, data)
    there.acknowledge(name)
    read_answers(house, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        outbox.send_again(file, by=clerk, now=NOW)


def test_nobody_sends_a_file_of_theirs(there: OtherSide, house: Counterpart) -> None:
    file = ExchangeFile(counterpart=HOUSE, way="in", state="refused", name="x", sender="APNF", number=1, made_at=NOW)
    file.begin(NOW).save()
    with pytest.raises(TransitionNotAllowed):
        perform(file, "send", by=SYSTEM, now=NOW)


def test_a_file_whose_messages_were_changed_is_not_written_anew(
    there: OtherSide, house: Counterpart, caplog: pytest.LogCaptureFixture
) -> None:
    say(1)
    outbox.flush(house, now=NOW)
    Message.objects.update(fields={})
    before = [(there.inbox / name).read_bytes() for name in there.found()]
    with caplog.at_level(logging.ERROR):
        assert outbox.flush(house, now=NOW + timedelta(hours=2)) == 0
    assert "cannot be written again" in caplog.text
    assert [(there.inbox / name).read_bytes() for name in there.found()] == before
    with pytest.raises(ValueError, match="cannot be written again"):
        outbox.send_again(ExchangeFile.objects.get(), by=SYSTEM, now=NOW)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_nodes_give_no_message_to_two_files(there: OtherSide, house: Counterpart) -> None:
    say(5)

    def other_node() -> None:
        try:
            outbox.flush(house, now=NOW)
        finally:
            connection.close()

    with transaction.atomic():
        outbox.prepare(house, now=NOW)
        node = Thread(target=other_node)
        node.start()
        node.join(0.5)
        assert node.is_alive()  # it waits for our messages
    node.join(10)
    outbox.flush(house, now=NOW)
    [(name, state, sendings)] = files()
    assert (state, sendings, there.found()) == ("sent", 1, [name])
    assert len(lines_at(there, name)) == 5


def test_what_a_failed_part_said_is_not_said() -> None:
    def speak_and_fail() -> None:
        with outbox.said_at_the_end():
            outbox.post(HOUSE, [Said("go", "PI-2")], now=NOW)
            raise ZeroDivisionError

    with outbox.said_at_the_end():
        outbox.post(HOUSE, [Said("go", "PI-1")], now=NOW)
        with pytest.raises(ZeroDivisionError):
            speak_and_fail()
        outbox.post(HOUSE, [Said("go", "PI-3")], now=NOW)
        assert not Message.objects.exists()
    assert list(Message.objects.order_by("pk").values_list("reference", flat=True)) == ["PI-1", "PI-3"]
