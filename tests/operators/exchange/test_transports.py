"""Where files lie: whoever sees a name sees the whole file, and no name leads out of its folder."""

from pathlib import Path

import pytest

from operators.exchange.transports import DirectoryTransport, Transport, TransportDown

NAMES = ["", "..", ".hidden", "a/b", "../a", "/etc/passwd", "a..b", "a\x00b", "a b", "é", "a\n", "x" * 81]


@pytest.fixture
def transport(tmp_path: Path) -> Transport:
    return DirectoryTransport.at(tmp_path)


def test_folders_are_made_when_they_are_missing(transport: Transport, tmp_path: Path) -> None:
    assert transport.names() == []
    transport.put("A.B", b"1")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["from-us", "to-us"]


def test_a_file_is_laid_whole_and_replaced(transport: Transport, tmp_path: Path) -> None:
    transport.put("A.B", b"first and longer")
    transport.put("A.B", b"second")
    assert [path.name for path in (tmp_path / "from-us").iterdir()] == ["A.B"]
    assert (tmp_path / "from-us" / "A.B").read_bytes() == b"second"


def test_what_lies_there_is_listed_in_order_without_unfinished_and_strange_names(
    transport: Transport, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    transport.names()
    inbox = tmp_path / "to-us"
    for name in ("B.1", "A.2", "A.3.tmp", "A.4.0a1b2c3d.tmp", "what is this", ".swp"):
        (inbox / name).write_bytes(b"x")
    (inbox / "folder").mkdir()
    assert transport.names() == ["A.2", "B.1"]
    assert "what is this" in caplog.text
    assert transport.get("A.2") == b"x"
    transport.delete("A.2")
    transport.delete("A.2")
    assert transport.names() == ["B.1"]
    with pytest.raises(FileNotFoundError):
        transport.get("A.2")


@pytest.mark.parametrize("name", NAMES)
def test_no_name_leads_elsewhere(transport: Transport, name: str) -> None:
    for act in (transport.get, transport.delete, lambda bad: transport.put(bad, b"x")):
        with pytest.raises(ValueError, match="not the name"):
            act(name)


def test_a_file_is_never_seen_half_written(
    transport: Transport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    transport.put("A.B", b"old")

    def broken(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", broken)
    with pytest.raises(TransportDown, match="No space left"):
        transport.put("A.B", b"new")
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "from-us").iterdir()] == [("A.B", b"old")]


def test_a_folder_that_is_none_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "to-us").write_text("a file")
    with pytest.raises(TransportDown, match="to-us"):
        DirectoryTransport.at(tmp_path).names()
