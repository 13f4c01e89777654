"""SFTP against a real OpenSSH server: it is the one that was agreed, or nothing is said to it."""

import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from operators.exchange.codecs import ACCESS, FileHead
from operators.exchange.counterparts import counterpart
from operators.exchange.envelope import Envelope, Said
from operators.exchange.outbox import flush, post
from operators.exchange.transports import TransportDown
from operators.exchange.transports.sftp import SftpTransport
from operators.models import ExchangeFile
from operators.tasks import read_inboxes
from tests.operators.exchange.conftest import Room
from tests.operators.exchange.other_side import NOW, OtherSide
from tests.operators.exchange.ssh_server import SSHD, Server, make_key, running
from tests.operators.exchange.test_transports import NAMES

pytestmark = pytest.mark.skipif(not SSHD, reason="there is no OpenSSH server on this machine")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture
def there(server: Server, settings) -> Iterator[OtherSide]:
    settings.COUNTERPARTS = {"clearing_house": server.settings()}
    there = OtherSide(server.files)
    yield there
    for path in [*there.inbox.iterdir(), *there.outbox.iterdir()]:
        path.unlink()


@pytest.fixture
def transport(there: OtherSide) -> Iterator[SftpTransport]:
    transport = counterpart("clearing_house").transport
    assert isinstance(transport, SftpTransport)
    transport.patience = 5
    yield transport
    transport.close()


def test_files_are_laid_listed_read_and_deleted(transport: SftpTransport, there: OtherSide) -> None:
    data = bytes(range(256)) * 4_000
    transport.put("A.B", b"first")
    transport.put("A.B", data)
    assert there.found() == ["A.B"]
    assert (there.inbox / "A.B").read_bytes() == data
    for name in ("B.1", "A.2", "A.3.tmp"):
        there.lay_bytes(name, data)
    assert transport.names() == ["A.2", "B.1"]
    assert transport.get("A.2") == data
    transport.delete("A.2")
    transport.delete("A.2")
    with pytest.raises(FileNotFoundError):
        transport.get("A.2")
    assert transport.names() == ["B.1"]


def test_the_incumbent_is_reached_in_the_same_way_in_its_own_format(there: OtherSide, settings, db) -> None:
    settings.COUNTERPARTS = {"incumbent": {**settings.COUNTERPARTS["clearing_house"], "code": "FRTE"}}
    post("incumbent", [Said("access_cancellation", "UO-1", {"reason": "moved"})], now=NOW)
    theirs = FileHead("FRTE", "BASC", NOW, 1)
    there.lay_bytes(theirs.name, ACCESS.write_file(theirs, [Envelope("F-1", "error", "UO-1", {"code": "malformed"})]))
    read_inboxes(NOW)
    ours = ExchangeFile.objects.get(way="out")
    assert there.found() == [ours.name, f"{theirs.name}.ack"]
    assert b"ANN_CMD_ACCES;" in (there.inbox / ours.name).read_bytes()
    assert ExchangeFile.objects.get(way="in").lines == 1


@pytest.mark.parametrize("name", NAMES)
def test_no_name_leads_elsewhere(transport: SftpTransport, name: str) -> None:
    for act in (transport.get, transport.delete, lambda bad: transport.put(bad, b"x")):
        with pytest.raises(ValueError, match="not the name"):
            act(name)


def test_another_host_key_is_refused_before_anything_is_said(
    transport: SftpTransport, there: OtherSide, tmp_path: Path
) -> None:
    wary = SftpTransport(replace(transport.access, host_key=make_key(tmp_path / "stranger")))
    with pytest.raises(TransportDown, match="host key"):
        wary.put("A.B", b"x")
    assert there.found() == []


def test_a_key_that_the_server_does_not_know_is_said(transport: SftpTransport, tmp_path: Path) -> None:
    make_key(tmp_path / "key")
    with pytest.raises(TransportDown, match="let us in"):
        SftpTransport(replace(transport.access, key_file=str(tmp_path / "key"))).names()


def test_a_folder_that_is_missing_is_said(transport: SftpTransport) -> None:
    lost = SftpTransport(replace(transport.access, folder="/nowhere"))
    for ask in (lost.names, lambda: lost.put("A.B", b"x")):
        with pytest.raises(TransportDown, match="folder"):
            ask()


def test_a_server_that_says_nothing_is_given_up(transport: SftpTransport) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        access = replace(transport.access, port=silent.getsockname()[1])
        with pytest.raises(TransportDown, match="cannot be used"):
            SftpTransport(access, patience=0.3).names()


@pytest.mark.django_db
def test_a_connection_that_is_cut_is_said_and_loses_nothing(there: OtherSide, transport: SftpTransport) -> None:
    house = replace(counterpart("clearing_house"), transport=transport)
    post("clearing_house", [Said("go", "PI-1")], now=NOW)
    transport.names()
    cut(transport)
    with pytest.raises(TransportDown, match=re.escape("127.0.0.1")):
        flush(house, now=NOW)
    assert ExchangeFile.objects.get().state == "prepared"
    assert there.found() == []
    assert flush(house, now=NOW) == 1
    assert there.found() == [ExchangeFile.objects.get().name]


def cut(transport: SftpTransport) -> None:
    """What a broken line does: the socket ends under the connection."""
    client = transport._client
    assert client is not None
    below = client.get_transport()
    assert below is not None
    below.sock.close()


@pytest.mark.django_db
def test_the_whole_exchange_works_over_sftp(there: OtherSide, room: Room) -> None:
    post("clearing_house", [Said("go", "PI-1", {"text": "à l'heure"})], now=NOW)
    theirs = there.lay([Envelope("S-1", "note", "PI-1")])
    read_inboxes(NOW)
    ours = ExchangeFile.objects.get(way="out").name
    assert there.found() == sorted([f"{theirs}.ack", ours])
    assert there.left() == []
    assert room.heard == [["S-1"]]
    there.acknowledge(ours)
    read_inboxes(NOW)
    assert ExchangeFile.objects.get(way="out").state == "acknowledged"


@pytest.mark.django_db
def test_a_server_that_is_down_is_said_and_everything_waits(there: OtherSide, server: Server, room: Room) -> None:
    post("clearing_house", [Said("go", "PI-1")], now=NOW)
    there.lay([Envelope("S-1", "note", "PI-1")])
    server.stop()
    try:
        assert f"127.0.0.1:{server.port}" in read_inboxes(NOW)
    finally:
        server.start()
    assert room.heard == []
    read_inboxes(NOW)
    assert room.heard == [["S-1"]]
    assert ExchangeFile.objects.get(way="out").state == "sent"
