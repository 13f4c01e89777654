"""The incumbent's eligibility server, on this machine only: `GET /lines/NUMBER?postal_code=…&line1=…`, as JSON."""

import json
import re
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from operators.exchange.simulator.hours import PARIS
from operators.exchange.simulator.lines import COPPER, FIBRE, line_facts

HOST = "127.0.0.1"
PATH = re.compile(r"/lines/([^/]+)")
NUMBER = re.compile(r"0[1-9][0-9]{8}")
A_LOOK = 0.05
"""Seconds between two looks whether the server is to stop."""


class LinesServer(ThreadingHTTPServer):
    """Answers until it is closed; port 0 takes a free one. Raises OSError for a port that is taken."""

    daemon_threads = True

    def __init__(self, port: int, *, seed: int = 1, natural: bool = True) -> None:
        self.seed, self.natural = seed, natural
        super().__init__((HOST, port), Lines)
        self.thread = Thread(target=self.serve_forever, args=(A_LOOK,), name="lines", daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server_address[1]}"

    def close(self) -> None:
        self.shutdown()
        self.server_close()
        self.thread.join()

    def answer(self, path: str) -> tuple[int, dict[str, Any]]:
        """The status and the document of one address."""
        parts = urlsplit(path)
        found = PATH.fullmatch(parts.path)
        if not found:
            return 404, {"error": "not_found"}
        number = unquote(found[1])
        if not NUMBER.fullmatch(number):
            return 400, {"error": "bad_number"}
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        try:
            on = date.fromisoformat(asked["on"]) if "on" in asked else datetime.now(PARIS).date()
        except ValueError:
            return 400, {"error": "bad_date"}
        facts = line_facts(number, asked.get("postal_code", ""), self.seed, natural=self.natural)
        technology = asked.get("technology", COPPER)
        if technology not in (COPPER, FIBRE):
            return 400, {"error": "bad_technology"}
        return 200, facts.as_json(asked.get("line1", ""), on, technology)


class Lines(BaseHTTPRequestHandler):
    server: LinesServer
    timeout = 10

    def do_GET(self) -> None:
        status, document = self.server.answer(self.path)
        body = json.dumps(document, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """A number is nobody's business but of those who ask."""
