"""A counterpart that is badly described is refused at start, with a sentence that names the variable."""

from pathlib import Path

import paramiko
import pytest
from django.core.exceptions import ImproperlyConfigured

from operators.exchange.counterparts import counterpart, counterparts
from operators.exchange.transports import DirectoryTransport
from operators.exchange.transports.sftp import SftpTransport
from tests.bascule.test_settings import check

SFTP = {"code": "APNF", "url": "sftp://bascule@files.example:2222/exchange", "password": "a secret of ours"}


@pytest.fixture(scope="module")
def host_key() -> str:
    key = paramiko.RSAKey.generate(2048)
    return f"{key.get_name()} {key.get_base64()}"


def test_a_folder_needs_nothing_else(settings, tmp_path: Path) -> None:
    settings.COUNTERPARTS = {"clearing_house": {"code": "APNF", "url": f"directory://{tmp_path}/a%20b"}}
    [found] = counterparts()
    assert (found.key, found.code) == ("clearing_house", "APNF")
    assert isinstance(found.transport, DirectoryTransport)
    assert found.transport.inbox == tmp_path / "a b" / "to-us"


def test_a_server_is_read_from_its_address(settings, host_key: str) -> None:
    settings.COUNTERPARTS = {"clearing_house": {**SFTP, "host_key": host_key}}
    transport = counterpart("clearing_house").transport
    assert isinstance(transport, SftpTransport)
    access = transport.access
    assert (access.host, access.port, access.user, access.folder) == ("files.example", 2222, "bascule", "/exchange")
    assert "a secret of ours" not in repr(access)


@pytest.mark.parametrize(
    ("changed", "variable"),
    [
        ({"code": "apnf"}, "CODE"),
        ({"code": ""}, "CODE"),
        ({"url": ""}, "URL"),
        ({"url": "var/exchange"}, "URL"),
        ({"url": "directory://var/exchange"}, "URL"),
        ({"url": "ftp://bascule@files.example/exchange"}, "URL"),
        ({"url": "sftp://files.example/exchange"}, "URL"),
        ({"url": "sftp://bascule@files.example"}, "URL"),
        ({"url": "sftp://bascule@files.example:99999/exchange"}, "URL"),
        ({"url": "sftp://bascule:secret@files.example/exchange"}, "URL"),
        ({"password": ""}, "KEY_FILE"),
        ({"password": "", "key_file": "/nowhere/key"}, "KEY_FILE"),
        ({"host_key": ""}, "HOST_KEY"),
        ({"host_key": "ssh-rsa"}, "HOST_KEY"),
        ({"host_key": "ssh-rsa AAAA"}, "HOST_KEY"),
        ({"host_key": "yes please"}, "HOST_KEY"),
    ],
)
def test_a_bad_description_is_refused(settings, host_key: str, changed: dict[str, str], variable: str) -> None:
    settings.COUNTERPARTS = {"clearing_house": {**SFTP, "host_key": host_key, **changed}}
    with pytest.raises(ImproperlyConfigured, match=f"^CLEARING_HOUSE_{variable} ") as refused:
        counterparts()
    assert "secret" not in str(refused.value)


def test_it_is_refused_before_anything_starts() -> None:
    done = check(CLEARING_HOUSE_URL="sftp://bascule@files.example/exchange", CLEARING_HOUSE_PASSWORD="x")
    assert done.returncode != 0
    assert "CLEARING_HOUSE_HOST_KEY is not usable" in done.stderr
    assert "Traceback" not in done.stderr
