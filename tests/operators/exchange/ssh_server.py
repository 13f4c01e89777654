"""A real OpenSSH server on this machine: an ordinary process with keys of its own, which serves files only."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path

SSHD = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
CONFIGURATION = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp internal-sftp
ForceCommand internal-sftp
"""


@dataclass
class Server:
    """A server that runs, and what somebody needs to use it."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def host_key(self) -> str:
        return public_key(self.folder / "host_key")

    @property
    def user_key(self) -> str:
        return str(self.folder / "user_key")

    def settings(self) -> dict[str, str]:
        """What an operator writes into the environment."""
        return {
            "code": "APNF",
            "url": f"sftp://{getuser()}@127.0.0.1:{self.port}{self.files}",
            "host_key": self.host_key,
            "key_file": self.user_key,
        }

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            command = [str(SSHD), "-D", "-e", "-f", str(self.folder / "sshd_config")]
            self.process = subprocess.Popen(command, stderr=log)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError((self.folder / "log").read_text())

    def stop(self) -> None:
        """End the server; connections that it has already go on, as sshd does it."""
        if self.process:
            self.process.terminate()
            self.process.wait(10)
            self.process = None


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """A server of its own keys and port, whose folder is emptied by whoever made it."""
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # sshd asks for it when it is started by root
    server = Server(free_port(), folder)
    make_key(folder / "host_key")
    (folder / "authorized_keys").write_text(make_key(folder / "user_key"))
    (folder / "sshd_config").write_text(CONFIGURATION.format(port=server.port, folder=folder))
    for name in ("to-us", "from-us"):
        (server.files / name).mkdir(parents=True)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def make_key(path: Path) -> str:
    """A new key pair; its public half."""
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)]
    subprocess.run(command, check=True, timeout=60)
    return public_key(path)


def public_key(path: Path) -> str:
    return path.with_suffix(".pub").read_text().strip()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
