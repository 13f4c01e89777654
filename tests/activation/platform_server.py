"""A platform on the loopback, which keeps what it is told, and answers as badly as a test wants."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

STALL, HANG_UP, DRIP = "stall", "hang up", "drip"
Answer = int | str | tuple[int, str]
"""A status, a status with a text, or a way to misbehave."""


@dataclass
class PlatformServer:
    """Answers each request with the next of its answers, and with success from then on."""

    url: str = ""
    answers: list[Answer] = field(default_factory=list)
    heard: list[tuple[str, str]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What it believes, by path."""
    closing: threading.Event = field(default_factory=threading.Event)

    def take(self, method: str, path: str, body: bytes) -> Answer:
        self.heard.append((method, path))
        answer = self.answers.pop(0) if self.answers else 200
        if answer in (200, HANG_UP, STALL):  # it does what it is told, whatever it says of it
            if method == "PUT":
                self.kept[path] = json.loads(body)
            elif self.kept.pop(path, None) is None and answer == 200:
                return 404
        return answer


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def handle_it(self) -> None:
        body, state = self.rfile.read(int(self.headers.get("content-length", 0))), self.server.state
        state.tokens.add(self.headers.get("authorization", ""))
        answer = state.take(self.command, self.path, body)
        if isinstance(answer, str):
            self.misbehave(answer)
            self.close_connection = True
        else:
            status, text = answer if isinstance(answer, tuple) else (answer, "")
            self.reply(status, text.replace("ECHO", body.decode()))

    do_PUT = do_DELETE = handle_it  # noqa: N815

    def misbehave(self, how: str) -> None:
        if how == STALL:
            self.server.state.closing.wait(30)
        with suppress(OSError):
            while how == DRIP and not self.server.state.closing.wait(0.05):
                self.wfile.write(b"H")
                self.wfile.flush()

    def reply(self, status: int, text: str) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: Any) -> None:
        """Tests are quiet."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, state: PlatformServer) -> None:
        self.state = state
        super().__init__(("127.0.0.1", 0), Handler)

    def handle_error(self, *args: Any) -> None:
        """Whoever we let down hangs up."""


@contextmanager
def serving() -> Iterator[PlatformServer]:
    with Server(state := PlatformServer()) as server:
        state.url = f"http://127.0.0.1:{server.server_address[1]}/bascule"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield state
        finally:
            state.closing.set()
            server.shutdown()
            thread.join()
