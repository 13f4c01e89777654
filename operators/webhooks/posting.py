"""Posting to partners, many at a time: a receiver that stalls keeps nobody waiting but itself. No database here."""

import asyncio
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from ipaddress import IPv6Address

import httpx

from bascule.apart import run_apart
from operators.models import Obstacle
from operators.webhooks.signing import Letter
from operators.webhooks.targets import Address, Forbidden, UnknownHost, allowed, port_of, resolved

TIME_OUT = 10.0
"""Seconds for a whole attempt, from the name to the end of the headers."""
MOST_READ = 64 * 1024
AGENT = "Bascule-Webhooks/1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one attempt; `status` is None when nothing was answered, `obstacle` is empty when it was heard."""

    at: datetime
    seconds: float
    status: int | None = None
    obstacle: str = ""

    @property
    def heard(self) -> bool:
        return not self.obstacle


class Clock:
    """The time of a run that began at a business time."""

    def __init__(self, start: datetime) -> None:
        self.start, self.started = start, time.monotonic()

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.started

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.elapsed)


Queue = tuple[str, Sequence[Letter]]
"""An address, and what is to be posted to it in this order."""


def post_all(queues: Sequence[Queue], clock: Clock, *, until: float) -> dict[str, Answer]:
    """Post every queue, side by side; what was attempted, by the id of the message.

    A queue ends at its first failure, and begins nothing after `until` seconds of the clock: what is left of it was
    not attempted.
    """
    return run_apart(side_by_side(queues, clock, until))


async def side_by_side(queues: Sequence[Queue], clock: Clock, until: float) -> dict[str, Answer]:
    done = await asyncio.gather(*(post_queue(url, letters, clock, until) for url, letters in queues))
    return {message_id: answer for answers in done for message_id, answer in answers.items()}


async def post_queue(url: str, letters: Sequence[Letter], clock: Clock, until: float) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    async with Courier(url, clock) as courier:
        for letter in letters:
            if clock.elapsed >= until:
                break
            answers[letter.message_id] = answer = await courier.attempt(letter)
            if not answer.heard:
                break
    return answers


class Courier:
    """Goes to one address: resolves and checks it once, then posts over the same connection while it lasts."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.url, self.clock = httpx.URL(url), clock
        self.addresses: list[Address] = []
        # No proxy of the environment: it would resolve the name again, and connect to what it finds.
        self.client = httpx.AsyncClient(
            verify=trust(), trust_env=False, follow_redirects=False, timeout=TIME_OUT, headers={"user-agent": AGENT}
        )

    async def __aenter__(self) -> "Courier":
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.client.aclose()

    async def attempt(self, letter: Letter) -> Answer:
        """Post one letter; whatever goes wrong is an answer too."""
        at, started = self.clock.now(), time.monotonic()
        status, obstacle = None, ""
        try:
            async with asyncio.timeout(TIME_OUT):
                status = await self.post(letter, at)
            obstacle = obstacle_of(status)
        except (Forbidden, UnknownHost, TimeoutError, httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            obstacle = obstacle_in(error)
        return Answer(at, time.monotonic() - started, status, obstacle)

    async def post(self, letter: Letter, at: datetime) -> int:
        """The status that the first of the addresses answers which can be reached."""
        if not self.addresses:
            self.addresses = await self.look_up()
        for address in self.addresses[:-1]:
            try:
                return await self.post_to(address, letter, at)
            except httpx.ConnectError:
                continue
        return await self.post_to(self.addresses[-1], letter, at)

    async def look_up(self) -> list[Address]:
        # A thread, for the system's resolver blocks; the time-out of the attempt does not wait for it.
        return allowed(await asyncio.to_thread(resolved, self.url.host, port_of(self.url)))

    async def post_to(self, address: Address, letter: Letter, at: datetime) -> int:
        """Connect to this very address; the host's name is for its certificate and its virtual servers."""
        request = self.client.build_request(
            "POST",
            self.url.copy_with(host=f"[{address}]" if isinstance(address, IPv6Address) else str(address)),
            content=letter.body,
            headers={
                **letter.headers(at),
                "content-type": "application/json",
                "accept-encoding": "identity",
                "host": self.url.netloc.decode(),
            },
            extensions={"sni_hostname": self.url.raw_host.decode()},
        )
        response = await self.client.send(request, stream=True)
        await finish(response)
        return response.status_code


async def finish(response: httpx.Response) -> None:
    """Read the end of an answer that is soon over, so that its connection serves again; the status is known already."""
    read = 0
    try:
        async with asyncio.timeout(1):
            async for part in response.aiter_raw():
                read += len(part)
                if read > MOST_READ:
                    break
    except (TimeoutError, httpx.HTTPError):
        pass
    finally:
        await response.aclose()


@cache
def trust() -> ssl.SSLContext:
    """Whose certificates are good: those that come with the HTTP library, or the file that SSL_CERT_FILE names."""
    return httpx.create_ssl_context()


OBSTACLES: Mapping[int, Obstacle] = {410: Obstacle.GONE}


def obstacle_of(status: int) -> str:
    """Why a status is no success; empty when it is one."""
    if 200 <= status < 300:
        return ""
    return OBSTACLES.get(status) or (Obstacle.REDIRECT if 300 <= status < 400 else Obstacle.REFUSED)


def obstacle_in(error: BaseException) -> str:
    """What an exception says about the way to an address."""
    if isinstance(error, Forbidden):
        return Obstacle.FORBIDDEN
    if isinstance(error, UnknownHost):
        return Obstacle.UNKNOWN_HOST
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return Obstacle.TIMEOUT
    return Obstacle.TLS if ssl_in(error) else Obstacle.CONNECTION


def ssl_in(error: BaseException | None) -> bool:
    """Whether the safe connection is what failed; the library wraps the reason once or twice."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
