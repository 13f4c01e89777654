"""Files on the other side's SFTP server. Its host key is the one that was agreed, or nothing is said to it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from posixpath import join
from stat import S_ISREG
from typing import Any

import paramiko
from django.utils.translation import gettext as _

from operators.exchange.transports.base import FROM_US, TO_US, TransportDown, checked, complete, temporary

PATIENCE = 15.0
"""Seconds without an answer after which the other side is taken for down."""
logging.getLogger("paramiko").setLevel(logging.CRITICAL)  # each of its errors is raised too, and logged once, by us


@dataclass(frozen=True, slots=True)
class SftpAccess:
    """How to reach a server, and how to know it. Secrets come from the environment only, and are never shown."""

    host: str
    port: int
    user: str
    folder: str
    host_key: str
    key_file: str = ""
    password: str = field(default="", repr=False)


class SftpTransport:
    """One connection, opened when it is first needed."""

    def __init__(self, access: SftpAccess, *, patience: float = PATIENCE) -> None:
        self.access, self.patience = access, patience
        self.inbox, self.outbox = join(access.folder, TO_US), join(access.folder, FROM_US)
        self._client: paramiko.SSHClient | None = None
        self._sftp: paramiko.SFTPClient | None = None

    def names(self) -> list[str]:
        return self._must(
            lambda sftp: complete([one.filename for one in sftp.listdir_attr(self.inbox) if is_file(one)])
        )

    def get(self, name: str) -> bytes:
        return self._ask(lambda sftp: read(sftp, join(self.inbox, checked(name))))

    def put(self, name: str, data: bytes) -> None:
        draft, final = join(self.outbox, temporary(name)), join(self.outbox, name)
        self._must(lambda sftp: lay(sftp, draft, final, data))

    def delete(self, name: str) -> None:
        with suppress(FileNotFoundError):
            self._ask(lambda sftp: sftp.remove(join(self.inbox, checked(name))))

    def close(self) -> None:
        client, self._client, self._sftp = self._client, None, None
        if client:
            client.close()

    def _ask(self, question: Callable[[paramiko.SFTPClient], Any]) -> Any:
        """Ask the server; whatever goes wrong closes the connection, for nobody knows what is still to come on it."""
        with self._told():
            self._sftp = self._sftp or self._connect()
            return question(self._sftp)

    def _must(self, question: Callable[[paramiko.SFTPClient], Any]) -> Any:
        """Ask what can only fail when the folder itself is not there."""
        try:
            return self._ask(question)
        except FileNotFoundError as error:
            raise self._down(_("its folder does not exist")) from error

    def _connect(self) -> paramiko.SFTPClient:
        access = self.access
        self._client = client = paramiko.SSHClient()
        client.set_missing_host_key_policy(paramiko.RejectPolicy())
        agreed = host_key(access.host_key)
        client.get_host_keys().add(server_name(access), agreed.get_name(), agreed)
        client.connect(
            access.host,
            access.port,
            access.user,
            password=access.password or None,
            pkey=paramiko.PKey.from_path(access.key_file) if access.key_file else None,
            timeout=self.patience,
            banner_timeout=self.patience,
            auth_timeout=self.patience,
            channel_timeout=self.patience,
            allow_agent=False,
            look_for_keys=False,
        )
        sftp = client.open_sftp()
        channel = sftp.get_channel()
        if channel is not None:
            channel.settimeout(self.patience)
        return sftp

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise
        except paramiko.BadHostKeyException as error:
            raise self._down(_("its host key is not the one that was agreed")) from error
        except paramiko.AuthenticationException as error:
            raise self._down(_("it does not let us in")) from error
        except (OSError, EOFError, paramiko.SSHException) as error:
            why = getattr(error, "strerror", "") or str(error) or _("the connection was cut")
            raise self._down(why) from error

    def _down(self, why: str) -> TransportDown:
        self.close()
        where = {"host": self.access.host, "port": self.access.port, "why": why.rstrip(".")}
        return TransportDown(_("The SFTP server %(host)s:%(port)d cannot be used: %(why)s.") % where)


def server_name(access: SftpAccess) -> str:
    """How a server is listed among the known ones: with its port unless that is the usual one."""
    return access.host if access.port == 22 else f"[{access.host}]:{access.port}"


def host_key(text: str) -> paramiko.PKey:
    """The agreed key, written `ssh-ed25519 AAAA…` as in `known_hosts`. Raises ValueError."""
    kind, _space, rest = text.strip().partition(" ")
    try:
        found = paramiko.hostkeys.HostKeyEntry.from_line(f"any {kind} {rest}")
    except (paramiko.SSHException, paramiko.hostkeys.InvalidHostKey, ValueError) as error:
        raise ValueError(str(error)) from error
    if found is None or found.key is None:
        raise ValueError(f"no key of a known kind: {kind or 'nothing'}")
    return found.key


def is_file(entry: paramiko.SFTPAttributes) -> bool:
    return entry.st_mode is None or S_ISREG(entry.st_mode)


def read(sftp: paramiko.SFTPClient, path: str) -> bytes:
    with sftp.open(path, "rb") as file:
        file.prefetch()
        return file.read()


def lay(sftp: paramiko.SFTPClient, draft: str, final: str, data: bytes) -> None:
    """Write beside, ask back how much arrived, rename over; only then does anybody see it."""
    with sftp.open(draft, "wb") as file:
        file.set_pipelined(True)
        file.write(data)
    arrived = sftp.stat(draft).st_size
    if arrived != len(data):
        raise OSError(f"{arrived} of {len(data)} bytes arrived")
    sftp.posix_rename(draft, final)
