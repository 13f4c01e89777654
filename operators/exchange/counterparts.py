"""Who is on the other side, and where its files lie: `COUNTERPARTS` of the settings, read from the environment.

`directory:///srv/exchange` or `sftp://user@host:22/folder`, the folder that holds `to-us/` and `from-us/`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from operators.exchange.codecs import ACCESS, NEUTRAL, Codec
from operators.exchange.transports import DirectoryTransport, Transport

CLEARING_HOUSE, INCUMBENT = "clearing_house", "incumbent"
CODECS: Mapping[str, Codec] = {CLEARING_HOUSE: NEUTRAL, INCUMBENT: ACCESS}
"""What each of them writes."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Somebody we exchange files with: our key for it, its operator code, and the way to its files. Its codec says
    how they are written.

    `with counterpart(CLEARING_HOUSE) as house:` lets go of its connection at the end.
    """

    key: str
    code: str
    transport: Transport

    @property
    def codec(self) -> Codec:
        return codec_of(self.key)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.transport.close()


def codec_of(key: str) -> Codec:
    """The format of a counterpart, for whoever has its key only."""
    return CODECS[key]


def counterpart(key: str) -> Counterpart:
    """One counterpart, with a transport of its own. Raises ImproperlyConfigured with a sentence."""
    said = settings.COUNTERPARTS[key]
    code = said["code"]
    if not re.fullmatch(r"[A-Z0-9]{2,8}", code):
        raise wrong(key, "CODE", f"is {code!r}: write an operator code, 2 to 8 capitals or digits, such as APNF")
    return Counterpart(key, code, transport_of(key, said))


def counterparts() -> list[Counterpart]:
    """Everybody we exchange files with; raises ImproperlyConfigured when one is badly described."""
    return [counterpart(key) for key in settings.COUNTERPARTS]


def transport_of(key: str, said: Mapping[str, str]) -> Transport:
    url = urlsplit(said["url"])
    if url.scheme == "directory" and not url.netloc and url.path.startswith("/"):
        return DirectoryTransport.at(Path(unquote(url.path)))
    if url.scheme == "sftp" and url.hostname and url.username and url.path.startswith("/"):
        return sftp_transport(key, said, url)
    raise wrong(key, "URL", "is not usable: write directory:///folder or sftp://user@host:port/folder")


def sftp_transport(key: str, said: Mapping[str, str], url: SplitResult) -> Transport:
    from operators.exchange.transports.sftp import SftpAccess, SftpTransport

    if url.password:
        raise wrong(key, "URL", f"holds a password: give it alone, in {key.upper()}_PASSWORD")
    key_file, password = said.get("key_file", ""), said.get("password", "")
    if not (key_file or password):
        raise wrong(key, "KEY_FILE", f"is empty: name the file of our private key, or set {key.upper()}_PASSWORD")
    if key_file and not Path(key_file).is_file():
        raise wrong(key, "KEY_FILE", "names no file that can be read")
    access = SftpAccess(
        host=str(url.hostname),
        port=port_of(key, url),
        user=unquote(str(url.username)),
        folder=unquote(url.path),
        host_key=known_host(key, said.get("host_key", "")),
        key_file=key_file,
        password=password,
    )
    return SftpTransport(access)


def port_of(key: str, url: SplitResult) -> int:
    try:
        return url.port or 22
    except ValueError:
        raise wrong(key, "URL", "has a port that is no port") from None


def known_host(key: str, text: str) -> str:
    """The host key that was agreed; without one nobody can tell the server from another."""
    from operators.exchange.transports.sftp import host_key

    try:
        host_key(text)
    except ValueError:
        sentence = "is not usable: write the server's public key, such as “ssh-ed25519 AAAA…”; it is never guessed"
        raise wrong(key, "HOST_KEY", sentence) from None
    return text


def wrong(key: str, variable: str, sentence: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{key.upper()}_{variable} {sentence}.")
