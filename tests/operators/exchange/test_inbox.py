"""What comes is read once, line by line, and nothing of it is lost: accepted + quarantined + duplicates = lines."""

import logging
import random
from collections.abc import Sequence
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from operators.exchange import inbox
from operators.exchange.codecs import NEUTRAL, digest_of, read_answer
from operators.exchange.counterparts import Counterpart
from operators.exchange.envelope import Envelope, Said
from operators.exchange.gaps import gaps
from operators.exchange.handlers import ERROR_HANDLERS, FULL_HANDLERS, HANDLERS, Problem
from operators.exchange.outbox import post
from operators.models import ExchangeFile, Message, MessageStatus, Operator
from tests.operators.exchange.conftest import Room
from tests.operators.exchange.other_side import NOW, OtherSide

pytestmark = pytest.mark.django_db


def notes(*numbers: int, kind: str = "note") -> list[Envelope]:
    return [Envelope(f"S-{number}", kind, f"PI-{number}", {"text": f"n° {number}"}) for number in numbers]


def only_file() -> ExchangeFile:
    file = ExchangeFile.objects.get(way="in")
    assert file.reached == file.accepted + file.quarantined + file.duplicates
    return file


def counts(file: ExchangeFile) -> tuple[int, int, int, int]:
    return file.lines, file.accepted, file.quarantined, file.duplicates


def problems() -> dict[int | None, str]:
    return dict(Message.objects.quarantined().values_list("line", "problem"))


def test_a_file_is_read_acknowledged_and_deleted(there: OtherSide, house: Counterpart, room: Room) -> None:
    name = there.lay(notes(1, 2, 3))
    data = (there.outbox / name).read_bytes()
    inbox.read_inbox(house, now=NOW)
    file = only_file()
    assert (file.state, file.name, file.number, counts(file)) == ("read", name, 1, (3, 3, 0, 0))
    assert room.heard == [["S-1", "S-2", "S-3"]]
    assert there.left() == []
    assert there.found() == [f"{name}.ack"]
    assert (there.inbox / f"{name}.ack").read_bytes() == f"ACK|{name}|3|{digest_of(data)}\n".encode()
    said = Message.objects.get(message_id="S-2")
    assert (said.kind, said.reference, said.fields, said.line) == ("note", "PI-2", {"text": "n° 2"}, 2)
    assert (said.status, said.handled_by, said.raw) == ("done", "system", "")
    assert [line.event for line in file.history] == ["exchange_file.received", "exchange_file.read"]


def test_a_file_that_comes_again_is_acknowledged_again_and_read_once(
    there: OtherSide, house: Counterpart, room: Room
) -> None:
    name = there.lay(notes(1, 2))
    data = (there.outbox / name).read_bytes()
    inbox.read_inbox(house, now=NOW)
    other = there.lay_bytes("APNF.BASC.20261123170000.000002", data)
    there.lay_bytes(name, data)
    inbox.read_inbox(house, now=NOW)
    assert counts(only_file()) == (2, 2, 0, 0)
    assert room.heard == [["S-1", "S-2"]]
    assert there.left() == []
    assert there.found() == sorted([f"{name}.ack", f"{other}.ack"])
    assert read_answer((there.inbox / f"{other}.ack").read_bytes()).name == other


def test_a_message_that_comes_again_in_another_file_is_not_taken_twice(
    there: OtherSide, house: Counterpart, room: Room
) -> None:
    there.lay(notes(1, 2))
    there.lay(notes(2, 3, 3, 1))
    inbox.read_inbox(house, now=NOW)
    first, second = ExchangeFile.objects.order_by("number")
    assert counts(first) == (2, 2, 0, 0)
    assert counts(second) == (4, 1, 0, 3)
    assert room.heard == [["S-1", "S-2"], ["S-3"]]


@pytest.mark.parametrize("code", ["header", "recipient", "sender", "cut", "encoding"])
def test_a_file_is_refused_whole_and_nothing_of_it_is_taken(
    there: OtherSide, house: Counterpart, room: Room, code: str
) -> None:
    name = {
        "header": lambda: there.lay_bytes("APNF.BASC.1.000001", b"HELLO\n"),
        "recipient": lambda: there.lay_lines(["S-1|note|PI-1"], receiver="NWOT"),
        "sender": lambda: there.lay_lines(["S-1|note|PI-1"], sender="NWOT"),
        "cut": lambda: there.lay_bytes("cut", b"BASCULE|1|APNF|BASC|2026-11-23T17:00:00Z|000001\nS-1|note|PI-1\nS"),
        "encoding": lambda: there.lay_bytes(
            "latin", b"BASCULE|1|APNF|BASC|2026-11-23T17:00:00Z|000001\nS-1|note|\xe9\nEND|1\n"
        ),
    }[code]()
    expected = code.replace("sender", "header")
    for _again in range(2):
        inbox.read_inbox(house, now=NOW)
    file = only_file()
    assert (file.state, file.problem, counts(file)) == ("refused", expected, (0, 0, 0, 0))
    assert file.problem_text
    assert (there.left(), there.found()) == ([], [f"{name}.err"])
    assert read_answer((there.inbox / f"{name}.err").read_bytes()).code == expected
    assert not Message.objects.exists()
    assert room.heard == []


def test_a_file_that_was_cut_is_read_when_it_comes_whole(there: OtherSide, house: Counterpart, room: Room) -> None:
    name = there.lay(notes(1, 2))
    data = (there.outbox / name).read_bytes()
    there.lay_bytes(name, data[: len(data) // 2])
    inbox.read_inbox(house, now=NOW)
    there.lay_bytes(name, data)
    inbox.read_inbox(house, now=NOW)
    assert sorted(ExchangeFile.objects.values_list("state", "lines", "accepted")) == [("read", 2, 2), ("refused", 0, 0)]
    assert there.found() == [f"{name}.ack", f"{name}.err"]


def test_bad_lines_stand_alone(there: OtherSide, house: Counterpart, room: Room) -> None:
    room.refuses = {"S-5": Problem("unknown_record", "PI-5")}
    there.lay_lines(
        ["S-1|note|PI-1", "S-2|note", "", "S-3|music|PI-3", "S-4|note|PI-4|text=a\x00b", "S-5|note|PI-5", "S-6|note|"]
    )
    inbox.read_inbox(house, now=NOW)
    assert counts(only_file()) == (7, 2, 5, 0)
    assert problems() == {2: "malformed", 3: "malformed", 4: "unknown_kind", 5: "malformed", 6: "unknown_record"}
    kept = Message.objects.get(line=5)
    assert (kept.message_id, kept.raw) == ("", "S-4|note|PI-4|text=a%00b")
    assert kept.problem_text
    assert Message.objects.get(line=6).raw == "S-5|note|PI-5"
    assert room.ids() == ["S-1", "S-5", "S-6"]


def test_ten_in_a_hundred_bad_lines_lose_nothing(there: OtherSide, house: Counterpart, room: Room) -> None:
    chance = random.Random(7)
    good, lines = 0, []
    for number in range(1, 1_301):
        bad = chance.random() < 0.1
        good += not bad
        lines.append(f"S-{number}|note|PI-{number}{'|' if bad else ''}")
    there.lay_lines(lines)
    inbox.read_inbox(house, now=NOW)
    assert counts(only_file()) == (1_300, good, 1_300 - good, 0)
    assert len(room.ids()) == good
    assert Message.objects.count() == 1_300


def test_kinds_are_handed_on_in_the_order_of_the_lines(there: OtherSide, house: Counterpart, room: Room) -> None:
    HANDLERS["clearing_house", "other"] = room
    there.lay([*notes(1, 2), *notes(3, kind="other"), *notes(4, 5)])
    inbox.read_inbox(house, now=NOW)
    assert room.heard == [["S-1", "S-2"], ["S-3"], ["S-4", "S-5"]]


def test_a_line_on_which_a_handler_fails_is_set_apart_and_leaves_nothing_behind(
    there: OtherSide, house: Counterpart, room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    def write(messages: Sequence[Message]) -> None:
        for message in messages:
            Operator.objects.create(code=message.message_id.replace("-", ""), name="heard")

    room.does, room.fails_on = write, {"S-2"}
    there.lay(notes(1, 2, 3))
    with caplog.at_level(logging.ERROR):
        inbox.read_inbox(house, now=NOW)
    assert counts(only_file()) == (3, 2, 1, 0)
    assert problems() == {2: "failed"}
    assert room.heard == [["S-1"], ["S-3"]]
    assert sorted(Operator.objects.filter(name="heard").values_list("code", flat=True)) == ["S1", "S3"]
    assert "something of ours is broken" in caplog.text


class Killed(BaseException):
    """Somebody pulled the plug."""


def test_killed_in_the_middle_a_file_is_read_on_from_there(
    there: OtherSide, house: Counterpart, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "CHUNK", 4)
    there.lay(notes(*range(1, 11)))
    steps = [("take_up", 2), ("count", 2), ("perform", 1), ("answer_to", 1)]
    for step, at in steps:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(inbox, step, dies_at(getattr(inbox, step), at))
            with pytest.raises(Killed):
                inbox.read_inbox(house, now=NOW)
        file = only_file()
        assert file.reached == Message.objects.filter(file=file).count()
        assert len(there.left()) == 1
    inbox.read_inbox(house, now=NOW)
    assert counts(only_file()) == (10, 10, 0, 0)
    done = Message.objects.order_by("line").values_list("message_id", flat=True)
    assert list(done) == [f"S-{number}" for number in range(1, 11)]
    assert room.heard[0] == ["S-1", "S-2", "S-3", "S-4"]
    assert there.left() == []


def dies_at(function, at: int):
    """The function, which is killed when it is called for the nth time."""
    calls = iter(range(1, 1_000))

    def run(*args, **kwargs):
        if next(calls) == at:
            raise Killed
        return function(*args, **kwargs)

    return run


def test_a_database_in_trouble_puts_nothing_in_quarantine(there: OtherSide, house: Counterpart, room: Room) -> None:
    def locked(messages: Sequence[Message]) -> None:
        raise OperationalError("deadlock detected")

    there.lay(notes(1, 2))
    room.does = locked
    with pytest.raises(OperationalError):
        inbox.read_inbox(house, now=NOW)
    assert only_file().reached == 0
    room.does = lambda messages: None
    inbox.read_inbox(house, now=NOW)
    assert counts(only_file()) == (2, 2, 0, 0)


def test_a_file_costs_the_same_queries_whatever_its_lines(there: OtherSide, house: Counterpart, room: Room) -> None:
    there.lay(notes(1))
    with CaptureQueriesContext(connection) as one:
        inbox.read_inbox(house, now=NOW)
    there.lay(notes(*range(2, 302)))
    with CaptureQueriesContext(connection) as many:
        inbox.read_inbox(house, now=NOW)
    assert len(many) == len(one)


def test_a_full_file_is_handed_on_whole(there: OtherSide, house: Counterpart, rooms: None) -> None:
    taken: list[str] = []

    def compare(file, lines, now) -> int:
        taken.extend(lines)
        return 1

    FULL_HANDLERS["clearing_house"] = compare
    envelopes = [Envelope(f"R-{n}", "register", "", {"number": f"019900000{n}"}) for n in range(3)]
    name = there.lay(envelopes, full=True)
    assert name.endswith(".full")
    for _again in range(2):
        inbox.read_inbox(house, now=NOW)
    file = only_file()
    assert (file.state, counts(file), len(taken)) == ("read", (3, 2, 1, 0), 3)
    assert there.found() == [f"{name}.ack"]
    assert not Message.objects.exists()


def test_a_full_file_that_fails_stays_and_nobody_waits_for_it(
    there: OtherSide, house: Counterpart, room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    FULL_HANDLERS["clearing_house"] = lambda file, lines, now: 1 // 0
    full = there.lay([], full=True)
    there.lay(notes(1))
    inbox.read_inbox(house, now=NOW)
    assert room.heard == [["S-1"]]
    assert there.left() == [full]
    assert "could not be taken up" in caplog.text
    FULL_HANDLERS["clearing_house"] = lambda file, lines, now: 0
    inbox.read_inbox(house, now=NOW)
    assert there.left() == []


def test_an_error_of_theirs_marks_our_message_and_is_told(there: OtherSide, house: Counterpart, rooms: None) -> None:
    post("clearing_house", [Said("port_request", "PI-1", {})], now=NOW)
    ours = Message.objects.get(way="out")
    told = []
    ERROR_HANDLERS["clearing_house", "port_request"] = lambda *said: told.append(said)
    there.lay(
        [
            Envelope("S-1", "error", "PI-1", {"message": ours.message_id, "code": "R-PLAN", "text": "Inconnu"}),
            Envelope("S-2", "error", "PI-1", {"message": "M-1999-000001", "code": "R-PLAN"}),
            Envelope("S-3", "error", "PI-1", {"code": "R-PLAN"}),
        ]
    )
    inbox.read_inbox(house, now=NOW)
    assert problems() == {2: "unknown_record", 3: "bad_field"}
    ours.refresh_from_db()
    assert (ours.status, ours.problem, ours.problem_text) == (MessageStatus.FAILED, "R-PLAN", "Inconnu")
    assert told == [(ours, "R-PLAN", "Inconnu", NOW)]


def test_the_database_itself_keeps_the_sum(there: OtherSide, house: Counterpart, room: Room) -> None:
    there.lay(notes(1))
    inbox.read_inbox(house, now=NOW)
    with pytest.raises((IntegrityError, ValidationError)):
        ExchangeFile.objects.update(accepted=2)


def test_a_file_that_never_came_shows_as_a_gap(there: OtherSide, house: Counterpart, room: Room) -> None:
    for number in (3, 4, 6, 6, 9):
        there.number = number - 1
        there.lay(notes(number))
        inbox.read_inbox(house, now=NOW)
    there.lay_bytes("strange", b"no file at all")
    inbox.read_inbox(house, now=NOW)
    found = gaps(since=NOW)
    assert [(gap.counterpart, gap.numbers) for gap in found] == [
        ("clearing_house", range(7, 9)),
        ("clearing_house", range(5, 6)),
    ]
    assert [gap.shown for gap in found] == ["APNF-000007 – 000008", "APNF-000005"]
    there.number = 4
    there.lay(notes(5))
    inbox.read_inbox(house, now=NOW)
    assert [gap.numbers for gap in gaps(since=NOW)] == [range(7, 9)], "one that comes after all closes its gap"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_nodes_read_a_file_once(
    there: OtherSide, house: Counterpart, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "CHUNK", 4)
    name = there.lay(notes(*range(1, 11)))
    data = (there.outbox / name).read_bytes()
    received = inbox.look_at(house, name, data, digest_of(data))
    file = inbox.register(house, received, NOW)

    def other_node() -> None:
        try:
            inbox.read_inbox(house, now=NOW)
        finally:
            connection.close()

    with transaction.atomic():
        inbox.read_chunk(file, NEUTRAL.read_file(data)[1], NOW)
        node = Thread(target=other_node)
        node.start()
        node.join(0.5)
        assert node.is_alive()  # it waits for our chunk
    node.join(10)
    assert counts(only_file()) == (10, 10, 0, 0)
    assert room.ids() == [f"S-{number}" for number in range(1, 11)]
    assert inbox.register(house, received, NOW) == file
