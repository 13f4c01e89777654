"""The platforms behind the resources: ours keeps its books here (the ledger), or another one is told what is wanted.

`docs/provisioning.md` says what they are told. A platform is never called inside a transaction.
"""

import asyncio
import json
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import httpx
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from activation.models import Problem
from activation.provisioning.adapter import Trouble
from bascule.apart import run_apart

TIME_OUT = 10.0
"""Seconds for a whole call."""
SILENCES = 3
"""A platform that did not answer so often in a run is left alone until the next one."""
MOST_READ = 4_096
AGENT = "Bascule-Provisioning/1"
LATER = {408, 425, 429}
"""Answers that ask to come again, although they begin with a 4."""
GONE = {404, 410}
"""For a release: there is nothing any more, which is what was wanted."""
LOOPBACK = re.compile(r"localhost|127(\.\d+){3}|::1")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a platform is told of one allocation: the whole state, or None when it is to let go."""

    id: int
    state: Mapping[str, Any] | None
    secret: str = ""


class Platform(Protocol):
    async def tell(self, wanted: Wanted) -> Trouble | None:
        """Say what is wanted, as often as one likes; None when it is so."""

    async def close(self) -> None: ...


class Ledger:
    """The books are the platform: what is noted here is so."""

    async def tell(self, wanted: Wanted) -> Trouble | None:
        return None

    async def close(self) -> None:
        """Nothing stays open."""


class Folder:
    """A file for each allocation, written whole or not at all, gone when the allocation is released."""

    def __init__(self, path: Path) -> None:
        self.path = path

    async def tell(self, wanted: Wanted) -> Trouble | None:
        file = self.path / f"{wanted.id}.json"
        try:
            if wanted.state is None:
                file.unlink(missing_ok=True)
            else:
                self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
                replace(file, json.dumps(wanted.state, ensure_ascii=False, indent=1) + "\n")
        except OSError as error:
            return Trouble(Problem.PLATFORM_DOWN, str(error.strerror or error))
        return None

    async def close(self) -> None:
        """Nothing stays open."""


def replace(file: Path, text: str) -> None:
    """Whoever reads the file sees what was there or what is there now; secrets in it are for its owner alone."""
    draft = file.with_suffix(".tmp")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(draft, file)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


class EndPoint:
    """An HTTP server: PUT with the whole state, DELETE to let go, both at the address of the allocation."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url.rstrip("/")
        self.headers = {"user-agent": AGENT, **({"authorization": f"Bearer {token}"} if token else {})}

    @cached_property
    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(headers=self.headers, timeout=TIME_OUT, trust_env=False, follow_redirects=False)

    async def tell(self, wanted: Wanted) -> Trouble | None:
        url = f"{self.url}/allocations/{wanted.id}"
        method, body = ("DELETE", {}) if wanted.state is None else ("PUT", {"json": wanted.state})
        try:
            async with asyncio.timeout(TIME_OUT), self.client.stream(method, url, **body) as answer:  # type: ignore[arg-type]
                if answer.is_success or (wanted.state is None and answer.status_code in GONE):
                    return None
                return refusal(answer.status_code, await words_of(answer), wanted.secret)
        except (TimeoutError, httpx.TimeoutException):
            return Trouble(Problem.PLATFORM_DOWN, f"{TIME_OUT:.0f} s")
        except (httpx.HTTPError, OSError) as error:
            return Trouble(Problem.PLATFORM_DOWN, type(error).__name__)

    async def close(self) -> None:
        await self.client.aclose()


def refusal(status: int, words: str, secret: str) -> Trouble:
    """What an answer means that is no success. A secret that comes back in it is not kept."""
    said = f"{status} {words.replace(secret, '…') if secret else words}".strip()
    if status >= 500 or status in LATER:
        return Trouble(Problem.PLATFORM_FAILED, said)
    return Trouble(Problem.PLATFORM_REFUSED, said)


async def words_of(answer: httpx.Response) -> str:
    """What a platform says of a failure: the `detail` of problem+json, or the beginning of a text."""
    read = b""
    async for part in answer.aiter_bytes():
        read += part
        if len(read) >= MOST_READ:
            break
    text = read[:MOST_READ].decode("utf-8", "replace")
    with suppress(ValueError, AttributeError):
        said = json.loads(text)
        text = str(said.get("detail") or said.get("title") or text)
    return " ".join(text.split())


def platform(kind: str) -> Platform:
    """The platform of one kind of resource, by the settings. Raises ImproperlyConfigured with a sentence."""
    said = settings.PROVISIONING.get(kind, {})
    url, name = said.get("url", ""), f"PROVISIONING_{kind.upper()}_URL"
    if not url:
        return Ledger()
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc and parts.path.startswith("/"):
        return Folder(Path(unquote(parts.path)))
    if parts.username or parts.password:
        raise ImproperlyConfigured(f"{name} holds a password: give a token, in PROVISIONING_{kind.upper()}_TOKEN.")
    safe = parts.scheme == "https" or (parts.scheme == "http" and LOOPBACK.fullmatch(parts.hostname or ""))
    if safe and parts.hostname and not parts.query and not parts.fragment:
        return EndPoint(url, said.get("token", ""))
    raise ImproperlyConfigured(
        f"{name} is not usable: write file:///folder or https://host/path; http:// only to this very machine."
    )


def platforms() -> list[Platform]:
    """The platform of each kind; raises ImproperlyConfigured when one is badly described."""
    return [platform(kind) for kind in settings.PROVISIONING]


Queue = tuple[str, Sequence[Wanted]]
"""A kind of resource, and what its platform is to be told in this order."""


def tell_all(queues: Sequence[Queue], *, seconds: float) -> dict[int, Trouble | None]:
    """Tell each platform what is wanted, all of them side by side; what came of it, by allocation.

    Nothing begins after so many seconds, and a platform that does not answer is left alone: what is missing in the
    answer was not tried.
    """
    return run_apart(side_by_side(queues, seconds))


async def side_by_side(queues: Sequence[Queue], seconds: float) -> dict[int, Trouble | None]:
    until = asyncio.get_running_loop().time() + seconds
    told = await asyncio.gather(*(tell_one_by_one(kind, wanted, until) for kind, wanted in queues))
    return {key: trouble for some in told for key, trouble in some.items()}


async def tell_one_by_one(kind: str, queue: Sequence[Wanted], until: float) -> dict[int, Trouble | None]:
    told: dict[int, Trouble | None] = {}
    one, silences, clock = platform(kind), 0, asyncio.get_running_loop().time
    try:
        for wanted in queue:
            if silences == SILENCES or clock() >= until:
                break
            told[wanted.id] = trouble = await one.tell(wanted)
            silences = silences + 1 if trouble and trouble.problem == Problem.PLATFORM_DOWN else 0
    finally:
        await one.close()
    return told
