"""A partner's server on the loopback, which answers as badly as a test wants."""

import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

OK = b"HTTP/1.1 204 No Content\r\n\r\n"
Behaviour = Callable[[socket.socket], None]


@dataclass
class Heard:
    """One request, as it came over the wire."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """Answers each request with the next of its answers, and with the last one from then on."""

    port: int = 0
    heard: list[Heard] = field(default_factory=list)
    answers: list[bytes | Behaviour] = field(default_factory=lambda: [OK])
    connections: int = 0
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    def answers_with(self, *answers: bytes | Behaviour) -> None:
        self.answers = list(answers)

    def ids(self) -> list[str]:
        return [one.headers["webhook-id"] for one in self.heard]

    def serve(self, connection: socket.socket) -> None:
        self.connections += 1
        reader = connection.makefile("rb")
        while request := read(reader):
            self.heard.append(request)
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            if callable(answer):
                answer(connection)
                return
            connection.sendall(answer)

    def drip(self, data: bytes, *, every: float) -> Behaviour:
        """Send an answer byte by byte."""

        def behave(connection: socket.socket) -> None:
            for byte in data:
                if self.closing.wait(every):
                    return
                connection.sendall(bytes([byte]))

        return behave

    def stall(self, connection: socket.socket) -> None:
        """Say nothing at all."""
        self.closing.wait(60)


def status(code: int, **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {code} So", "Content-Length: 0", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def hang_up(connection: socket.socket) -> None:
    """Close without a word."""


def flood(connection: socket.socket) -> None:
    """A success, and then more than anybody wants to read."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
    with suppress(OSError):
        while True:
            connection.sendall(b"x" * 65536)


def read(reader: Any) -> Heard | None:
    first = reader.readline().decode()
    if not first:
        return None
    headers = {}
    while line := reader.readline().decode().strip():
        name, _colon, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return Heard(first.split()[1], headers, reader.read(int(headers.get("content-length", 0))))


@contextmanager
def receiving(wrap: Callable[[socket.socket], socket.socket] | None = None) -> Iterator[Receiver]:
    """A receiver at work; `wrap` makes its connections safe ones."""
    receiver = Receiver()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError), wrap(self.request) if wrap else self.request as connection:
                receiver.serve(connection)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as server:
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield receiver
        finally:
            receiver.closing.set()
            server.shutdown()
            thread.join()
            time.sleep(0)
